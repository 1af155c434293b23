import { bytesText } from './text'

/** The endings of the files that count as evidence, as the server has them. */
export const evidenceEndings = ['pdf', 'docx', 'xlsx', 'ofd', 'jpg', 'jpeg', 'png']

/** refusedBefore tells why a file need not be sent, since the server would not take it; undefined when it may. */
export function refusedBefore(file: { name: string; size: number }, limit?: number): string | undefined {
  const ending = file.name.toLowerCase().split('.').pop() ?? ''
  if (!file.name.includes('.') || !evidenceEndings.includes(ending)) return '不接受此类文件。'
  if (!file.size) return '文件是空的。'
  return limit && file.size > limit ? `超过单个文件 ${bytesText(limit)} 的上限。` : undefined
}

/** download has the browser keep what stands at an address under a name. */
export function download(address: string, name: string) {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}

/** fileName reads the name that the server gives a file in Content-Disposition; undefined when there is none. */
export function fileName(disposition: string | null): string | undefined {
  const name = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return name && decodeURIComponent(name)
}
