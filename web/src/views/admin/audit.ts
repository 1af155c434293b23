import { kinds } from '../../domain/kinds'

export const results: Record<string, { label: string; tone: string }> = {
  done: { label: '成功', tone: 'tone-green' },
  refused: { label: '拒绝', tone: 'tone-amber' },
  failed: { label: '失败', tone: 'tone-red' },
}

const things: Record<string, string> = {
  user: '账号', unit: '单位', session: '会话', campaign: '整改专项', cycle: '报送周期', table_head: '一览表表头', template: '文书模板', calendar_year: '放假通知',
  delegation: '委托', grant_proposal: '授权申请', sign_in_lock: '登录锁定', account_review: '账号核查', service_account: '接入账号', service_token: '接入令牌',
  webhook: '事件推送', webhook_target: '推送目标', job: '后台任务', log: '流转记录', audit_log: '审计日志', audit: '审计日志', evidence: '佐证材料', export_ledger: '台账导出',
}

/** The name of what an act was about. */
export function thing(kind?: string): string {
  return kind ? (kinds[kind]?.label ?? things[kind] ?? kind) : ''
}

const doors: Record<string, string> = { console: '服务器控制台', job: '定时任务' }

/** Who acted, also where it was no person. */
export function actor(record: { actor_name?: string; actor_login?: string; operation?: string }): string {
  return record.actor_name || record.actor_login || doors[record.operation ?? ''] || '未登录'
}

/** The names of the roles in which somebody acted. */
export const roles: Record<string, string> = {
  drafter: '经办人', unit_head: '部门负责人', lead_leader: '牵头领导', audit_officer: '审计办公室人员', party_member: '党组成员', party_secretary: '党组书记', filing_clerk: '局办文书', observer: '督导观察员',
  system_admin: '系统管理员', security_admin: '安全管理员', audit_admin: '审计管理员',
}

export const filterNames = ['actor_id', 'login', 'act', 'result', 'object_id', 'from', 'to'] as const
export type Filter = Partial<Record<(typeof filterNames)[number], string>>

const day = (date: string, days = 0) => new Date(Date.parse(`${date}T00:00:00+08:00`) + days * 86_400_000).toISOString()

/** The query of the API for a filter of days in Shanghai, the last one included. */
export function queryOf(filter: Filter) {
  const { from, to, ...rest } = filter
  const set = Object.fromEntries(Object.entries(rest).filter(([, value]) => value))
  return { ...set, ...(from && { from: day(from) }), ...(to && { until: day(to, 1) }) } as {
    actor_id?: string; login?: string; act?: string; result?: 'done' | 'refused' | 'failed'; object_id?: string; from?: string; until?: string
  }
}

export interface Count { day: string; act: string; act_label: string; result: string; times: number }

/** The counts by day, the latest first, each with its acts, the most frequent first. */
export function byDay(counts: Count[]) {
  const days = new Map<string, { day: string; done: number; refused: number; failed: number; acts: Map<string, number> }>()
  for (const c of counts) {
    const row = days.get(c.day) ?? { day: c.day, done: 0, refused: 0, failed: 0, acts: new Map() }
    row[c.result as 'done'] += c.times
    row.acts.set(c.act_label, (row.acts.get(c.act_label) ?? 0) + c.times)
    days.set(c.day, row)
  }
  return [...days.values()].sort((a, b) => b.day.localeCompare(a.day)).map((d) => ({ ...d, acts: [...d.acts].sort((a, b) => b[1] - a[1]) }))
}

/** What was set, as lines; text that is no JSON is shown as it is. */
export function pretty(detail?: string): string {
  if (!detail) return ''
  try {
    return JSON.stringify(JSON.parse(detail), null, 2)
  } catch {
    return detail
  }
}
