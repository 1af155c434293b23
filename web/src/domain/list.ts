/** One matter of a list that somebody works through. */
export interface Entry {
  id: string
  title: string
  /** The route of its screen. */
  route: string
  /** Decided since the list was opened. */
  done?: boolean
}

/** A list from which a matter was opened: where it stands, and what stood in it. */
export interface Listed {
  name: string
  /** The address to go back to, with its filters. */
  back: string
  /** A list of matters to decide: after one comes the next. */
  todo: boolean
  entries: Entry[]
}

export interface Place {
  position: number
  total: number
  previous?: Entry
  next?: Entry
}

/** placeOf says where a matter stands in a list; undefined when it does not. */
export function placeOf(list: Listed | undefined, id: string): Place | undefined {
  const i = list?.entries.findIndex((e) => e.id === id) ?? -1
  if (!list || i < 0) return undefined
  return { position: i + 1, total: list.entries.length, previous: list.entries[i - 1], next: list.entries[i + 1] }
}

/** markDone returns the list with a matter decided. */
export function markDone(list: Listed, id: string): Listed {
  return { ...list, entries: list.entries.map((e) => (e.id === id ? { ...e, done: true } : e)) }
}

/** nextOpen is what is to be decided after a matter: the next that is open, at the end again from the top. */
export function nextOpen(list: Listed, id: string): Entry | undefined {
  const i = list.entries.findIndex((e) => e.id === id)
  return [...list.entries.slice(i + 1), ...list.entries.slice(0, Math.max(i, 0))].find((e) => !e.done)
}
