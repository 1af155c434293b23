import { readonly, shallowRef } from 'vue'
import { api, take } from '../api/client'

const unread = shallowRef(0)

/** How many notifications nobody has looked at, up to a hundred. */
export const unreadCount = readonly(unread)

export function setUnread(count: number) {
  unread.value = count
}

async function ask() {
  setUnread((await take(api.GET('/api/v1/notifications', { params: { query: { limit: 0 } } }))).unread)
}

/** markRead marks what is up to one notification as read. */
export async function markRead(upTo: string) {
  await api.PUT('/api/v1/notifications/read', { body: { up_to: upTo } })
  await ask().catch(() => undefined)
}

const minute = 60_000

/** watchNotifications asks at once, each minute while the page is looked at, and when one comes back to it. It returns what ends it. */
export function watchNotifications(): () => void {
  let asked = 0
  const look = () => {
    if (document.visibilityState !== 'visible' || Date.now() - asked < minute / 2) return
    asked = Date.now()
    void ask().catch(() => undefined)
  }
  look()
  const timer = window.setInterval(look, minute)
  document.addEventListener('visibilitychange', look)
  return () => {
    window.clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  }
}
