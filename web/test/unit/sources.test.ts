import { expect, test } from 'vitest'
import { missingFrom, type Source } from '../../src/composables/sources'

const source = (id: string, more: Partial<Source> = {}): Source => ({ id, title: id, unit: '督察处', state: { code: 'submitted', label: '已报送' }, revision: 1, version: 1, owed: true, ...more })
const ids = (found: Source[]) => found.map((c) => c.id)

test('what is owed and left out is missing, whether it was handed in or not', () => {
  const found = [source('in'), source('left out'), source('drafted', { state: { code: 'drafted', label: '起草' } }), source('elsewhere', { owed: false })]
  expect(ids(missingFrom(found, ['in']))).toEqual(['left out', 'drafted'])
  expect(missingFrom(found, ['in', 'left out', 'drafted'])).toEqual([])
})

test('one report on a problem is enough, and a problem without any is missing once', () => {
  const found = [source('first', { about: 'p1' }), source('second', { about: 'p1' }), { ...source('', { about: 'p2' }), id: undefined }]
  expect(missingFrom(found, ['second']).map((c) => c.about)).toEqual(['p2'])
  expect(missingFrom(found, []).map((c) => c.about)).toEqual(['p1', 'p2'])
})
