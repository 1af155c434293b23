import { expect, test } from 'vitest'
import { months, readNotice, yearsToShow } from '../../src/views/admin/year'

test('a month begins on its weekday and ends on its last day', () => {
  const days = Array.from({ length: 31 + 28 }, (_, i) => ({ date: new Date(Date.UTC(2023, 0, 1 + i)).toISOString().slice(0, 10), known: true, workday: true }))
  const [january, february] = months(days)
  expect(january!.weeks[0]!.map((d) => d?.number)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, 1])
  expect(january!.weeks).toHaveLength(6)
  expect(february!.weeks[0]!.map((d) => d?.number)).toEqual([undefined, undefined, 1, 2, 3, 4, 5])
})

test('what a day is', () => {
  const kind = (day: { date: string; known: boolean; workday?: boolean; name?: string }) => months([day])[0]!.weeks[0]!.find(Boolean)!.kind
  expect(kind({ date: '2023-10-02', known: true, workday: false, name: '国庆节' })).toBe('off')
  expect(kind({ date: '2023-10-07', known: true, workday: true, name: '调休上班' })).toBe('on')
  expect(kind({ date: '2023-10-14', known: true, workday: false })).toBe('rest')
  expect(kind({ date: '2023-10-16', known: true, workday: true })).toBe('work')
  expect(kind({ date: '2027-10-16', known: false })).toBe('unknown')
})

test('years without gaps, with the next one', () => {
  expect(yearsToShow([2023, 2026], 2024)).toEqual([2023, 2024, 2025, 2026])
  expect(yearsToShow([], 2026)).toEqual([2026, 2027])
})

test('a notice is read, or it is said why not', () => {
  expect(readNotice('nonsense')).toMatch('JSON')
  expect(readNotice('{"days": []}')).toMatch('年份')
  expect(readNotice('{"year": 2027}')).toMatch('日期')
  expect(readNotice('\ufeff{"year": 2027, "days": []}')).toEqual({ year: 2027, days: [] })
})
