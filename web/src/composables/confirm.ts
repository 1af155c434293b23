import { ElMessageBox } from 'element-plus'

/** confirmed asks before something that cannot simply be undone; `yes` is what the button does. */
export async function confirmed(title: string, text: string, yes: string): Promise<boolean> {
  try {
    await ElMessageBox.confirm(text, title, { confirmButtonText: yes, cancelButtonText: '取消', closeOnClickModal: false, customClass: 'question' })
    return true
  } catch {
    return false
  }
}
