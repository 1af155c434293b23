import { describe, expect, it } from 'vitest'
import { accountState, findingsOf, matching, mayTakeHalf } from '../../src/domain/accounts'
import { grantable } from '../../src/domain/organisation'
import { whyNotDecide } from '../../src/domain/grants'

const now = new Date('2026-11-24T10:00:00Z')
const held = (unit: string, code: string) => ({ id: `${unit}-${code}`, unit: { id: unit, name: unit }, role: { code, label: code } })
const user = (login: string, more = {}) => ({ id: login, login, name: `姓名${login}`, roles: [held('u1', 'drafter')], must_change_password: false, created_at: '2026-01-01T00:00:00Z', ...more })
const activation = (by: string, taken = false, expires = '2026-11-25T10:00:00Z') => ({ activation: { held_by: { code: by, label: by }, taken, expires_at: expires } })

describe('accountState', () => {
  it('says what an account waits for', () => {
    expect(accountState(user('a'), now)).toBe('normal')
    expect(accountState(user('a', { must_change_password: true }), now)).toBe('one_time')
    expect(accountState(user('a', activation('system_admin')), now)).toBe('half')
    expect(accountState(user('a', activation('system_admin', true)), now)).toBe('code')
    expect(accountState(user('a', activation('system_admin', true, '2026-11-24T10:00:00Z')), now)).toBe('expired')
    expect(accountState(user('a', { disabled_at: '2026-11-01T00:00:00Z', ...activation('system_admin') }), now)).toBe('disabled')
  })
})

describe('mayTakeHalf', () => {
  it('is for the other kind of administrator, while it waits', () => {
    expect(mayTakeHalf(user('a', activation('system_admin')), ['security_admin'], now)).toBe(true)
    expect(mayTakeHalf(user('a', activation('system_admin')), ['system_admin'], now)).toBe(false)
    expect(mayTakeHalf(user('a', activation('security_admin')), ['system_admin'], now)).toBe(true)
    expect(mayTakeHalf(user('a', activation('security_admin')), ['audit_admin'], now)).toBe(false)
    expect(mayTakeHalf(user('a', activation('system_admin', true)), ['security_admin'], now)).toBe(false)
    expect(mayTakeHalf(user('a'), ['security_admin'], now)).toBe(false)
  })
})

describe('matching', () => {
  const users = [user('zhang'), user('li', { roles: [held('u2', 'unit_head')] }), user('wang', { roles: [] })]
  const of = (filter: object) => matching(users, { q: '', unit: '', role: '', state: '', ...filter }, now).map((u) => u.login)
  it('looks for names and logins, whatever their case', () => {
    expect(of({})).toEqual(['zhang', 'li', 'wang'])
    expect(of({ q: ' ANG ' })).toEqual(['zhang', 'wang'])
    expect(of({ q: '姓名l' })).toEqual(['li'])
  })
  it('narrows by unit, role and state', () => {
    expect(of({ unit: 'u2' })).toEqual(['li'])
    expect(of({ role: 'drafter' })).toEqual(['zhang'])
    expect(of({ role: 'none' })).toEqual(['wang'])
    expect(of({ state: 'disabled' })).toEqual([])
  })
})

describe('grantable', () => {
  it('keeps administrators from every other role', () => {
    expect(grantable('drafter', [])).toBe(true)
    expect(grantable('unit_head', [held('u1', 'drafter')])).toBe(true)
    expect(grantable('system_admin', [held('u1', 'drafter')])).toBe(false)
    expect(grantable('drafter', [held('u1', 'audit_admin')])).toBe(false)
    expect(grantable('security_admin', [held('u1', 'audit_admin')])).toBe(false)
    expect(grantable('audit_admin', [held('u1', 'audit_admin')])).toBe(true)
  })
})

describe('whyNotDecide', () => {
  const proposal = { proposed_by: { id: 's1' }, user: { id: 'u' } }
  it('lets neither who proposed nor who gets it decide', () => {
    expect(whyNotDecide(proposal, 's1', true, ['s1'])).toContain('本人提出')
    expect(whyNotDecide(proposal, 'u', true, ['s1'])).toContain('授予本人')
  })
  it('leaves it to the audit administrator only where there is no other security administrator', () => {
    expect(whyNotDecide(proposal, 'a', false, ['s1'])).toBe('')
    expect(whyNotDecide(proposal, 'a', false, ['s1', 'u'])).toBe('')
    expect(whyNotDecide(proposal, 'a', false, ['s1', 's2'])).toContain('另一名安全管理员')
    expect(whyNotDecide(proposal, 's2', true, ['s1', 's2'])).toBe('')
  })
})

describe('findingsOf', () => {
  it('counts by finding', () => {
    const a = { code: 'unused', label: '未登录' }
    const b = { code: 'no_role', label: '无角色' }
    expect(findingsOf([{ findings: [a] }, { findings: [] }, { findings: [b, a] }])).toEqual([{ ...a, count: 2 }, { ...b, count: 1 }])
  })
})
