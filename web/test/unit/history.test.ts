import { expect, test } from 'vitest'
import { historyReason, historySentence } from '../../src/domain/history'
import { inside } from '../../src/composables/session'
import { menuFor } from '../../src/domain/menu'

const entry = {
  event: { code: 'submit', label: '报送' }, from: { code: 'drafted', label: '起草' }, to: { code: 'submitted', label: '已报送' },
  actor_name: '环卫处处长', role: { label: '部门负责人' }, unit_id: 'u1', at: '2022-09-13T06:52:00Z', revision: 1,
}
const units = new Map([['u1', '环卫处']])

test('an entry is told in the fixed form of the office', () => {
  expect(historySentence(entry, units)).toBe('【环卫处】部门负责人环卫处处长于2022年9月13日14:52报送，状态由“起草”变为“已报送”。')
  expect(historySentence({ ...entry, to: entry.from }, units)).toBe('【环卫处】部门负责人环卫处处长于2022年9月13日14:52报送。')
  expect(historySentence({ ...entry, unit_id: undefined, actor_name: '某乙（代某甲）' }, units)).toBe(
    '部门负责人某乙（代某甲）于2022年9月13日14:52报送，状态由“起草”变为“已报送”。')
})

test('an urge says whose turn it was', () => {
  const urge = { ...entry, event: { code: 'urge', label: '催办' }, to: entry.from, role: { label: '党组书记' }, unit_id: undefined, actor_name: '书记', detail: { data: { units: ['u1', 'gone'] } } }
  expect(historySentence(urge, units)).toBe('党组书记书记于2022年9月13日14:52催办【环卫处】。')
})

test('what was decided is told where the name of the event does not say it', () => {
  const told = (code: string, label: string, data: object, items?: Map<string, string>) => historySentence({ ...entry, event: { code, label }, to: entry.from, detail: { data } }, units, items).replace(/^.*14:52/, '')
  expect(told('sign', '会签', { verdict: 'disagree' })).toBe('会签（不同意）。')
  expect(told('confirm_deadline', '确认完成时限', { due: '2023-09-26', long_term: true, immediate: false })).toBe('确认完成时限（2023-09-26、长期坚持）。')
  expect(told('vote', '表决', { item_id: 'i1', choice: 'for' }, new Map([['i1', '议题 1']]))).toBe('表决议题 1（同意）。')
  expect(historyReason({ ...entry, detail: { reason: '牵头领导外出。', data: null } })).toBe('牵头领导外出。')
  expect(historyReason({ ...entry, detail: { data: { item_id: 'i1', reason: '由本人分管' } } })).toBe('由本人分管')
  expect(historyReason(entry)).toBe('')
})

test('each role has the screens it works with', () => {
  expect(menuFor(['drafter'], []).map((m) => m.route)).not.toContain('meetings')
  expect(menuFor(['party_member'], []).map((m) => m.route)).toContain('meetings')
  expect(menuFor([], [])).toEqual([])
})

test('only a path of this console is a place to go to after signing in', () => {
  expect(inside('/problems?q=1')).toBe('/problems?q=1')
  for (const elsewhere of ['//example.org', 'https://example.org', undefined, ['/a', '/b'], '']) expect(inside(elsewhere)).toBe('/')
})
