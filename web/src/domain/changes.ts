interface Changed {
  op: string
  runs: { op: string; text: string }[]
}

/** The sections in which something was changed. */
export function changes<T extends Changed>(sections: T[]): T[] {
  return sections.filter((s) => s.op !== 'equal' || s.runs.some((r) => r.op !== 'equal'))
}
