import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bytesText, countChars, listed } from '../../src/domain/text'

// The cases are the server's own: what is counted beside a text box is what is enforced.
const cases = JSON.parse(readFileSync('../workflow/textcount/testdata/cases.json', 'utf8')) as { text: string; count: number; why: string }[]

test.each(cases)('$why', ({ text, count }) => expect(countChars(text)).toBe(count))

test('there are cases', () => expect(cases.length).toBeGreaterThan(20))

test('sizes', () => {
  expect(bytesText(605)).toBe('605 字节')
  expect(bytesText(2048)).toBe('2.0 KB')
  expect(bytesText(20_480)).toBe('20.0 KB')
  expect(bytesText(3_500_000)).toBe('3.3 MB')
  expect(bytesText(3 * 1024 * 1024)).toBe('3.0 MB')
})

test('what stands in one line is split at commas of any kind', () => {
  expect(listed('各责任处室负责人、区督导组，')).toEqual(['各责任处室负责人', '区督导组'])
  expect(listed(' ')).toEqual([])
})
