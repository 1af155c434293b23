import { expect, test } from 'vitest'
import { scopeText, tokenState } from '../../src/views/admin/scopes'

test('scopes as people read them', () => {
  expect(scopeText(['problems:read', 'problems:decide', 'tasks:read', 'problems:write'])).toBe('整改问题（查看、填报、审批）、待办（查看）')
  expect(scopeText(['new:read'])).toBe('new（查看）')
})

test('whether a token works', () => {
  const now = new Date('2023-09-01T00:00:00Z')
  const state = (token: { revoked_at?: string; expires_at?: string }, replaced: string[] = []) => tokenState({ id: 'a', expires_at: '2023-10-01T00:00:00Z', ...token }, now, new Set(replaced)).label
  expect(state({})).toBe('有效')
  expect(state({}, ['a'])).toBe('已轮换，即将停用')
  expect(state({ expires_at: '2023-09-01T00:00:00Z' }, ['a'])).toBe('已到期')
  expect(state({ revoked_at: '2023-08-01T00:00:00Z' })).toBe('已吊销')
})
