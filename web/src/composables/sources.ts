import { api, take, type Schemas } from '../api/client'

type Report = Schemas['ReportDetail']

/** What may stand in a compilation; one without an id has not been begun. */
export interface Source {
  id?: string
  title: string
  unit: string
  state: { code: string; label: string }
  submitted?: string
  revision: number
  version: number
  /** Without it something is missing, which whoever compiles has to know. */
  owed: boolean
  /** The problem that it reports on. */
  about?: string
}

/** The states of a problem from its approval on, in which its division reports on it. */
const agreed = ['approved', 'filed', 'closing', 'closed']

/**
 * missingFrom returns what is owed to a compilation and not among what was chosen, by the server's own measure: several
 * reports on one problem are owed once.
 */
export function missingFrom(found: Source[], chosen: string[]): Source[] {
  const taken = found.filter((c) => c.id && chosen.includes(c.id))
  const told = new Set(taken.map((c) => c.about))
  return found.filter((c, i) => c.owed && !taken.includes(c) && (!c.about || (!told.has(c.about) && found.findIndex((o) => o.about === c.about) === i)))
}

/** The collection that a compilation is made from. */
export const sourceOf = (kind: string) => (kind === 'plan' ? 'problems' : 'reports')

/** sourcesOf returns everything that belongs into a compilation, in the order of the units; what is owed and not begun too. */
export async function sourcesOf(report: Report): Promise<Source[]> {
  if (report.kind === 'plan') {
    return (await problems(report.campaign_id)).map((p) => ({ ...sourceOfProblem(p), owed: ['drafted', 'submitted', 'returned', 'consolidated'].includes(p.state.code) && (!p.compilation_id || p.compilation_id === report.id) }))
  }
  if (report.kind === 'situation') return situation(report.campaign_id)
  const [weekly, matrix] = await Promise.all([
    reports(report.campaign_id, 'weekly', report.cycle_id),
    take(api.GET('/api/v1/campaigns/{id}/cycles/matrix', { params: { path: { id: report.campaign_id } } })),
  ])
  const ordered: Source[] = []
  for (const row of matrix.units) {
    const cell = row.cells.find((c) => c.cycle_id === report.cycle_id)
    const found = weekly.find((w) => w.id === cell?.report_id)
    if (found) ordered.push(found)
    else if (cell && !cell.report_id) {
      const exempt = cell.status.code === 'exempt'
      ordered.push({ title: exempt ? `免报：${cell.exempt_reason ?? ''}` : '', unit: row.unit, revision: 0, version: 0, owed: !exempt, state: exempt ? cell.status : { code: 'owed', label: '尚未起草' } })
    }
  }
  return [...ordered, ...weekly.filter((w) => !ordered.includes(w))]
}

async function reports(campaign: string, kind: 'weekly' | 'progress', cycle?: string): Promise<Source[]> {
  const found: Source[] = []
  for (let cursor: string | undefined, more = true; more; more = Boolean(cursor)) {
    const page = await take(api.GET('/api/v1/reports', { params: { query: { campaign_id: campaign, kind: [kind], cycle_id: cycle, limit: 200, cursor } } }))
    for (const r of page.items) found.push({ id: r.id, title: r.title, unit: r.unit_name ?? '', state: r.state, submitted: r.submitted_at, revision: r.revision, version: r.version, owed: true, about: r.parent_id })
    cursor = page.next_cursor
  }
  return found
}

/** Every progress report, and every problem that the plan has agreed on and nobody has begun to report on. */
async function situation(campaign: string): Promise<Source[]> {
  const [written, all] = await Promise.all([reports(campaign, 'progress'), problems(campaign)])
  const due = all.filter((p) => agreed.includes(p.state.code) || p.round > 1)
  const open = due.filter((p) => !written.some((w) => w.about === p.id))
  return [
    ...written.map((w) => ({ ...w, owed: due.some((p) => p.id === w.about) })),
    ...open.map((p) => ({ title: `${p.number} ${p.text}`, unit: p.unit_name, state: { code: 'owed', label: '尚未起草' }, revision: 0, version: 0, owed: true, about: p.id })),
  ]
}

const sourceOfProblem = (p: Schemas['LedgerProblem']) => ({ id: p.id, title: `${p.number} ${p.text}`, unit: p.unit_name, state: p.state, revision: p.revision, version: p.version })

async function problems(campaign: string): Promise<Schemas['LedgerProblem'][]> {
  const found: Schemas['LedgerProblem'][] = []
  for (let cursor: string | undefined, more = true; more; more = Boolean(cursor)) {
    const page = await take(api.GET('/api/v1/problems', { params: { query: { campaign_id: campaign, limit: 200, cursor } } }))
    found.push(...page.items)
    cursor = page.next_cursor
  }
  return found
}
