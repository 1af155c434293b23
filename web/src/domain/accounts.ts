import type { Schemas } from '../api/client'

type User = Schemas['User']

export type AccountState = 'disabled' | 'expired' | 'half' | 'code' | 'one_time' | 'normal'

/** What an account is in, as people call it, with the tone of the word. */
export const accountStates: Record<AccountState, { label: string; tone: string }> = {
  normal: { label: '✓ 正常', tone: 'tone-green' },
  half: { label: '◐ 待领激活码后一半', tone: 'tone-amber' },
  code: { label: '◐ 待本人启用', tone: 'tone-amber' },
  expired: { label: '▲ 激活码已过期', tone: 'tone-red' },
  one_time: { label: '◐ 须修改一次性口令', tone: 'tone-amber' },
  disabled: { label: '— 已停用', tone: 'tone-grey' },
}

export function accountState(user: User, now: Date): AccountState {
  if (user.disabled_at) return 'disabled'
  if (user.activation) {
    if (new Date(user.activation.expires_at) <= now) return 'expired'
    return user.activation.taken ? 'code' : 'half'
  }
  return user.must_change_password ? 'one_time' : 'normal'
}

export interface AccountFilter {
  q: string
  unit: string
  role: string
  state: string
}

/** matching returns the accounts that somebody looks for, in the order in which they came. */
export function matching(users: readonly User[], filter: AccountFilter, now: Date): User[] {
  const q = filter.q.trim().toLowerCase()
  return users.filter((user) => (!q || user.login.includes(q) || user.name.toLowerCase().includes(q))
    && (!filter.unit || user.roles.some((held) => held.unit.id === filter.unit))
    && (!filter.role || (filter.role === 'none' ? user.roles.length === 0 : user.roles.some((held) => held.role.code === filter.role)))
    && (!filter.state || accountState(user, now) === filter.state))
}

/** mayTakeHalf tells whether an administrator of these roles is the other one, for whom the second half waits. */
export function mayTakeHalf(user: User, roles: readonly string[], now: Date): boolean {
  if (accountState(user, now) !== 'half') return false
  return roles.includes(user.activation!.held_by.code === 'system_admin' ? 'security_admin' : 'system_admin')
}

interface Finding {
  code: string
  label: string
}

/** findingsOf counts what a review found, by finding, in the order in which they first come. */
export function findingsOf(accounts: readonly { findings: Finding[] }[]): (Finding & { count: number })[] {
  const counts = new Map<string, Finding & { count: number }>()
  for (const { code, label } of accounts.flatMap((a) => a.findings)) {
    counts.set(code, { code, label, count: (counts.get(code)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}
