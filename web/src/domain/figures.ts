// The numbers of the statistics and the filters that give the rows behind them: what stands in the address is what the
// lists of the API take.
import { lights } from './lights'

export type Query = Record<string, string>

export const ages: { code: string; label: string }[] = [
  { code: 'to_7', label: '7天以内' }, { code: '8_30', label: '8至30天' }, { code: '31_60', label: '31至60天' }, { code: 'over_60', label: '60天以上' },
]

export const timeliness: Record<string, string> = { on_time: '按时通过验收', late: '逾期后通过验收', unaccepted: '已到期未通过验收' }
export const standings: Record<string, string> = { complete: '已完成', open: '未完成' }

/** The filters that stand for numbers, beside those for what is looked for. */
export const figureNames = ['light', 'standing', 'age', 'age_since', 'timeliness', 'as_of', 'no_unit', 'no_lead_leader'] as const

/** chips says in words by which numbers a list is narrowed; the age and from when it counts are one. */
export function chips(query: Query): { names: string[]; text: string }[] {
  const found: { names: string[]; text: string }[] = []
  if (query.as_of) found.push({ names: ['as_of'], text: `${query.as_of} 当日的情况` })
  if (query.light) found.push({ names: ['light'], text: `状态灯：${lights[query.light]?.word ?? query.light}` })
  if (query.standing) found.push({ names: ['standing'], text: standings[query.standing] ?? query.standing })
  if (query.timeliness) found.push({ names: ['timeliness'], text: timeliness[query.timeliness] ?? query.timeliness })
  if (query.age) {
    const since = query.age_since === 'assigned' ? '自交办起' : '处于现状态'
    found.push({ names: ['age', 'age_since'], text: `未完成，${since} ${ages.find((a) => a.code === query.age)?.label ?? query.age}` })
  }
  if (query.no_unit) found.push({ names: ['no_unit'], text: '没有责任部门' })
  if (query.no_lead_leader) found.push({ names: ['no_lead_leader'], text: '没有牵头领导账号' })
  return found
}

/** ofUnit and ofLeader narrow a list to one line of the statistics. */
export const ofUnit = (id?: string): Query => (id ? { unit_id: id } : { no_unit: 'true' })
export const ofLeader = (id?: string): Query => (id ? { lead_leader_id: id } : { no_lead_leader: 'true' })

/** percentText is a rate in whole percent as the server gives it. */
export const percentText = (percent?: number) => (percent === undefined ? '—' : `${percent}%`)

/** depth is how dark a cell of a heat grid is, 0 for nothing to 4 for the greatest number. */
export const depth = (count: number, most: number) => (count === 0 ? 0 : Math.max(1, Math.ceil((4 * count) / Math.max(1, most))))

/** stacked lays counts on each other: for each column the lower and upper edge of each layer, as parts of the greatest sum. */
export function stacked(columns: number[][]): { from: number; to: number }[][] {
  const most = Math.max(1, ...columns.map((c) => c.reduce((sum, n) => sum + n, 0)))
  return columns.map((column) => {
    let sum = 0
    return column.map((n) => {
      const from = sum / most
      sum += n
      return { from, to: sum / most }
    })
  })
}
