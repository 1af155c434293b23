export const jobNames: Record<string, string> = { archive: '生成档案包', export_ledger: '导出台账', import_problems: '导入一览表' }

/** waitFor is how long to wait before the next question about a job, in milliseconds: soon at first, ever more rarely later. */
export const waitFor = (turn: number) => Math.min(10_000, Math.round(700 * 1.5 ** turn))

/** directProblems is how many problems the server exports at once (api/exports.go); more is a job. */
export const directProblems = 2000

/** importAsJob is from how many problems on an import is a job, so that it shows how far it is. */
export const importAsJob = 200

const lists = ['state', 'unit_id', 'light']
const flags = ['to_confirm', 'no_unit', 'no_lead_leader']

/** exportParams are the filters of an address as the parameters of an export job. */
export function exportParams(query: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, lists.includes(name) ? [value] : flags.includes(name) ? value === 'true' : value]))
}
