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
  const ended = vi.spyOn(api, 'DELETE').mockResolvedValue({} as never)
  const scope = effectScope()
  const { warned, minutes, stay } = scope.run(useIdle)!
  await vi.advanceTimersByTimeAsync(470_000)
  expect(warned.value).toBe(false)
  expect(asked).not.toHaveBeenCalled() // nobody works: the server is left to think so
  noteUse() // in another window
  await vi.advanceTimersByTimeAsync(470_000)
  expect(warned.value).toBe(false)
  expect(asked).toHaveBeenCalledTimes(1) // somebody typed, and the server is told
  await vi.advanceTimersByTimeAsync(20_000)
  expect(warned.value).toBe(true)
  expect(minutes.value).toBe(2)
  window.dispatchEvent(new Event('keydown')) // is no answer to the warning
  await vi.advanceTimersByTimeAsync(5_000)
  expect(warned.value).toBe(true)
  await stay()
  expect(asked).toHaveBeenLastCalledWith('/api/v1/me')
  expect(warned.value).toBe(false)
  expect(ended).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(602_000)
  expect(ended).toHaveBeenCalledWith('/api/v1/sessions/current') // the page ends it, whatever it asks by itself
  expect(asked).toHaveBeenCalledTimes(3) // and learns it
  scope.stop()
})
