import { spokenTime } from './dates'

interface Entry {
  event: { code: string; label: string }
  from?: { code: string; label: string }
  to: { code: string; label: string }
  actor_name: string
  role: { label: string }
  unit_id?: string
  at: string
  revision: number
  detail?: unknown
}

/**
 * historySentence says one entry in the fixed form of the office: 【市容环卫处】经办人某某于9月13日14:52报送，状态由起草变为已报送。
 * Acting for another is told as 乙（代甲）.
 */
export function historySentence(entry: Entry, units: Map<string, string>, behalf?: string): string {
  const unit = entry.unit_id && units.get(entry.unit_id)
  const who = `${unit ? `【${unit}】` : ''}${entry.role.label}${entry.actor_name}${behalf ? `（代${behalf}）` : ''}`
  const moved = entry.from && entry.from.code !== entry.to.code ? `，状态由“${entry.from.label}”变为“${entry.to.label}”` : ''
  return `${who}于${spokenTime(entry.at)}${entry.event.label}${moved}。`
}
