import { ElMessage } from 'element-plus'
import { createRouter, createWebHistory } from 'vue-router'
import { administrator, recall, session } from './composables/session'
import { adminPagesFor } from './domain/admin'
import { opens } from './domain/menu'
import Unavailable from './views/Unavailable.vue'

declare module 'vue-router' {
  interface RouteMeta {
    title: string
    /** Also for people who are not signed in. */
    open?: boolean
    /** The page of the menu of administration that this one stands under. */
    under?: string
    /** The item of the main menu that this page belongs to. */
    menu?: string
  }
}

export const router = createRouter({
  history: createWebHistory('/'),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', name: 'home', meta: { title: '首页' }, redirect: () => ({ name: administrator.value ? 'admin' : 'todo' }) },
    { path: '/login', name: 'login', meta: { title: '登录', open: true }, component: () => import('./views/Login.vue') },
    { path: '/password', name: 'password', meta: { title: '修改口令' }, component: () => import('./views/Password.vue') },
    { path: '/activate', name: 'activate', meta: { title: '启用账号', open: true }, component: () => import('./views/Activate.vue') },
    { path: '/second-factor', name: 'second-factor', meta: { title: '绑定验证器' }, component: () => import('./views/SecondFactor.vue') },
    { path: '/delegations', name: 'delegations', meta: { title: '委托' }, component: () => import('./views/Delegations.vue') },
    { path: '/sessions', name: 'sessions', meta: { title: '我的登录' }, component: () => import('./views/Sessions.vue') },
    { path: '/todo', name: 'todo', meta: { title: '待办' }, component: () => import('./views/Todo.vue') },
    { path: '/problems', name: 'ledger', meta: { title: '整改台账' }, component: () => import('./views/Ledger.vue') },
    { path: '/problems/:id', name: 'problem', meta: { title: '整改问题', menu: 'ledger' }, component: () => import('./views/Problem.vue') },
    { path: '/measures', name: 'measures', meta: { title: '整改措施清单', menu: 'ledger' }, component: () => import('./views/Measures.vue') },
    { path: '/measures/:id', name: 'measure', meta: { title: '整改措施', menu: 'ledger' }, component: () => import('./views/Measure.vue') },
    { path: '/weekly', name: 'weekly', meta: { title: '周报' }, component: () => import('./views/Weekly.vue') },
    { path: '/reports', name: 'reports', meta: { title: '汇总与报告' }, component: () => import('./views/Reports.vue') },
    { path: '/reports/:id', name: 'report', meta: { title: '文稿', menu: 'reports' }, component: () => import('./views/Report.vue') },
    { path: '/meetings', name: 'meetings', meta: { title: '党组会议' }, component: () => import('./views/Meetings.vue') },
    { path: '/meetings/:id', name: 'meeting', meta: { title: '党组会议', menu: 'meetings' }, component: () => import('./views/Meeting.vue') },
    { path: '/close-out', name: 'close-out', meta: { title: '销号' }, component: () => import('./views/CloseOut.vue') },
    { path: '/archive', name: 'archive', meta: { title: '归档' }, component: () => import('./views/Archive.vue') },
    { path: '/notifications', name: 'notifications', meta: { title: '消息' }, component: () => import('./views/Notifications.vue') },
    { path: '/statistics', name: 'statistics', meta: { title: '统计' }, component: () => import('./views/Statistics.vue') },
    { path: '/statistics/weekly', name: 'receipts', meta: { title: '周报报送明细', menu: 'statistics' }, component: () => import('./views/Receipts.vue') },
    {
      path: '/admin',
      name: 'admin',
      meta: { title: '系统管理' },
      component: () => import('./views/admin/Admin.vue'),
      children: [
        { path: 'units', name: 'units', meta: { title: '单位' }, component: () => import('./views/admin/Units.vue') },
        { path: 'users', name: 'users', meta: { title: '账号' }, component: () => import('./views/admin/Users.vue') },
        { path: 'grants', name: 'grants', meta: { title: '授权' }, component: () => import('./views/admin/Grants.vue') },
        { path: 'account-review', name: 'account-review', meta: { title: '账号核查' }, component: () => import('./views/admin/AccountReview.vue') },
        { path: 'sign-in-locks', name: 'sign-in-locks', meta: { title: '登录锁定' }, component: () => import('./views/admin/SignInLocks.vue') },
        { path: 'templates', name: 'templates', meta: { title: '文书模板' }, component: () => import('./views/admin/Templates.vue') },
        { path: 'tokens', name: 'tokens', meta: { title: '接入令牌' }, component: () => import('./views/admin/Tokens.vue') },
        { path: 'tokens/:id', name: 'service-account', meta: { title: '接入账号', under: 'tokens' }, component: () => import('./views/admin/ServiceAccount.vue') },
        { path: 'webhooks', name: 'webhooks', meta: { title: '事件推送' }, component: () => import('./views/admin/Webhooks.vue') },
        { path: 'webhooks/:id', name: 'webhook', meta: { title: '事件推送', under: 'webhooks' }, component: () => import('./views/admin/Webhook.vue') },
        { path: 'targets', name: 'targets', meta: { title: '推送目标' }, component: () => import('./views/admin/Targets.vue') },
        { path: 'audit', name: 'audit', meta: { title: '审计日志' }, component: () => import('./views/admin/AuditLog.vue') },
        { path: 'readings', name: 'readings', meta: { title: '查阅记录' }, component: () => import('./views/admin/Readings.vue') },
        { path: 'checkpoints', name: 'checkpoints', meta: { title: '检查点' }, component: () => import('./views/admin/Checkpoints.vue') },
        { path: 'campaigns', name: 'campaigns', meta: { title: '整改专项' }, component: () => import('./views/admin/Campaigns.vue') },
        { path: 'campaigns/:id', name: 'campaign', meta: { title: '整改专项', under: 'campaigns' }, component: () => import('./views/admin/Campaign.vue') },
        { path: 'calendar', name: 'calendar', meta: { title: '节假日' }, component: () => import('./views/admin/Calendar.vue') },
      ],
    },
    { path: '/unavailable', name: 'unavailable', meta: { title: '暂时无法连接', open: true }, component: Unavailable },
    { path: '/forbidden', name: 'forbidden', meta: { title: '没有权限' }, component: () => import('./views/Forbidden.vue') },
    { path: '/:path(.*)*', name: 'missing', meta: { title: '没有这个页面' }, component: () => import('./views/Missing.vue') },
  ],
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  let me
  try {
    me = await recall()
  } catch {
    return { name: 'unavailable', query: { to: to.fullPath } }
  }
  if (!me) return { name: 'login', query: { to: to.fullPath } }
  if (me.must_change_password) return to.name === 'password' || { name: 'password', query: { to: to.fullPath } }
  if (me.must_enrol_totp) return to.name === 'second-factor' || { name: 'second-factor', query: { to: to.fullPath } }
  if (to.name === 'admin') return { name: adminPagesFor(session.me.value?.rights ?? [])[0]?.route ?? 'todo', replace: true }
  // Who is invited to a meeting opens it without having the list of them.
  const page = String(to.name === 'meeting' ? '' : (to.meta.menu ?? to.meta.under ?? to.name))
  return opens(page, me.roles.map((r) => r.role.code), me.rights) || { name: 'forbidden' }
})

router.onError(() => {
  ElMessage.error('页面未能打开，请检查网络后重试。')
})

router.afterEach((to) => {
  document.title = `${to.meta.title} · 整改工作台`
})
