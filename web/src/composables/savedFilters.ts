import { api, take, type Schemas } from '../api/client'
import { useCommand } from './command'
import { useLoad } from './load'

export type SavedFilter = Schemas['SavedFilter']

/** useSavedFilters are the filters of the ledger that this person keeps on the server. */
export function useSavedFilters() {
  const load = useLoad(async () => (await take(api.GET('/api/v1/me/filters'))).items)
  const command = useCommand(load.reload)
  const put = (id: string, name: string, query: string, said: string) =>
    command.run(() => api.PUT('/api/v1/me/filters/{id}', { params: { path: { id } }, body: { list: 'problems', name, query } }), said)
  const drop = (f: SavedFilter) => command.run(() => api.DELETE('/api/v1/me/filters/{id}', { params: { path: { id: f.id } } }), `已删除筛选“${f.name}”。`)
  return { load, ...command, put, drop }
}
