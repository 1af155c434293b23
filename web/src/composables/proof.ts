import { shallowRef } from 'vue'
import { ApiError } from '../api/client'

/** A question that is on the screen: who waits for a proof of who is signed in. */
export const asked = shallowRef<(proved: boolean) => void>()

/** prove asks on the screen for the password or a code, and tells whether the server has taken it. */
function prove(): Promise<boolean> {
  return new Promise((resolve) => {
    asked.value = (proved) => {
      asked.value = undefined
      resolve(proved)
    }
  })
}

/** proving runs a command; where the server first wants a fresh proof of who acts, it is asked for, and the command sent again. */
export async function proving<T>(command: () => Promise<T>): Promise<T> {
  try {
    return await command()
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'step_up_required' || !(await prove())) throw error
    return command()
  }
}
