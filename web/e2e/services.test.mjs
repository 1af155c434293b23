// The pages of administration that are about no people: campaigns, holidays, templates, tokens, webhooks and their targets,
// the audit log, readings, checkpoints. Each is visited by whom it concerns, and one real thing is done on it.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { clean, fits } from './browser.mjs'
import { stage } from './stage.mjs'

const { as } = stage()

const button = (page, name) => page.getByRole('button', { name, exact: true })
const said = (page, text) => page.getByText(text).first().waitFor()
const dialog = (page, name) => page.getByRole('dialog').getByRole('button', { name, exact: true })
async function visit(person, page, heading) {
  await person.page.goto(`${process.env.BASE_URL}/admin/${page}`)
  await person.page.getByRole('heading', { level: 1, name: heading }).waitFor()
}
/** A refusal that the story provokes is told by the browser, too, and no fault. */
const refused = (person) => (person.faults.length = 0)
async function keep(page) {
  await said(page, '只显示这一次')
  await page.keyboard.press('Escape')
  assert.ok(await button(page, '关闭').isDisabled(), 'a secret can be lost')
  const secret = await page.getByRole('dialog').getByRole('textbox').inputValue()
  await page.getByLabel('我已将其妥善保存').check()
  await button(page, '关闭').click()
  return secret
}

test('the audit office makes a campaign, sets its rules and plans its cycles', async () => {
  const person = await as('audit.head')
  const { page } = person
  await visit(person, 'campaigns', '整改专项')
  await clean(person, 'campaigns')
  await button(page, '新建整改专项').click()
  await page.fill('#new-name', '专项试点')
  await page.fill('#new-code', 'PILOT-1')
  await page.fill('#new-organisation', '滨河区城市管理局')
  await page.fill('#new-end', '2023-12-31')
  await button(page, '建立').click()
  await page.getByRole('heading', { level: 1, name: '专项试点' }).waitFor()
  await page.fill('#progress_min', '900')
  await button(page, '保存设置').click()
  await page.locator('#progress_min-wrong').waitFor()
  refused(person)
  await page.fill('#progress_min', '150')
  await button(page, '增加阶段').click()
  await page.fill('#phase-0', '集中整改')
  await button(page, '保存设置').click()
  await said(page, '设置已保存。')
  await button(page, '排定后续周期').click()
  await said(page, /新排定 \d+ 期/)
  await page.fill('#head-contact', '经办人')
  await button(page, '保存表头').click()
  await said(page, '表头已保存。')
  await page.reload()
  await page.getByRole('row', { name: /第 1 期/ }).waitFor()
  assert.equal(await page.inputValue('#progress_min'), '150')
  assert.equal(await page.inputValue('#phase-0'), '集中整改')
  await clean(person, 'campaign')
})

test('the system administrator imports the notice of a year and deletes it', async () => {
  const person = await as('admin')
  const { page } = person
  await visit(person, 'calendar?year=2027', '节假日')
  await said(page, '尚未录入')
  await button(page, '导入放假通知').click()
  const days = [['元旦', '2027-01-01', true], ['元旦', '2027-01-02', true], ['元旦', '2027-01-03', true], ['劳动节', '2027-05-01', true], ['国庆节', '2027-10-01', true], ['春节', '2027-02-14', false]]
  await page.fill('#notice-text', JSON.stringify({ year: 2027, papers: ['关于2027年部分节假日安排的通知'], days: days.map(([name, date, isOffDay]) => ({ name, date, isOffDay })) }))
  await said(page, '放假 5 天，调休上班 1 天')
  await clean(person, 'calendar-import')
  await dialog(page, '导入').click()
  await said(page, '已导入 2027 年放假通知。')
  await page.getByRole('table', { name: '2027年1月' }).getByRole('cell', { name: /^1 ?休/ }).waitFor()
  await clean(person, 'calendar-2027')
  await page.fill('#sum-from', '2023-09-28')
  await button(page, '推算').click()
  await said(page, '2023-10-11')
  await button(page, '删除 2027 年放假通知').click()
  await dialog(page, '删除').click()
  await said(page, '尚未录入')
})

test('the templates are offered with samples', async () => {
  const person = await as('admin')
  await visit(person, 'templates', '文书模板')
  const [file] = await Promise.all([person.page.waitForEvent('download'), person.page.getByRole('link', { name: '下载样张：工作方案' }).click()])
  assert.match(file.suggestedFilename(), /docx$/)
  await clean(person, 'templates')
})

