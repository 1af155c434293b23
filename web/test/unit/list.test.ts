import { describe, expect, it } from 'vitest'
import { markDone, nextOpen, placeOf, type Listed } from '../../src/domain/list'
import { keepPhrase, ownLimit, phrasesFor, withPhrase } from '../../src/domain/phrases'

const list: Listed = { name: '待办', back: '/todo', todo: true, entries: ['a', 'b', 'c'].map((id) => ({ id, title: id, route: 'measure' })) }

describe('a list that is worked through', () => {
  it('knows the place of a matter and its neighbours', () => {
    expect(placeOf(list, 'b')).toMatchObject({ position: 2, total: 3, previous: { id: 'a' }, next: { id: 'c' } })
    expect(placeOf(list, 'a')?.previous).toBeUndefined()
    expect(placeOf(list, 'c')?.next).toBeUndefined()
    expect(placeOf(list, 'x')).toBeUndefined()
    expect(placeOf(undefined, 'a')).toBeUndefined()
  })
  it('goes on to what is open, at the end again from the top', () => {
    expect(nextOpen(list, 'a')?.id).toBe('b')
    expect(nextOpen(markDone(list, 'b'), 'a')?.id).toBe('c')
    expect(nextOpen(list, 'c')?.id).toBe('a')
    expect(nextOpen(['a', 'b', 'c'].reduce(markDone, list), 'b')).toBeUndefined()
  })
})

describe('phrases', () => {
  it('are offered by event, and in general where an event has none', () => {
    expect(phrasesFor('return')).toContain('请补充佐证材料后重报。')
    expect(phrasesFor('something')).toContain('同意。')
  })
  it('are appended once', () => {
    expect(withPhrase('', '同意。')).toBe('同意。')
    expect(withPhrase('同意。', '同意。')).toBe('同意。')
    expect(withPhrase('已阅，', '同意。')).toBe('已阅，同意。')
  })
  it('of one’s own are kept newest first, each once, not without end', () => {
    expect(keepPhrase(['甲'], ' 乙 ')).toEqual(['乙', '甲'])
    expect(keepPhrase(['甲', '乙'], '乙')).toEqual(['乙', '甲'])
    expect(keepPhrase(['甲'], '  ')).toEqual(['甲'])
    expect(keepPhrase(Array.from({ length: ownLimit }, String), '新')).toHaveLength(ownLimit)
  })
})
