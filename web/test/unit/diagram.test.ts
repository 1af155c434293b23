import { expect, test } from 'vitest'
import { layout } from '../../src/domain/diagram'

const label = (zh: string) => ({ zh })
const machine = {
  initial: 'drafted',
  states: [{ state: 'drafted', label: label('起草') }, { state: 'submitted', label: label('已报送') }, { state: 'filed', label: label('已备案') }],
  rules: [
    { event: 'edit', label: label('修改'), from: ['drafted'] },
    { event: 'submit', label: label('报送'), from: ['drafted'], to: 'submitted' },
    { event: 'withdraw', label: label('撤回'), from: ['submitted'], to: 'drafted' },
    { event: 'return', label: label('退回'), from: ['submitted'], to: 'drafted' },
    { event: 'file', label: label('备案'), from: ['drafted', 'submitted'], to: 'filed' },
  ],
}

test('states stand in a line, in the order of the table', () => {
  const { states, boxWidth, width } = layout(machine)
  expect(states.map((s) => s.label)).toEqual(['起草', '已报送', '已备案'])
  for (let i = 1; i < states.length; i++) expect(states[i]!.x).toBeGreaterThan(states[i - 1]!.x + boxWidth)
  expect(width).toBeGreaterThan(states[2]!.x + boxWidth)
})

test('one arrow for each pair of states, named by all its events; what stays where it is has none', () => {
  const { edges } = layout(machine)
  expect(edges.map((e) => `${e.from}>${e.to} ${e.label} ${e.back}`).sort()).toEqual([
    'drafted>filed 备案 false', 'drafted>submitted 报送 false', 'submitted>drafted 撤回、退回 true', 'submitted>filed 备案 false'])
})

test('everything is inside the picture', () => {
  const { edges, height } = layout(machine)
  for (const edge of edges) {
    const ys = [...edge.path.matchAll(/[ C](-?[\d.]+) (-?[\d.]+)/g)].map((m) => Number(m[2]))
    for (const y of ys) expect(y).toBeLessThan(height + 20)
  }
})
