import { api, take, type Schemas } from '../api/client'

/** lastWeekly returns the text of the same unit's weekly report of the cycle before, or undefined. */
export async function lastWeekly(report: Schemas['ReportDetail']): Promise<Schemas['Section'][] | undefined> {
  const page = await take(api.GET('/api/v1/reports', { params: { query: { campaign_id: report.campaign_id, kind: ['weekly'], unit_id: report.unit_id, limit: 200 } } }))
  const before = page.items.filter((r) => r.due_at && report.due_at && r.due_at < report.due_at).sort((a, b) => (a.due_at! < b.due_at! ? 1 : -1))[0]
  if (!before) return undefined
  return (await take(api.GET('/api/v1/reports/{id}', { params: { path: { id: before.id } } }))).content?.sections
}
