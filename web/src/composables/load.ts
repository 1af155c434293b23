import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

export interface Load<T> {
  data: ShallowRef<T | undefined>
  error: ShallowRef<unknown>
  loading: ShallowRef<boolean>
  /** reload asks the same again and keeps what is there until the answer comes; of two answers under way only the later counts. */
  reload: () => Promise<void>
  /** restart asks something else: what is there is no answer to it. */
  restart: () => Promise<void>
}

/** useLoad asks at once and keeps what came, what went wrong, and whether an answer is awaited. */
export function useLoad<T>(ask: () => Promise<T>): Load<T> {
  const data = shallowRef<T>()
  const error = shallowRef<unknown>()
  const loading = shallowRef(true)
  let turn = 0
  async function reload() {
    const mine = ++turn
    loading.value = true
    try {
      const found = await ask()
      if (mine !== turn) return
      data.value = found
      error.value = undefined
    } catch (e) {
      if (mine === turn) error.value = e
    } finally {
      if (mine === turn) loading.value = false
    }
  }
  function restart() {
    data.value = undefined
    error.value = undefined
    return reload()
  }
  onScopeDispose(() => turn++)
  void reload()
  return { data, error, loading, reload, restart }
}
