// The characters that take no place of their own; the same set as in workflow/textcount, held to it by shared cases.
const notCounted = /[\p{White_Space}\p{Cc}\p{Cf}\p{Mn}\p{Me}]/u

/** countChars counts the characters of a text as the office does and the server enforces. */
export function countChars(text: string): number {
  let n = 0
  for (const char of text) if (!notCounted.test(char)) n++
  return n
}

/** bytesText says a size as people do. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** listed splits what stands in one line with commas of any kind between. */
export function listed(text: string): string[] {
  return text.split(/[、，,；;\n]/).map((part) => part.trim()).filter(Boolean)
}

interface Written {
  key: string
  title: string
  text: string
  source?: string
}

/** written returns the sections of a text as a client sends them: without what the server has counted. */
export function written(sections: Written[]): Written[] {
  return sections.map(({ key, title, text, source }) => ({ key, title, text, ...(source && { source }) }))
}
