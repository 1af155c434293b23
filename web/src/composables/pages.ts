interface Page<T> {
  items: T[]
  next_cursor?: string
}

/** everyPage asks page after page and returns what they hold together. */
export async function everyPage<T>(ask: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = []
  let cursor: string | undefined
  do {
    const page = await ask(cursor)
    all.push(...page.items)
    cursor = page.next_cursor
  } while (cursor)
  return all
}