test('the security administrator issues a token, replaces and revokes it', async () => {
  const person = await as('security')
  const { page } = person
  await visit(person, 'tokens', '接入令牌')
  await button(page, '新建接入账号').click()
  await page.fill('#account-name', '移动办公平台')
  await button(page, '保存').click()
  await page.getByRole('heading', { level: 1, name: '移动办公平台' }).waitFor()
  await button(page, '签发令牌').click()
  await page.getByLabel('查看整改问题').check()
  await clean(person, 'token-dialog')
  await button(page, '签发').click()
  assert.match(await keep(page), /^rct_/)
  await page.getByRole('button', { name: /^轮换/ }).click()
  await dialog(page, '轮换').click()
  assert.match(await keep(page), /^rct_/)
  await said(page, '已轮换，即将停用')
  await page.getByRole('button', { name: /^吊销/ }).first().click()
  await dialog(page, '吊销').click()
  await said(page, '已吊销')
  await clean(person, 'service-account')
})

test('a webhook goes where the security administrator allows, and is tested', async () => {
  const seen = []
  const receiver = createServer((request, response) => {
    seen.push(request.headers['webhook-id'])
    response.writeHead(204).end()
  })
  await new Promise((ready) => receiver.listen(0, '127.0.0.1', ready))
  const { port } = receiver.address()
  try {
    const security = await as('security')
    await visit(security, 'targets', '推送目标')
    await button(security.page, '登记目标').click()
    await security.page.fill('#target-host', '127.0.0.1')
    await security.page.fill('#target-port', String(port))
    await security.page.fill('#target-networks', '127.0.0.0/8')
    await security.page.getByLabel(/明文 http/).check()
    await button(security.page, '登记').click()
    await said(security.page, '已列入允许名单。')
    await clean(security, 'targets')
    const person = await as('admin')
    const { page } = person
    await visit(person, 'webhooks', '事件推送')
    await button(page, '新建事件推送').click()
    await page.fill('#hook-name', '待办提醒')
    await page.fill('#hook-url', 'https://example.com/hook')
    await button(page, '保存').click()
    await page.getByRole('dialog').locator('.wrong').waitFor()
    refused(person)
    await page.fill('#hook-url', `http://127.0.0.1:${port}/hook`)
    await clean(person, 'webhook-dialog')
    await button(page, '保存').click()
    assert.match(await keep(page), /^whsec_/)
    await page.getByRole('heading', { level: 1, name: '待办提醒' }).waitFor()
    await button(page, '发送测试事件').click()
    await page.getByRole('cell', { name: '已送达' }).waitFor()
    assert.equal(seen.length, 1)
    await page.getByRole('button', { name: /的推送详情$/ }).click()
    await said(page, 'HTTP 204')
    await clean(person, 'delivery')
  } finally {
    receiver.close()
    receiver.closeAllConnections()
  }
})

test('the audit administrator narrows the log, looks at a record and takes a file and a checkpoint', async () => {
  const person = await as('auditor')
  const { page } = person
  await visit(person, 'audit?act=issue', '审计日志')
  await page.getByRole('button', { name: /签发令牌 的详情/ }).click()
  await page.getByRole('dialog').getByText('安全管理员').first().waitFor()
  await clean(person, 'audit-detail')
  await button(page, '此人的全部记录').click()
  await page.waitForURL(/actor_id=/)
  await page.getByRole('cell', { name: '轮换令牌', exact: true }).waitFor()
  await page.fill('#from', '2023-08-01')
  await button(page, '查询').click()
  await page.waitForURL(/from=2023-08-01/)
  await button(page, '导出 ▾').click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).click()])
  assert.equal(file.suggestedFilename(), '审计日志.csv')
  await visit(person, 'readings', '查阅记录')
  await said(page, '还没有人查阅过')
  await visit(person, 'checkpoints', '检查点')
  await button(page, '立即生成检查点').click()
  await said(page, /已生成检查点。|最新检查点/)
  await page.getByRole('heading', { name: '公钥' }).waitFor()
})

// Whoever works on a page sees it on three widths, whoever may only look at it on one.
const pages = {
  'audit.head': { works: ['campaigns', 'templates'], looks: ['calendar'] }, admin: { works: ['calendar', 'webhooks'], looks: ['campaigns', 'targets'] },
  security: { works: ['tokens', 'targets'], looks: ['webhooks'] }, auditor: { works: ['audit', 'readings', 'checkpoints'], looks: ['tokens', 'webhooks', 'targets'] },
}
test('every page fits and is clean, on three widths', async () => {
  for (const [login, { works, looks }] of Object.entries(pages)) {
    const person = await as(login)
    for (const name of [...works, ...looks]) {
      await person.page.setViewportSize({ width: 1440, height: 900 })
      await person.page.goto(`${process.env.BASE_URL}/admin/${name}`)
      for (const width of works.includes(name) ? [1440, 1024, 390] : [1440]) {
        await person.page.setViewportSize({ width, height: 900 })
        await clean(person, `${login}-${name}`)
        await fits(person.page, name)
      }
    }
  }
})
