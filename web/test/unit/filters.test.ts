import { expect, it } from 'vitest'
import { filterQuery, filterText, nameFault, randomId } from '../../src/domain/filters'

it('keeps a filter in one form, whatever the order of its parts', () => {
  expect(filterText({ state: 'filed', q: '积水 点', unit_id: '' })).toBe(filterText({ q: '积水 点', state: 'filed' }))
  expect(filterQuery(filterText({ q: '积水&点', state: 'filed' }))).toEqual({ q: '积水&点', state: 'filed' })
  expect(filterText({})).toBe('')
})
it('wants a name of 1 to 30 characters', () => {
  expect(nameFault('  ')).not.toBe('')
  expect(nameFault('长'.repeat(30))).toBe('')
  expect(nameFault('长'.repeat(31))).not.toBe('')
})
it('makes ids that the API takes', () => {
  expect(randomId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
