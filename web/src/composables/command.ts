import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import { ApiError, sentence } from '../api/client'
import { proving } from './proof'

/** Conflicts that are no stale page: to read it again would change nothing. */
const plain = ['already_exists', 'log_empty', 'webhook_inactive']

/**
 * useCommand runs one command at a time and tells how it went: a refusal is kept as sentences for the form, and a stale
 * page is read again beside that.
 */
export function useCommand(reload: () => Promise<unknown>) {
  const busy = ref(false)
  const faults = ref<string[]>([])
  /** What is wrong with single fields, by their place in the command, such as body.name. */
  const wrong = ref<Record<string, string>>({})

  /** run returns whether the command took effect. */
  async function run(command: () => Promise<unknown>, said = ''): Promise<boolean> {
    busy.value = true
    faults.value = []
    wrong.value = {}
    try {
      await proving(command)
      if (said) ElMessage.success(said)
      await reload()
      return true
    } catch (error) {
      if (error instanceof ApiError && error.status === 409 && !plain.includes(error.code)) {
        faults.value = [error.code === 'stale_version' ? '此前已有他人办理或修改，页面已为您刷新，请核对后再办理。' : `${error.message}页面已为您刷新，请核对。`]
        await reload()
      } else {
        faults.value = error instanceof ApiError && error.reasons.length ? error.reasons : [sentence(error)]
        if (error instanceof ApiError) wrong.value = error.fields
      }
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, faults, wrong, run }
}
