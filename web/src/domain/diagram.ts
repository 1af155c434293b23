export interface Diagram {
  width: number
  height: number
  boxWidth: number
  boxHeight: number
  states: { state: string; label: string; x: number; y: number }[]
  edges: { from: string; to: string; label: string; back: boolean; path: string }[]
}

interface Machine {
  initial: string
  states: { state: string; label: { zh: string } }[]
  rules: { event: string; label: { zh: string }; from: string[]; to?: string }[]
}

const boxWidth = 116
const boxHeight = 40
const gap = 44

/**
 * layout puts the states of a machine in a line, in the order of the table, with the way forward between neighbours and
 * every other way as an arc: above the line when it leads forward, below and dashed when it leads back.
 */
export function layout(machine: Machine): Diagram {
  const order = machine.states.map((s) => s.state)
  const at = new Map(order.map((state, i) => [state, i]))
  const labels = new Map<string, { from: number; to: number; events: string[] }>()
  for (const rule of machine.rules) {
    for (const from of rule.from) {
      const i = at.get(from)
      const j = at.get(rule.to ?? from)
      if (i === undefined || j === undefined || i === j) continue
      const key = `${i}-${j}`
      const edge = labels.get(key) ?? { from: i, to: j, events: [] }
      if (!edge.events.includes(rule.label.zh)) edge.events.push(rule.label.zh)
      labels.set(key, edge)
    }
  }
  const edges = [...labels.values()]
  const depth = (back: boolean) => Math.max(0, ...edges.filter((e) => e.from > e.to === back && Math.abs(e.from - e.to) + (back ? 1 : 0) > 1).map((e) => Math.abs(e.from - e.to)))
  const rise = (span: number) => 14 + span * 9
  const top = depth(false) ? rise(depth(false)) + 6 : 6
  const x = (i: number) => i * (boxWidth + gap) + 2
  const middle = (i: number) => x(i) + boxWidth / 2
  return {
    boxWidth, boxHeight,
    width: x(order.length - 1) + boxWidth + 2,
    height: top + boxHeight + (depth(true) ? rise(depth(true)) + 6 : 6),
    states: machine.states.map((s, i) => ({ state: s.state, label: s.label.zh, x: x(i), y: top })),
    edges: edges.map(({ from, to, events }) => {
      const back = to < from
      const span = Math.abs(to - from)
      let path: string
      if (!back && span === 1) {
        path = `M${x(from) + boxWidth} ${top + boxHeight / 2} H${x(to) - 2}`
      } else {
        const edge = back ? top + boxHeight : top
        const bow = back ? edge + rise(span) * 1.3 : edge - rise(span) * 1.3
        const side = back ? -12 : 12
        path = `M${middle(from) + side} ${edge} C${middle(from) + side} ${bow} ${middle(to) - side} ${bow} ${middle(to) - side} ${edge}`
      }
      return { from: order[from]!, to: order[to]!, label: events.join('、'), back, path }
    }),
  }
}
