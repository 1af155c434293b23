import { expect, it } from 'vitest'
import { menuFor, opens } from '../../src/domain/menu'

it('opens what is in the menu, and pages that are in none', () => {
  for (const item of menuFor(['drafter'], [])) expect(opens(item.route, ['drafter'], [])).toBe(true)
  expect(opens('notifications', ['observer'], [])).toBe(true)
})
it('opens no meetings to an observer, no tasks to an administrator, no administration to a drafter', () => {
  expect(opens('meetings', ['observer'], [])).toBe(false)
  expect(opens('todo', ['system_admin'], ['list-users'])).toBe(false)
  expect(opens('units', ['drafter'], [])).toBe(false)
})
