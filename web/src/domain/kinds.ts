import type { Collection } from '../api/client'

/** The kinds of subject: what people call them, and the screen that shows one. */
export const kinds: Record<string, { label: string; route: string; collection: Collection }> = {
  problem: { label: '整改问题', route: 'problem', collection: 'problems' },
  measure: { label: '整改措施', route: 'measure', collection: 'measures' },
  weekly: { label: '周报', route: 'report', collection: 'reports' },
  progress: { label: '进展情况报告', route: 'report', collection: 'reports' },
  plan: { label: '工作方案', route: 'report', collection: 'reports' },
  bulletin: { label: '周报汇总', route: 'report', collection: 'reports' },
  situation: { label: '整改情况报告', route: 'report', collection: 'reports' },
  meeting: { label: '党组会议', route: 'meeting', collection: 'meetings' },
}
