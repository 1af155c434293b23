export interface Light {
  word: string
  shape: string
  tone: string
}

/** How a light is told: never by its colour alone. */
export const lights: Record<string, Light> = {
  red: { word: '逾期', shape: '●', tone: 'red' },
  yellow: { word: '临期', shape: '▲', tone: 'amber' },
  green: { word: '正常', shape: '■', tone: 'green' },
  blue: { word: '已销号', shape: '✔', tone: 'blue' },
  grey: { word: '长期坚持', shape: '∞', tone: 'grey' },
}

export const lightOrder = ['red', 'yellow', 'green', 'grey', 'blue']
