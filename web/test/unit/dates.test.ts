import { expect, test } from 'vitest'
import { dateText, daysUntil, dueText, spokenDate, spokenDay, spokenTime, timeText, untilText } from '../../src/domain/dates'

test('the day is that of Shanghai', () => {
  expect(dateText('2023-09-12T16:00:00Z')).toBe('2023-09-13')
  expect(dateText('2023-09-12T15:59:59Z')).toBe('2023-09-12')
  expect(dateText(undefined)).toBe('')
  expect(timeText('2023-09-12T16:05:00Z')).toBe('2023-09-13 00:05')
})

test('times as people say them', () => {
  const now = new Date('2023-10-01T00:00:00Z')
  expect(spokenTime('2023-09-13T06:52:00Z', now)).toBe('9月13日14:52')
  expect(spokenTime('2022-09-13T06:52:00Z', now)).toBe('2022年9月13日14:52')
  expect(spokenDate('2023-09-13T06:52:00Z', now)).toBe('9月13日')
  expect(spokenDate('2022-09-13T06:52:00Z', now)).toBe('2022年9月13日')
  expect(spokenDay('2023-09-13T07:00:00Z')).toBe('9月13日（周三）15:00')
})

test('what is left, and what is over', () => {
  const due = '2023-09-13T07:00:00Z'
  expect(untilText(due, new Date('2023-09-11T04:00:00Z'))).toBe('还有2天3小时')
  expect(untilText(due, new Date('2023-09-13T05:30:00Z'))).toBe('还有1小时30分钟')
  expect(untilText(due, new Date('2023-09-13T07:00:00Z'))).toBe('还有0分钟')
  expect(untilText(due, new Date('2023-09-13T07:00:01Z'))).toBe('已逾期0分钟')
  expect(untilText(due, new Date('2023-09-14T08:00:00Z'))).toBe('已逾期1天1小时')
})

test('days are counted by the calendar, not by hours', () => {
  expect(daysUntil('2023-09-13T15:59:00Z', new Date('2023-09-13T00:00:00Z'))).toBe(0)
  expect(daysUntil('2023-09-13T16:01:00Z', new Date('2023-09-13T15:59:00Z'))).toBe(1)
  expect(daysUntil('2023-09-13T16:00:00Z', new Date('2023-09-13T15:59:00Z'))).toBe(0)
  expect(dueText('2023-09-13T16:00:00Z')).toBe('2023-09-13')
  expect(dueText('2023-09-13T07:00:00Z')).toBe('2023-09-13 15:00')
  expect(daysUntil('2023-09-12T15:59:00Z', new Date('2023-09-12T16:00:00Z'))).toBe(-1)
})
