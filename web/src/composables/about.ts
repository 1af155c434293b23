import { onMounted, shallowRef } from 'vue'
import { api, take, type Schemas } from '../api/client'

/** What the server says of itself: how large a file may be, what a password must be like. */
export function useAbout() {
  const about = shallowRef<Schemas['AboutAnswer']>()
  onMounted(async () => {
    about.value = await take(api.GET('/api/v1/about')).catch(() => undefined)
  })
  return about
}
