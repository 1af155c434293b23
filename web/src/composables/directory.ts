import { api, take } from '../api/client'

export interface Directory {
  units: Map<string, string>
  people: Map<string, string>
}

/** directory returns the names of units and people by id, in the organisation's order. */
export async function directory(): Promise<Directory> {
  const [units, people] = await Promise.all([take(api.GET('/api/v1/units', { params: { query: { limit: 200 } } })), everyone()])
  return { units: new Map(units.items.map((u) => [u.id, u.name])), people }
}

async function everyone(): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (let cursor: string | undefined, more = true; more; more = Boolean(cursor)) {
    const page = await take(api.GET('/api/v1/people', { params: { query: { limit: 200, cursor } } }))
    for (const person of page.items) names.set(person.id, person.name)
    cursor = page.next_cursor
  }
  return names
}
