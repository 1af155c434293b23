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
 * Who acted for another stands in actor_name as 乙（代甲）; the server has said so.
 */
export function historySentence(entry: Entry, units: Map<string, string>): string {
  const unit = entry.unit_id && units.get(entry.unit_id)
  const who = `${unit ? `【${unit}】` : ''}${entry.role.label}${entry.actor_name}`
  const moved = entry.from && entry.from.code !== entry.to.code ? `，状态由“${entry.from.label}”变为“${entry.to.label}”` : ''
  const named = entry.event.code === 'urge' ? urged(entry.detail).map((id) => units.get(id)).filter(Boolean).map((name) => `【${name}】`).join('') : ''
  return `${who}于${spokenTime(entry.at)}${entry.event.label}${named}${moved}。`
}

/** The units whose turn it was when somebody urged. */
function urged(detail: unknown): string[] {
  const data = (detail as { data?: { units?: string[] } } | undefined)?.data
  return data?.units ?? []
}
