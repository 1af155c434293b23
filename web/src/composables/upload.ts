import { ApiError, newKey, type Problem } from '../api/client'

/** One file on its way to the server. */
export interface Upload {
  file: File
  state: 'waiting' | 'sending' | 'done' | 'refused'
  /** Of 1, how much has been sent. */
  sent: number
  why?: string
}

/** sendFile uploads one file and tells how far it is; fetch cannot. */
export function sendFile(address: string, file: File, progress: (sent: number) => void): Promise<void> {
  const body = new FormData()
  body.append('file', file)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.responseType = 'text'
    request.setRequestHeader('Accept-Language', 'zh-CN')
    for (const [name, value] of Object.entries(newKey())) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total)
    request.onerror = () => reject(new Error('offline'))
    request.onload = () => {
      if (request.status < 300) return resolve()
      try {
        reject(new ApiError(JSON.parse(request.responseText) as Problem))
      } catch {
        reject(new ApiError({ type: 'about:blank', title: '', status: request.status, code: 'unknown', detail: `服务器未能答复（${request.status}）。`, instance: '' }))
      }
    }
    request.send(body)
  })
}
