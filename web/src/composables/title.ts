import { watch } from 'vue'
import { useRoute } from 'vue-router'

/** useTitle names the browser's tab after what is on the page, also once only its filter has changed. */
export function useTitle(name: () => string) {
  const route = useRoute()
  watch([name, () => route.fullPath], () => {
    document.title = `${name()} · 整改工作台`
  }, { immediate: true, flush: 'post' })
}
