import { effectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { api } from '../../src/api/client'
import { noteUse, useIdle } from '../../src/composables/idle'
import { signedIn, type Me } from '../../src/composables/session'

beforeEach(() => {
  vi.useFakeTimers()
  signedIn({ me: { idle_seconds: 600 } as Me } as Parameters<typeof signedIn>[0])
})
afterEach(() => vi.useRealTimers())

test('the warning comes before the end that the server sets, and any window that is used puts it off', async () => {
  const asked = vi.spyOn(api, 'GET').mockResolvedValue({} as never)
  const scope = effectScope()
  const { warned, minutes, stay } = scope.run(useIdle)!
  await vi.advanceTimersByTimeAsync(470_000)
  expect(warned.value).toBe(false)
  noteUse() // in another window
  await vi.advanceTimersByTimeAsync(470_000)
  expect(warned.value).toBe(false)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(warned.value).toBe(true)
  expect(minutes.value).toBe(2)
  window.dispatchEvent(new Event('keydown')) // is no answer to the warning
  await vi.advanceTimersByTimeAsync(5_000)
  expect(warned.value).toBe(true)
  expect(asked).not.toHaveBeenCalled()
  await stay()
  expect(asked).toHaveBeenCalledWith('/api/v1/me')
  expect(warned.value).toBe(false)
  await vi.advanceTimersByTimeAsync(602_000)
  expect(asked).toHaveBeenCalledTimes(2) // the session has ended, and the page learns it
  scope.stop()
})
