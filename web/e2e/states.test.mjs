// What a page shows when it may not, cannot, or finds nothing: each said apart from the others, and never an end of the way.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base, clean } from './browser.mjs'
import { stage } from './stage.mjs'

const { enter, open } = stage()
const button = (page, name) => page.getByRole('button', { name, exact: true })
const said = (page, text) => page.getByText(text).first().waitFor()
/** What the story breaks the browser notes as errors, too. */
const provoked = (person) => (person.faults.length = 0)
const busy = { status: 503, headers: { 'Retry-After': '7' }, body: '' }

test('a wrong activation code is told to whoever typed it', async () => {
  const person = await open()
  const { page } = person
  await page.goto(`${base}/activate`)
  await page.fill('#a-login', 'supervision.head')
  await page.fill('#a-code', 'AAAA-AAAA-BBBB-BBBB')
  await page.fill('#a-fresh', 'Rectify-2023-new')
  await page.fill('#a-again', 'Rectify-2023-new')
  await page.locator('[type=submit]').click()
  await page.getByRole('alert').waitFor()
  assert.match(page.url(), /\/activate/)
  provoked(person)
  await clean(person, 'activation-refused')
})

test('pages of other roles are refused in words, with a way back', async () => {
  const person = await enter('observer')
  const { page } = person
  await page.goto(`${base}/meetings`)
  await said(page, '您的角色不使用这个页面')
  await clean(person, 'forbidden')
  await page.getByRole('link', { name: '返回首页' }).click()
  await page.waitForURL(/\/todo/)
  const administrator = await enter('admin')
  await administrator.page.goto(`${base}/problems`)
  await said(administrator.page, '您的角色不使用这个页面')
})

test('an address of nothing, and a filter that nobody knows', async () => {
  const person = await enter('audit.head')
  const { page } = person
  await page.goto(`${base}/problems/xyz`)
  await said(page, '没有找到，或者您没有查看的权限。')
  provoked(person)
  await clean(person, 'absent')
  await page.goto(`${base}/problems?state=bar`)
  await said(page, '地址中的筛选条件无法识别')
  await button(page, '重置').click()
  await said(page, '共 4 个问题')
})

test('a busy server is told apart from a session that has ended, and what was read stays', async () => {
  const person = await enter('supervision.head')
  const { page } = person
  await page.route('**/api/v1/me', (route) => route.fulfill(busy))
  await page.goto(`${base}/todo`)
  await said(page, '您的登录仍然有效')
  await page.unroute('**/api/v1/me')
  await button(page, '重试').click()
  await said(page, '待启动整改')

  await page.route('**/api/v1/problems?*', (route) => route.fulfill(busy))
  await page.goto(`${base}/problems`)
  await said(page, '系统繁忙，请 7 秒后重试。')
  provoked(person)
  await clean(person, 'busy')
  await page.unroute('**/api/v1/problems?*')
  await button(page, '重试').click()
  await said(page, '共 4 个问题')

  await page.goto(`${base}/notifications`)
  await button(page, '全部标为已读').waitFor()
  await page.route('**/api/v1/notifications?limit=50*', (route) => route.abort())
  await button(page, '全部标为已读').click()
  await said(page, '以下是此前读取的内容')
  await page.getByText('请按分工办理').first().waitFor()
  provoked(person)
  await clean(person, 'stale')
})

test('a page that nobody uses ends the session, although it asks by itself', async () => {
  const { page } = await enter('construction.head')
  await page.clock.install()
  await page.goto(`${base}/todo`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const { idle_seconds: idle } = await (await page.request.get(`${base}/api/v1/me`)).json()
  await page.clock.fastForward((idle - 60) * 1000)
  await said(page, '即将自动退出')
  await page.clock.fastForward(70_000)
  await page.waitForURL(/\/login/)
  await said(page, '登录已失效')
  assert.equal((await page.request.get(`${base}/api/v1/me`)).status(), 401)
})
