import { computed, onScopeDispose, ref } from 'vue'
import { api } from '../api/client'
import { session } from './session'

// All windows of this browser share when somebody last worked here, as they share the session.
const remembered = 'rectify.used'

/** noteUse remembers that somebody works here now. */
export function noteUse() {
  localStorage.setItem(remembered, String(Date.now()))
}
const sinceUse = () => Date.now() - Number(localStorage.getItem(remembered) ?? Date.now())

/**
 * useIdle watches for the end of a session that nobody uses. Work in a form is no use of it for the server, so `warned`
 * turns true some minutes before; `stay` uses the session and puts the end off.
 */
export function useIdle() {
  const limit = () => (session.me.value?.idle_seconds ?? 1800) * 1000
  const ahead = () => Math.min(3 * 60_000, limit() / 5)
  const warned = ref(false)
  const minutes = computed(() => Math.max(1, Math.round(ahead() / 60_000)))
  const touch = () => api.GET('/api/v1/me').catch(() => undefined)

  async function stay() {
    warned.value = false
    noteUse()
    await touch()
  }
  async function look() {
    if (sinceUse() >= limit()) await touch() // the answer says that the session has ended
    else warned.value = sinceUse() >= limit() - ahead()
  }
  const used = () => {
    if (!warned.value) noteUse()
  }

  noteUse()
  const timer = window.setInterval(look, 5_000)
  for (const kind of ['click', 'keydown']) window.addEventListener(kind, used, { passive: true })
  onScopeDispose(() => {
    window.clearInterval(timer)
    for (const kind of ['click', 'keydown']) window.removeEventListener(kind, used)
  })
  return { warned, minutes, stay }
}
