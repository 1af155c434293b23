import { api, take } from '../../api/client'

export interface EventNames {
  kinds: Map<string, string>
  events: Map<string, string>
}

/** eventNames asks for the names of all kinds and of all that can happen to them. */
export async function eventNames(): Promise<EventNames> {
  const { machines } = await take(api.GET('/api/v1/machines'))
  return {
    kinds: new Map(machines.map((m) => [m.kind, m.label.zh])),
    events: new Map([['create', '建立'], ...machines.flatMap((m) => m.rules.map((r) => [r.event, r.label.zh] as [string, string]))]),
  }
}

/** "整改问题：报送" of rectify.problem.submit */
export function eventText(type: string, names: EventNames): string {
  if (type === 'rectify.checkpoint') return '检查点'
  if (type === 'rectify.webhook.test') return '测试事件'
  const [, kind = '', event = ''] = type.split('.')
  return names.kinds.has(kind) ? `${names.kinds.get(kind)}：${names.events.get(event) ?? event}` : type
}

export const deliveryStates: Record<string, { label: string; tone: string }> = {
  pending: { label: '待送', tone: 'tone-amber' }, delivered: { label: '已送达', tone: 'tone-green' }, given_up: { label: '已放弃', tone: 'tone-red' },
}

export const failures: Record<string, string> = {
  status: '对方未以成功状态答复', redirect: '对方要求跳转到别的地址', address: '该主机解析到不允许的网段', target: '目标不在允许名单中', timeout: '对方未及时答复',
  tls: '对方证书有误', connection: '无法连接', secret: '签名密钥无法读取，请更换',
}

export interface WebhookState { label: string; tone: string }

/** How it stands with a webhook. */
export function webhookState(hook: { active: boolean; stopped_at?: string; failing_since?: string }): WebhookState {
  if (hook.stopped_at) return { label: '连续失败，系统已停用', tone: 'tone-red' }
  if (!hook.active) return { label: '已停用', tone: 'tone-grey' }
  if (hook.failing_since) return { label: '启用，连续失败中', tone: 'tone-amber' }
  return { label: '启用', tone: 'tone-green' }
}
