import { shallowRef } from 'vue'
import { keepPhrase } from '../domain/phrases'

const slot = 'rectify.phrases'

function stored(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(slot) ?? '[]')
    return Array.isArray(kept) ? kept.filter((p): p is string => typeof p === 'string') : []
  } catch {
    return []
  }
}

/** The sentences of one's own, kept in this browser. */
export const ownPhrases = shallowRef(stored())

function put(list: string[]) {
  ownPhrases.value = list
  localStorage.setItem(slot, JSON.stringify(list))
}
export const addPhrase = (text: string) => put(keepPhrase(ownPhrases.value, text))
export const dropPhrase = (phrase: string) => put(ownPhrases.value.filter((p) => p !== phrase))
