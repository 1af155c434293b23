import { onBeforeUnmount, onMounted } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate, type RouteLocationNormalized } from 'vue-router'
import { confirmed } from './confirm'
import { session } from './session'

/** Why nothing is decided on a text that the server does not have. */
export const unsavedFirst = '有未保存的修改，请先保存。'

/** leaveUnsaved asks whether what has been written may be lost. */
export const leaveUnsaved = () => confirmed('尚未保存', '有未保存的修改，确定离开？', '离开')

/**
 * useUnsaved asks before the page is left while something on it is not saved; where the browser keeps it for the writer,
 * `lost` tells when another page would lose it all the same. Closing the page always asks.
 */
export function useUnsaved(changed: () => boolean, lost: () => boolean = changed) {
  const ask = (to: RouteLocationNormalized, from: RouteLocationNormalized) => {
    // A page that only changes its filter stays as it is, and whoever is signed out cannot stay.
    if (to.path === from.path || !session.me.value || !lost()) return true
    return leaveUnsaved()
  }
  onBeforeRouteLeave(ask)
  onBeforeRouteUpdate(ask)
  const guard = (event: BeforeUnloadEvent) => {
    if (changed()) event.preventDefault()
  }
  onMounted(() => window.addEventListener('beforeunload', guard))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', guard))
}
