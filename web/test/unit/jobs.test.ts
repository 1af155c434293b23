import { expect, it } from 'vitest'
import { exportParams, waitFor } from '../../src/domain/jobs'

it('asks about a job ever more rarely', () => expect([0, 1, 2, 20].map(waitFor)).toEqual([700, 1050, 1575, 10_000]))
it('turns filters into the parameters of an export', () =>
  expect(exportParams({ q: '渣土', unit_id: 'u', no_unit: 'true', due_to: '2023-09-30' })).toEqual({ q: '渣土', unit_id: ['u'], no_unit: true, due_to: '2023-09-30' }))
