import { describe, expect, it } from 'vitest'
import { chips, depth, ofLeader, ofUnit, percentText, stacked } from '../../src/domain/figures'

describe('figures', () => {
  it('say by which numbers a list is narrowed', () => {
    expect(chips({ q: '垃圾', light: 'red', age: '8_30', age_since: 'assigned', no_unit: 'true' }).map((c) => c.text)).toEqual(['状态灯：逾期', '未完成，自交办起 8至30天', '没有责任部门'])
    expect(chips({ age: 'to_7' })[0]).toEqual({ names: ['age', 'age_since'], text: '未完成，处于现状态 7天以内' })
    expect(chips({ as_of: '2023-09-03', light: 'grey' }).map((c) => c.text)).toEqual(['2023-09-03 当日的情况', '状态灯：长期坚持'])
  })
  it('narrow to a line', () => {
    expect([ofUnit('u'), ofUnit(), ofLeader('l'), ofLeader()]).toEqual([{ unit_id: 'u' }, { no_unit: 'true' }, { lead_leader_id: 'l' }, { no_lead_leader: 'true' }])
  })
  it('have a rate only where there is something to rate', () => expect([percentText(0), percentText()]).toEqual(['0%', '—']))
  it('are the darker the greater', () => expect([0, 1, 2, 5, 8].map((n) => depth(n, 8))).toEqual([0, 1, 1, 3, 4]))
  it('stand on each other', () => expect(stacked([[1, 3], [2, 0]])).toEqual([[{ from: 0, to: 0.25 }, { from: 0.25, to: 1 }], [{ from: 0, to: 0.5 }, { from: 0.5, to: 0.5 }]]))
})
