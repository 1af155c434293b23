import { expect, test } from 'vitest'
import { actor, byDay, pretty, queryOf, thing } from '../../src/views/admin/audit'

test('days of Shanghai, the last one included', () => {
  expect(queryOf({ act: 'sign_in', login: '', from: '2023-09-13', to: '2023-09-13' })).toEqual({ act: 'sign_in', from: '2023-09-12T16:00:00.000Z', until: '2023-09-13T16:00:00.000Z' })
  expect(queryOf({})).toEqual({})
})

test('who acted', () => {
  expect(actor({ actor_name: '审计管理员', actor_login: 'auditor' })).toBe('审计管理员')
  expect(actor({ operation: 'job' })).toBe('定时任务')
  expect(actor({ operation: 'sign-in' })).toBe('未登录')
})

test('counts by day', () => {
  const count = (day: string, act_label: string, result: string, times: number) => ({ day, act: act_label, act_label, result, times })
  expect(byDay([count('2023-09-12', '登录', 'done', 2), count('2023-09-13', '登录', 'refused', 1), count('2023-09-13', '报送', 'done', 4), count('2023-09-13', '登录', 'done', 1)])).toEqual([
    { day: '2023-09-13', done: 5, refused: 1, failed: 0, acts: [['报送', 4], ['登录', 2]] }, { day: '2023-09-12', done: 2, refused: 0, failed: 0, acts: [['登录', 2]] },
  ])
})

test('names and details', () => {
  expect([thing('problem'), thing('service_token'), thing('x'), thing()]).toEqual(['整改问题', '接入令牌', 'x', ''])
  expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}')
  expect(pretty('plain')).toBe('plain')
})
