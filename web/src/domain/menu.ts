import { adminPages, adminPagesFor } from './admin'

export interface MenuItem {
  route: string
  label: string
}

const business = ['drafter', 'unit_head', 'lead_leader', 'audit_officer', 'party_member', 'party_secretary', 'filing_clerk', 'observer']

const items: (MenuItem & { roles: string[] })[] = [
  { route: 'todo', label: '待办', roles: business },
  { route: 'ledger', label: '整改台账', roles: business },
  { route: 'weekly', label: '周报', roles: business },
  { route: 'reports', label: '汇总与报告', roles: business },
  { route: 'meetings', label: '党组会议', roles: ['audit_officer', 'party_member', 'party_secretary', 'filing_clerk'] },
  { route: 'close-out', label: '销号', roles: business },
  { route: 'statistics', label: '统计', roles: business },
  { route: 'archive', label: '归档', roles: ['audit_officer', 'filing_clerk'] },
]

/** menuFor returns the screens that somebody with these roles and rights works with, in their order. */
export function menuFor(roles: string[], rights: readonly string[]): MenuItem[] {
  const menu: MenuItem[] = items.filter((item) => item.roles.some((role) => roles.includes(role)))
  return adminPagesFor(rights).length ? [...menu, { route: 'admin', label: '系统管理' }] : menu
}

/** opens tells whether a page of the menu, or of administration, is one that somebody with these roles and rights works with; any other page is. */
export function opens(page: string, roles: string[], rights: readonly string[]): boolean {
  const item = items.find((i) => i.route === page)
  if (item) return item.roles.some((role) => roles.includes(role))
  return !adminPages.some((p) => p.route === page) || adminPagesFor(rights).some((p) => p.route === page)
}
