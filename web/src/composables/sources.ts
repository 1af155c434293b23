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
}

/** The collection that a compilation is made from. */
export const sourceOf = (kind: string) => (kind === 'plan' ? 'problems' : 'reports')

/** sourcesOf returns everything that belongs into a compilation, in the order of the units; what is owed and not begun too. */
export async function sourcesOf(report: Report): Promise<Source[]> {
  if (report.kind === 'plan') return problems(report.campaign_id)
  if (report.kind === 'situation') return reports(report.campaign_id, 'progress')
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
      ordered.push({ title: exempt ? `免报：${cell.exempt_reason ?? ''}` : '', unit: row.unit, revision: 0, version: 0, state: exempt ? cell.status : { code: 'owed', label: '尚未起草' } })
    }
  }
  return [...ordered, ...weekly.filter((w) => !ordered.includes(w))]
}

async function reports(campaign: string, kind: 'weekly' | 'progress', cycle?: string): Promise<Source[]> {
  const found: Source[] = []
  for (let cursor: string | undefined, more = true; more; more = Boolean(cursor)) {
    const page = await take(api.GET('/api/v1/reports', { params: { query: { campaign_id: campaign, kind: [kind], cycle_id: cycle, limit: 200, cursor } } }))
    for (const r of page.items) found.push({ id: r.id, title: r.title, unit: r.unit_name ?? '', state: r.state, submitted: r.submitted_at, revision: r.revision, version: r.version })
    cursor = page.next_cursor
  }
  return found
}

async function problems(campaign: string): Promise<Source[]> {
  const found: Source[] = []
  for (let cursor: string | undefined, more = true; more; more = Boolean(cursor)) {
    const page = await take(api.GET('/api/v1/problems', { params: { query: { campaign_id: campaign, limit: 200, cursor } } }))
    for (const p of page.items) found.push({ id: p.id, title: `${p.number} ${p.text}`, unit: p.unit_name, state: p.state, revision: p.revision, version: p.version })
    cursor = page.next_cursor
  }
  return found
}
