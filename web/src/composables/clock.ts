import { api, take } from '../api/client'

let ahead = 0

/** serverNow is the server's time, by which everything is late or not; this machine's clock may be wrong. */
export function serverNow(): Date {
  return new Date(Date.now() + ahead)
}

export async function askTheTime(): Promise<void> {
  const { server_time } = await take(api.GET('/api/v1/about'))
  ahead = new Date(server_time).getTime() - Date.now()
}
