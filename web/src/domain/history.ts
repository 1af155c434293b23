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
 * Who acted for another stands in actor_name as 乙（代甲）; the server has said so. In a meeting, items are what its items are
 * called, by id.
 */
export function historySentence(entry: Entry, units: Map<string, string>, items?: Map<string, string>): string {
  const unit = entry.unit_id && units.get(entry.unit_id)
  const who = `${unit ? `【${unit}】` : ''}${entry.role.label}${entry.actor_name}`
  const moved = entry.from && entry.from.code !== entry.to.code ? `，状态由“${entry.from.label}”变为“${entry.to.label}”` : ''
  const named = entry.event.code === 'urge' ? (data(entry).units ?? []).map((id) => units.get(id)).filter(Boolean).map((name) => `【${name}】`).join('') : decided(entry)
  const about = items?.get(data(entry).item_id ?? '') ?? ''
  const label = items && entry.event.code === 'edit' ? '修改会议安排' : entry.event.label
  return `${who}于${spokenTime(entry.at)}${label}${about}${named}${moved}。`
}

/** Why something was missing when it was handed in, came late, or why a member withdrew: those who read the history later have to see it. */
export function historyReason(entry: Entry): string {
  return (entry.detail as { reason?: string } | undefined)?.reason ?? data(entry).reason ?? ''
}

interface Data {
  reason?: string // of a withdrawal from an item
  item_id?: string // of a meeting
  units?: string[] // whose turn it was when somebody urged
  verdict?: string
  choice?: string
  due?: string
  long_term?: boolean
  immediate?: boolean
}

const data = (entry: Entry): Data => (entry.detail as { data?: Data } | undefined)?.data ?? {}
const verdicts: Record<string, string> = { agree: '（同意）', disagree: '（不同意）' }
const choices: Record<string, string> = { for: '（同意）', against: '（反对）', abstain: '（弃权）' }

/** What was decided, where the name of the event does not say it. */
function decided(entry: Entry): string {
  const d = data(entry)
  if (entry.event.code === 'sign') return verdicts[d.verdict ?? ''] ?? ''
  if (entry.event.code === 'vote') return choices[d.choice ?? ''] ?? ''
  if (entry.event.code !== 'confirm_deadline') return ''
  const read = [d.due, d.long_term && '长期坚持', d.immediate && '立行立改'].filter(Boolean).join('、')
  return read && `（${read}）`
}
