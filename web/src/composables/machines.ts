import { api, take, type Schemas } from '../api/client'

export type Machine = Schemas['Description']

let asked: Promise<Machine[]> | undefined

/** machineOf returns the machine of a kind. The machines are part of the program, so they are asked for once. */
export async function machineOf(kind: string): Promise<Machine | undefined> {
  asked ??= take(api.GET('/api/v1/machines')).then((answer) => answer.machines)
  try {
    return (await asked).find((m) => m.kind === kind)
  } catch (error) {
    asked = undefined
    throw error
  }
}
