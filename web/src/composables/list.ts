import { ref, shallowRef, watch } from 'vue'
import { markDone, type Listed } from '../domain/list'

const slot = 'rectify.list'
const switched = 'rectify.advance'

function stored(): Listed | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(slot) ?? 'null') as Listed | null) ?? undefined
  } catch {
    return undefined
  }
}

/** The list that the matter on the screen was opened from; each tab of the browser has its own. */
export const list = shallowRef(stored())

/** openedFrom remembers a list at the moment when something is opened from it. */
export function openedFrom(opened: Listed | undefined) {
  list.value = opened
  try {
    if (opened) sessionStorage.setItem(slot, JSON.stringify(opened))
    else sessionStorage.removeItem(slot)
  } catch {
    // A list too long to be kept is remembered until this page is left.
  }
}

export function done(id: string) {
  if (list.value) openedFrom(markDone(list.value, id))
}

/** Whether the next matter comes by itself once one is decided. */
export const advances = ref(localStorage.getItem(switched) !== 'off')
watch(advances, (on) => localStorage.setItem(switched, on ? 'on' : 'off'))
