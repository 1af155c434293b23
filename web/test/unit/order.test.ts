import { describe, expect, it } from 'vitest'
import { moved } from '../../src/domain/order'

describe('moved', () => {
  it('takes one to another place and keeps the rest in order', () => {
    expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd'])
    expect(moved(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c'])
  })
  it('leaves the list it was given alone', () => {
    const list = ['a', 'b']
    moved(list, 0, 1)
    expect(list).toEqual(['a', 'b'])
  })
  it('changes nothing for a place outside', () => {
    for (const [from, to] of [[-1, 0], [0, 2], [2, 0], [0, -1]] as const) expect(moved(['a', 'b'], from, to)).toEqual(['a', 'b'])
  })
})
