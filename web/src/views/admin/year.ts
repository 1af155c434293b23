import type { Schemas } from '../../api/client'

type Day = Schemas['Day']

export interface Box {
  date: string
  number: number
  /** off: a day off by the notice; on: a working day by the notice; rest: an ordinary weekend. */
  kind: 'off' | 'on' | 'rest' | 'work' | 'unknown'
  name: string
}

/** A month as weeks from Monday to Sunday, with gaps before its first and behind its last day. */
export interface Month {
  number: number
  weeks: (Box | null)[][]
}

const weekday = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7

function box(day: Day): Box {
  const weekend = weekday(day.date) > 4
  const kind = !day.known ? 'unknown' : day.name ? (day.workday ? 'on' : 'off') : weekend ? 'rest' : 'work'
  return { date: day.date, number: Number(day.date.slice(8)), kind, name: day.name ?? '' }
}

/** months lays the days of one year out. */
export function months(days: Day[]): Month[] {
  const list: Month[] = []
  for (const day of days) {
    const number = Number(day.date.slice(5, 7))
    let month = list[list.length - 1]
    if (month?.number !== number) list.push((month = { number, weeks: [] }))
    const column = weekday(day.date)
    if (!month.weeks.length || column === 0) month.weeks.push(Array<Box | null>(7).fill(null))
    month.weeks[month.weeks.length - 1]![column] = box(day)
  }
  return list
}

/** The years to offer: those that are known with the gaps between them, this one and the next. */
export function yearsToShow(known: number[], now: number): number[] {
  const first = Math.min(now, ...known)
  const last = Math.max(now + 1, ...known)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

export interface Notice {
  year: number
  days: { name: string; date: string; isOffDay: boolean }[]
}

/** readNotice reads as much of a notice as its preview needs; the server checks the rest. */
export function readNotice(text: string): Notice | string {
  let value: Notice
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return '内容不是 JSON 格式，请检查是否完整复制。'
  }
  if (!Number.isInteger(value?.year)) return '缺少年份（year）。'
  if (!Array.isArray(value.days)) return '缺少日期（days）。'
  return value
}
