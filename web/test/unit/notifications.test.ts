import { expect, test } from 'vitest'
import { byDay, countText, dayName, notificationLink } from '../../src/domain/notifications'

test('counting ends at a hundred', () => {
  expect([0, 1, 99, 100].map(countText)).toEqual(['0', '1', '99', '99+'])
})

test('days are those of Shanghai', () => {
  const items = [{ at: '2023-09-13T16:30:00Z' }, { at: '2023-09-13T15:59:00Z' }, { at: '2023-09-13T01:00:00Z' }]
  expect(byDay(items).map((d) => [d.day, d.items.length])).toEqual([['2023-09-14', 1], ['2023-09-13', 2]])
  const now = new Date('2023-09-13T17:00:00Z')
  expect(['2023-09-14', '2023-09-13', '2023-09-12'].map((d) => dayName(d, now))).toEqual(['今天', '昨天', '2023-09-12'])
})

test('a notification leads to what it is about', () => {
  const at = '2023-09-13T01:00:00Z'
  expect(notificationLink({ at, event: { code: 'urge' }, kind: 'measure', subject_id: 'm' })).toEqual({ name: 'measure', params: { id: 'm' } })
  expect(notificationLink({ at, event: { code: 'urge' }, kind: 'weekly', cycle_id: 'c', unit_id: 'u' })).toEqual({ name: 'weekly', query: { cycle: 'c', unit: 'u' } })
  expect(notificationLink({ at, event: { code: 'delegate' } })).toEqual({ name: 'delegations' })
})
