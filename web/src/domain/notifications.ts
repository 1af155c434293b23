import { dateText } from './dates'
import { kinds } from './kinds'

interface Notification {
  at: string
  event: { code: string }
  kind?: string
  subject_id?: string
  cycle_id?: string
  unit_id?: string
}

/** The number of unread notifications as the bell shows it: counting ends at a hundred. */
export function countText(unread: number): string {
  return unread > 99 ? '99+' : String(unread)
}

/** byDay keeps what came on one day together, in the order in which it stands. */
export function byDay<T extends { at: string }>(items: T[]): { day: string; items: T[] }[] {
  const days: { day: string; items: T[] }[] = []
  for (const item of items) {
    const day = dateText(item.at)
    const last = days.at(-1)
    if (last?.day === day) last.items.push(item)
    else days.push({ day, items: [item] })
  }
  return days
}

/** dayName names a day as people do: 今天, 昨天, else its date. */
export function dayName(day: string, now: Date): string {
  if (day === dateText(now)) return '今天'
  if (day === dateText(new Date(now.getTime() - 86_400_000))) return '昨天'
  return day
}

/** Where a notification leads: to its subject, to the weekly report that is still to be written, or to the delegations. */
export function notificationLink(n: Notification) {
  if (n.subject_id && n.kind) return { name: kinds[n.kind]!.route, params: { id: n.subject_id } }
  if (n.cycle_id) return { name: 'weekly', query: { cycle: n.cycle_id, unit: n.unit_id } }
  return { name: 'delegations' }
}
