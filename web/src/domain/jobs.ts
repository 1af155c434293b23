export const jobNames: Record<string, string> = { archive: '生成档案包', export_ledger: '导出台账', import_problems: '导入一览表' }

/** waitFor is how long to wait before the next question about a job, in milliseconds: soon at first, ever more rarely later. */
export const waitFor = (turn: number) => Math.min(10_000, Math.round(700 * 1.5 ** turn))

/** "512 字节", "12 KB", "3.4 MB" */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
