import { ElMessage } from 'element-plus'

/** copyText puts a text on the clipboard and says so. Over plain HTTP on the intranet browsers keep the clipboard closed, and the old way remains. */
export async function copyText(text: string): Promise<boolean> {
  const done = navigator.clipboard ? await navigator.clipboard.writeText(text).then(() => true, () => false) : theOldWay(text)
  if (done) ElMessage.success('已复制。')
  else ElMessage.warning('浏览器不允许复制，请手工抄录。')
  return done
}

function theOldWay(text: string): boolean {
  const before = document.activeElement as HTMLElement | null
  const box = document.createElement('textarea')
  box.value = text
  box.className = 'visually-hidden'
  document.body.append(box)
  box.select()
  const done = document.execCommand('copy')
  box.remove()
  before?.focus()
  return done
}
