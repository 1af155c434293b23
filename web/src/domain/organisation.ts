import type { Schemas } from '../api/client'

/** The kinds of unit, as people call them; the same words as in workflow/labels.go. */
export const unitKinds: Record<Schemas['NewUnit']['kind'], string> = {
  division: '责任部门',
  audit_office: '审计办公室',
  general_office: '局办公室',
  party_group: '党组',
  outside: '外部配合单位',
}

/** The roles in the order of the business, the administrators last; the same words as in workflow/labels.go. */
export const roleLabels: Record<Schemas['NewProposal']['role'], string> = {
  drafter: '经办人',
  unit_head: '部门负责人',
  lead_leader: '牵头领导',
  audit_officer: '审计办公室人员',
  party_member: '党组成员',
  party_secretary: '党组书记',
  filing_clerk: '局办文书',
  observer: '督导观察员',
  system_admin: '系统管理员',
  security_admin: '安全管理员',
  audit_admin: '审计管理员',
}

const administrators = ['system_admin', 'security_admin', 'audit_admin']

/** grantable tells whether somebody who holds these roles may get another: an administrator holds no other role (三员分立). */
export function grantable(role: string, held: readonly { role: { code: string } }[]): boolean {
  return held.every((h) => h.role.code === role || !(administrators.includes(role) || administrators.includes(h.role.code)))
}

interface Held {
  unit: { name: string }
  role: { label: string }
}

/** "环卫处 经办人" */
export function heldText(held: Held): string {
  return `${held.unit.name} ${held.role.label}`
}
