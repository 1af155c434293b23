import { expect, test, vi } from 'vitest'
import { ApiError, type Problem } from '../../src/api/client'
import { asked, proving } from '../../src/composables/proof'

const refusal = (code: string) => new ApiError({ type: '', title: '', status: 403, code, detail: code, instance: '' } as Problem)

test('a command that wants a proof is sent again once it is given', async () => {
  const command = vi.fn().mockRejectedValueOnce(refusal('step_up_required')).mockResolvedValue('done')
  const running = proving(command)
  await vi.waitFor(() => expect(asked.value).toBeDefined())
  expect(command).toHaveBeenCalledTimes(1)
  asked.value!(true)
  expect(await running).toBe('done')
  expect(command).toHaveBeenCalledTimes(2)
  expect(asked.value).toBeUndefined()
})

test('without a proof the refusal stands, and nothing is sent', async () => {
  const command = vi.fn().mockRejectedValue(refusal('step_up_required'))
  const running = proving(command)
  await vi.waitFor(() => expect(asked.value).toBeDefined())
  asked.value!(false)
  await expect(running).rejects.toMatchObject({ code: 'step_up_required' })
  expect(command).toHaveBeenCalledTimes(1)
})

test('every other refusal asks nothing', async () => {
  await expect(proving(() => Promise.reject(refusal('not_your_role')))).rejects.toMatchObject({ code: 'not_your_role' })
  expect(asked.value).toBeUndefined()
})
