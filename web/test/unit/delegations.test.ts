import { expect, it } from 'vitest'
import { actingFor, byWhom, delegationState } from '../../src/domain/delegations'

it('says how a delegation stands', () => {
  const d = { from: '2023-09-10', to: '2023-09-12', active: false }
  expect(delegationState({ ...d, active: true }, '2023-09-11')).toMatchObject({ word: '生效中', open: true })
  expect(delegationState(d, '2023-09-09')).toMatchObject({ word: '未开始', open: true })
  expect(delegationState(d, '2023-09-13')).toMatchObject({ word: '已期满', open: false })
  expect(delegationState({ ...d, revoked_at: '2023-09-10T00:00:00Z' }, '2023-09-11')).toMatchObject({ word: '已撤销', open: false })
})
it('names each person once for whom somebody acts', () => {
  const a = { user_id: '1', user_name: '甲', role: { label: '处长' }, until: '2023-09-12T16:00:00Z' }
  expect(actingFor([a, { ...a, role: { label: '牵头领导' }, until: '2023-09-20T16:00:00Z' }, { ...a, user_id: '2', user_name: '乙' }])).toEqual([
    { id: '1', name: '甲', roles: '处长、牵头领导', until: '2023-09-20T16:00:00Z' }, { id: '2', name: '乙', roles: '处长', until: '2023-09-12T16:00:00Z' }])
})
it('says who stood in for whom', () => {
  expect(byWhom('甲', '乙')).toBe('乙（代甲）')
  expect(byWhom('甲')).toBe('甲')
})
