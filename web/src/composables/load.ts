import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

export interface Load<T> {
  data: ShallowRef<T | undefined>
  error: ShallowRef<unknown>
  loading: ShallowRef<boolean>
  /** reload asks again; of two answers under way only the later counts. */
  reload: () => Promise<void>
  /** refresh asks again on its own account: where that fails, what is there stays. */
  refresh: () => Promise<void>
}

/** useLoad asks at once and keeps what came, what went wrong, and whether an answer is awaited. */
export function useLoad<T>(ask: () => Promise<T>): Load<T> {
  const data = shallowRef<T>()
  const error = shallowRef<unknown>()
  const loading = shallowRef(true)
  let turn = 0
  async function run(quiet: boolean) {
    const mine = ++turn
    loading.value = true
    try {
      const found = await ask()
      if (mine !== turn) return
      data.value = found
      error.value = undefined
    } catch (e) {
      if (mine === turn && !(quiet && data.value !== undefined)) error.value = e
    } finally {
      if (mine === turn) loading.value = false
    }
  }
  onScopeDispose(() => turn++)
  void run(false)
  return { data, error, loading, reload: () => run(false), refresh: () => run(true) }
}
