import { expect, test } from 'vitest'
import { eventText, webhookState } from '../../src/views/admin/events'

test('events in words', () => {
  const names = { kinds: new Map([['problem', '整改问题']]), events: new Map([['submit', '报送']]) }
  expect(eventText('rectify.problem.submit', names)).toBe('整改问题：报送')
  expect(eventText('rectify.problem.fresh', names)).toBe('整改问题：fresh')
  expect(eventText('rectify.webhook.test', names)).toBe('测试事件')
  expect(eventText('rectify.checkpoint', names)).toBe('检查点')
  expect(eventText('else', names)).toBe('else')
})

test('how it stands with a webhook', () => {
  expect(webhookState({ active: true }).label).toBe('启用')
  expect(webhookState({ active: true, failing_since: 'x' }).label).toBe('启用，连续失败中')
  expect(webhookState({ active: false, stopped_at: 'x' }).label).toBe('连续失败，系统已停用')
  expect(webhookState({ active: false }).label).toBe('已停用')
})
