export interface Light {
  word: string
  shape: string
  tone: string
  /** What it means, for the legend. */
  meaning: string
}

/** How a light is told: never by its colour alone. The shapes are those of the files that the server makes (workflow/lights). */
export const lights: Record<string, Light> = {
  red: { word: '逾期', shape: '▲', tone: 'red', meaning: '已过完成时限，或长期措施的佐证已失效' },
  yellow: { word: '临期', shape: '◆', tone: 'amber', meaning: '临近完成时限，或已报完成、逾期待验收' },
  green: { word: '正常', shape: '●', tone: 'green', meaning: '按时限推进' },
  blue: { word: '已销号', shape: '✓', tone: 'blue', meaning: '已准予销号' },
  grey: { word: '长期坚持', shape: '■', tone: 'grey', meaning: '长期坚持，佐证在有效期内' },
}

export const lightOrder = ['red', 'yellow', 'green', 'grey', 'blue']
