import type { Schemas } from '../../api/client'

const resources: Record<string, string> = {
  calendar: '节假日', campaigns: '整改专项', cycles: '报送周期', delegations: '委托', evidence: '佐证材料', events: '事件', jobs: '后台任务', log: '流转记录核验', measures: '整改措施',
  meetings: '党组会议', problems: '整改问题', reports: '周报与报告', sessions: '会话与本人信息', statistics: '统计', system: '系统信息', tasks: '待办', templates: '文书模板', users: '单位与人员',
}

/** What a scope lets somebody do with a resource. */
export const actions = { read: '查看', write: '填报', decide: '审批' }
type Action = keyof typeof actions

export type ScopeRow = { resource: string; label: string } & Partial<Record<Action, Schemas['Scope']>>

/** The scopes as rows, one a resource. */
export function scopeRows(scopes: Schemas['Scope'][]): ScopeRow[] {
  const rows = new Map<string, ScopeRow>()
  for (const scope of scopes) {
    const [resource = '', action] = scope.scope.split(':')
    const row: ScopeRow = rows.get(resource) ?? { resource, label: resources[resource] ?? resource }
    row[action as Action] = scope
    rows.set(resource, row)
  }
  return [...rows.values()]
}

/** "整改问题（查看、填报）、待办（查看）" */
export function scopeText(scopes: string[]): string {
  return scopeRows(scopes.map((scope) => ({ scope, operations: [] }))).map((row) => `${row.label}（${(Object.keys(actions) as Action[]).filter((a) => row[a]).map((a) => actions[a]).join('、')}）`).join('、')
}

export interface TokenState {
  label: string
  tone: string
  live: boolean
}

/** Whether a token works: one that was rotated goes on for its grace. */
export function tokenState(token: { id: string; expires_at: string; revoked_at?: string }, now: Date, replaced: Set<string>): TokenState {
  if (token.revoked_at) return { label: '已吊销', tone: 'tone-red', live: false }
  if (new Date(token.expires_at) <= now) return { label: '已到期', tone: 'tone-grey', live: false }
  if (replaced.has(token.id)) return { label: '已轮换，即将停用', tone: 'tone-amber', live: true }
  return { label: '有效', tone: 'tone-green', live: true }
}
