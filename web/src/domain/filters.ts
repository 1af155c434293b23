/** The query of a list as it is kept: its parts in their order, without empty ones. */
export function filterText(query: Record<string, string>): string {
  return new URLSearchParams(Object.entries(query).filter(([, value]) => value).sort(([a], [b]) => (a < b ? -1 : 1))).toString()
}

/** filterQuery reads what filterText wrote. */
export function filterQuery(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

/** What is wrong with the name of a filter; "" when nothing is. */
export function nameFault(name: string): string {
  const n = [...name.trim()].length
  return n >= 1 && n <= 30 ? '' : '名称须为 1 至 30 个字。'
}

/** A new id in the form that the API takes: random, version 4. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
