import { expect, it } from 'vitest'
import { passwordRules } from '../../src/domain/password'

it('says what a password must be like', () => {
  expect(passwordRules({ min: 10, max: 128, classes: 1 })).toBe('10 至 128 个字符；不能包含用户名，不能过于常见。')
  expect(passwordRules({ min: 10, max: 128, classes: 3 })).toBe('10 至 128 个字符，至少包含大写字母、小写字母、数字、其他字符中的三类；不能包含用户名，不能过于常见。')
})
