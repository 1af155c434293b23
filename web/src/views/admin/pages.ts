import { computed, ref, type Ref } from 'vue'
import { useLoad } from '../../composables/load'

interface Page<T> {
  items: T[]
  next_cursor?: string
}

/** useList loads a long list page by page. */
export function useList<T>(ask: (cursor?: string) => Promise<Page<T>>) {
  const later = ref([]) as Ref<T[]>
  const next = ref<string>()
  const busy = ref(false)
  const load = useLoad(async () => {
    const first = await ask()
    later.value = []
    next.value = first.next_cursor
    return first.items
  })
  const rows = computed(() => [...(load.data.value ?? []), ...later.value])
  async function more() {
    busy.value = true
    try {
      const page = await ask(next.value)
      later.value = [...later.value, ...page.items]
      next.value = page.next_cursor
    } catch (error) {
      load.error.value = error
    } finally {
      busy.value = false
    }
  }
  return { load, rows, next, busy, more }
}

/** everything follows a list to its end. */
export async function everything<T>(ask: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const list: T[] = []
  for (let cursor: string | undefined, going = true; going; going = Boolean(cursor)) {
    const page = await ask(cursor)
    list.push(...page.items)
    cursor = page.next_cursor
  }
  return list
}
