import { api, below, ifMatch, newKey, sentence, ApiError, take, type Schemas } from '../api/client'
import { kinds } from '../domain/kinds'

export type Task = Schemas['Task']

export interface Line {
  task: Task
  /** undefined while it waits its turn. */
  result?: 'doing' | 'done' | 'refused'
  why?: string
  /** To try once more may help: the server was not reached. */
  again?: boolean
  /** The same for a second try, so that nothing is done twice. */
  key: ReturnType<typeof newKey>
}

export const linesOf = (tasks: Task[]): Line[] => tasks.map((task) => ({ task, key: newKey() }))

/** agree gives one approval, resting on the version that stood in the list. */
async function agree({ task, key }: Line, opinion: string) {
  const header = { ...ifMatch(task.version), ...key, ...(task.on_behalf_of && { 'On-Behalf-Of': task.on_behalf_of }) }
  const said = opinion.trim() ? { opinion: opinion.trim() } : {}
  const { collection } = kinds[task.kind]!
  const params = { path: { id: task.id }, header }
  if (task.event?.code !== 'sign') {
    return api.POST(below(collection, 'transitions'), { params, body: { event: task.event!.code as Schemas['Transition']['event'], ...said } })
  }
  const { digest } = await take(api.GET('/api/v1/reports/{id}', { params: { path: { id: task.id } } }))
  return api.POST('/api/v1/reports/{id}/sign-offs', { params, body: { digest, verdict: 'agree', ...said } })
}

/** agreeToAll takes the lines one after the other and notes on each how it went; refused ones keep nobody else waiting. */
export async function agreeToAll(lines: Line[], opinion: string) {
  for (const line of lines) {
    if (line.result === 'done' || (line.result === 'refused' && !line.again)) continue
    line.result = 'doing'
    line.why = ''
    try {
      await agree(line, opinion)
      line.result = 'done'
    } catch (error) {
      line.result = 'refused'
      line.again = !(error instanceof ApiError) || error.status >= 500
      line.why = error instanceof ApiError && error.reasons.length ? error.reasons.join('') : sentence(error)
    }
  }
}
