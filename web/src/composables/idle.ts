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
 * useIdle ends a session that nobody uses: `warned` turns true some minutes before, `stay` puts the end off. Of work in a
 * form the server is told from time to time, so that it does not end the session by itself.
 */
export function useIdle() {
  const limit = () => (session.me.value?.idle_seconds ?? 1800) * 1000
  const ahead = () => Math.min(3 * 60_000, limit() / 5)
  const warned = ref(false)
  const minutes = computed(() => Math.max(1, Math.round(ahead() / 60_000)))
  const touch = () => {
    told = Date.now()
    return api.GET('/api/v1/me').catch(() => undefined)
  }
  let told = Date.now()

  async function stay() {
    warned.value = false
    noteUse()
    await touch()
  }
  async function look() {
    if (sinceUse() >= limit()) {
      // What the page asks by itself counts as use for the server: the end is this page's to bring about.
      await api.DELETE('/api/v1/sessions/current').catch(() => undefined)
      await touch() // the answer says that the session has ended
      return
    }
    warned.value = sinceUse() >= limit() - ahead()
    // Typing is work of which the server hears nothing until it is sent.
    if (Date.now() - told >= limit() / 3 && sinceUse() < Date.now() - told) await touch()
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
