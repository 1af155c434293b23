export interface AdminPage {
  /** The name of the route and, below /admin/, its path. */
  route: string
  label: string
  /** The operations, one of which somebody must have for the page to concern him; see Me.rights. */
  needs: string | string[]
}

/** The pages of administration in the order of the menu. A page is offered to whom its operation is open. */
export const adminPages: AdminPage[] = [
  { route: 'units', label: '单位', needs: 'change-unit' },
  { route: 'users', label: '账号', needs: 'list-users' },
  { route: 'grants', label: '授权', needs: 'list-grant-proposals' },
  { route: 'account-review', label: '账号核查', needs: 'review-users' },
  { route: 'sign-in-locks', label: '登录锁定', needs: 'list-sign-in-locks' },
  { route: 'campaigns', label: '整改专项', needs: ['change-campaign', 'put-calendar-year'] },
  { route: 'calendar', label: '节假日', needs: ['put-calendar-year', 'plan-cycles'] },
  { route: 'templates', label: '文书模板', needs: 'put-template' },
  { route: 'tokens', label: '接入令牌', needs: 'list-service-accounts' },
  { route: 'webhooks', label: '事件推送', needs: 'list-webhooks' },
  { route: 'targets', label: '推送目标', needs: 'list-webhook-targets' },
  { route: 'audit', label: '审计日志', needs: 'list-audit-records' },
  { route: 'readings', label: '查阅记录', needs: 'list-readings' },
  { route: 'checkpoints', label: '检查点', needs: 'take-checkpoint' },
]

/** adminPagesFor returns the pages that somebody with these rights works with. */
export function adminPagesFor(rights: readonly string[]): AdminPage[] {
  return adminPages.filter((page) => [page.needs].flat().some((right) => rights.includes(right)))
}
