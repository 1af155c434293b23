import { api, take, type Schemas } from '../api/client'

export type Person = Schemas['Person']

/** businessPeople returns everybody who can have to do with documents: all but those who only administer. */
export async function businessPeople(): Promise<Person[]> {
  const all: Person[] = []
  for (let cursor: string | undefined, more = true; more; more = Boolean(cursor)) {
    const page = await take(api.GET('/api/v1/people', { params: { query: { limit: 200, cursor } } }))
    all.push(...page.items)
    cursor = page.next_cursor
  }
  return all.filter((p) => p.roles.some((r) => !r.role.code.endsWith('_admin')))
}

/** A name with the units of whom it names. */
export function personLabel(p: Person): string {
  return `${p.name}（${[...new Set(p.roles.map((r) => r.unit.name))].join('、')}）`
}
