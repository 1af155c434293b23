// The daily desk: a list worked through, approvals in batch, filters that are kept, delegations, circles, copies, evidence.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { clean, fits } from './browser.mjs'
import { stage } from './stage.mjs'

const { as, enter, step } = stage()

const button = (page, name) => page.getByRole('button', { name, exact: true })
const dialog = (page) => page.getByRole('dialog').filter({ visible: true })
const said = (page, text) => page.getByText(text).first().waitFor()
async function threeWidths(person, name) {
  for (const width of [390, 1024, 1440]) {
    await person.page.setViewportSize({ width, height: 900 })
    await clean(person, name)
    await fits(person.page, name)
  }
}
async function openFirstProblem(page) {
  await page.goto(new URL('/problems', page.url()).href)
  await page.getByRole('region', { name: '整改问题一览表' }).getByRole('link').first().click()
  await page.getByRole('heading', { level: 1, name: /问题/ }).waitFor()
}

step('small approvals are given in batch, and what is refused says why', async () => {
  const person = await as('audit.head')
  const { page } = person
  await page.getByText('全选可批量办理的 8 件').waitFor()
  await threeWidths(person, 'todo')
  for (let i = 0; i < 3; i++) await page.locator('.pick input').nth(i).check()
  // Somebody else of the office decides one of them meanwhile.
  const first = await page.locator('.item .card').first().getAttribute('href')
  const other = await enter('audit.head')
  await other.page.goto(new URL(first, page.url()).href)
  await button(other.page, '验收不通过').click()
  await other.page.fill('#opinion', '请补充佐证材料后重报。')
  await button(other.page, '确定验收不通过').click()
  await said(other.page, '验收不通过：已办理。')
  await other.context.close()
  await button(page, '批量同意（3）').click()
  await button(dialog(page), '同意。').click()
  await clean(person, 'batch')
  await button(page, '同意所选 3 件').click()
  await said(page, '已办理 2 件，未办成 1 件，共 3 件。')
  person.faults.length = 0 // the browser notes the refusal as an error
  await clean(person, 'batch-done')
  await button(dialog(page), '关闭').click()
  await page.getByText('全选可批量办理的 5 件').waitFor()
})

step('a list is worked through: previous, next, and on after a decision', async () => {
  const person = await as('audit.head')
  const { page } = person
  await page.locator('.item .card').first().click()
  await said(page, '1 / 5')
  assert.ok(await button(page, '上一件').isDisabled())
  await page.keyboard.press('Alt+ArrowDown')
  await said(page, '2 / 5')
  await button(page, '上一件').click()
  await said(page, '1 / 5')
  await clean(person, 'measure-in-list')
  await button(page, '验收通过').click()
  await button(page, '确定验收通过').click()
  await said(page, /已转到下一件（2 \/ 5）/)
  await page.getByText('2 / 5', { exact: true }).waitFor()
  await page.getByLabel('办理后自动转到下一件').uncheck()
  await button(page, '验收通过').click()
  await button(page, '确定验收通过').click()
  await page.getByRole('button', { name: /办理下一件：/ }).click()
  await page.getByText('3 / 5', { exact: true }).waitFor()
  await page.getByRole('link', { name: '返回待办' }).click()
  await page.getByText('全选可批量办理的 3 件').waitFor()
})

step('a filter is kept under a name, renamed and deleted', async () => {
  const person = await as('audit.head')
  const { page } = person
  await page.goto(new URL('/problems', page.url()).href)
  await page.fill('#q', '分管领导')
  await button(page, '查询').click()
  await page.waitForURL(/q=/)
  await said(page, '共 4 个问题')
  await button(page, '保存筛选').click()
  await dialog(page).getByRole('textbox').fill('分管领导的')
  await button(dialog(page), '保存').click()
  await button(page, '分管领导的').waitFor()
  await button(page, '重置').click()
  await page.waitForURL((url) => !url.search)
  await page.reload()
  await button(page, '分管领导的').click()
  await page.waitForURL(/q=/)
  await threeWidths(person, 'ledger-saved')
  await button(page, '改名').click()
  await dialog(page).getByRole('textbox').fill('分管')
  await button(dialog(page), '保存').click()
  await button(page, '分管').waitFor()
  await button(page, '删除').click()
  await button(dialog(page), '删除').click()
  await button(page, '分管').waitFor({ state: 'detached' })
})

step('who goes away delegates, and who stands in is told so', async () => {
  const person = await as('supervision.head')
  const { page } = person
  await page.getByRole('button', { name: /督察处处长/ }).click()
  await page.getByRole('menuitem', { name: '委托' }).click()
  await button(page, '新建委托').click()
  await page.locator('#delegate').click({ force: true })
  await page.getByRole('option', { name: /建设处处长/ }).click()
  await page.fill('#delegation-reason', '外出培训')
  await clean(person, 'delegation')
  await button(page, '确定委托').click()
  await said(page, '生效中')
  await threeWidths(person, 'delegations')
  const standIn = await as('construction.head')
  await said(standIn.page, '委托代为办理')
  await threeWidths(standIn, 'acting')
  await button(page, '撤销').click()
  await button(dialog(page), '撤销委托').click()
  await said(page, '已撤销')
})

step('a circle is drawn round a problem and lifted, a copy is sent', async () => {
  const person = await as('supervision.head')
  const { page } = person
  await openFirstProblem(page)
  await button(page, '知悉范围').click()
  await page.locator('#circle-readers').click({ force: true })
  await page.getByRole('option', { name: /审计办公室主任/ }).click()
  await page.fill('#circle-reason', '涉及个人情况。')
  await clean(person, 'circle')
  await button(dialog(page), '限定知悉范围').click()
  await said(page, '已限定知悉范围。')
  await button(page, '知悉范围').click()
  await page.getByText('每次查阅均有记录').waitFor()
  await page.fill('#circle-reason', '事项已公开。')
  await button(dialog(page), '解除限定').click()
  await said(page, '已解除限定。')
  await button(page, '抄送').click()
  await page.locator('#copy-to').click({ force: true })
  await page.getByRole('option', { name: /环卫处处长/ }).click()
  await page.locator('.el-dialog__title', { hasText: '抄送' }).click()
  await button(dialog(page), '抄送').click()
  await said(page, '由 督察处处长 抄送')
  await clean(person, 'copies')
  await button(dialog(page), '关闭').click()
})

step('evidence goes several at a time and is looked at in its place', async () => {
  const person = await as('supervision.head')
  const { page } = person
  const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  const paper = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/MediaBox[0 0 99 99]/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
  await page.setInputFiles('input[aria-label="选择佐证材料"]', [
    { name: '现场照片.png', mimeType: 'image/png', buffer: dot }, { name: '程序.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') }, { name: '说明.pdf', mimeType: 'application/pdf', buffer: paper }])
  await said(page, /未上传：/)
  await page.getByRole('link', { name: '现场照片.png' }).waitFor()
  await page.getByRole('link', { name: '说明.pdf' }).waitFor()
  person.faults.length = 0 // the browser notes the refusal as an error
  const preview = (name) => page.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: '预览' }).click()
  await preview('现场照片.png')
  await page.locator('img.preview').waitFor()
  await clean(person, 'preview')
  await button(dialog(page), '关闭').click()
  await threeWidths(person, 'problem')
  await preview('说明.pdf')
  await page.locator('iframe.preview').waitFor()
  await page.waitForTimeout(500)
  assert.deepEqual(person.faults, [], 'faults at the preview of a PDF') // the browser's own viewer never comes to rest
  if (process.env.CONSOLE_SHOTS) await page.screenshot({ path: join(process.env.CONSOLE_SHOTS, 'preview-pdf.png') })
  await button(dialog(page), '关闭').click()
})

step('a unit is freed from a weekly report with the reason', async () => {
  const person = await as('audit.head')
  const { page } = person
  await page.goto(new URL('/weekly', page.url()).href)
  await page.getByRole('button', { name: /登记免报/ }).first().click()
  await page.fill('#exempt-reason', '本期无整改任务')
  await clean(person, 'exempt')
  await button(dialog(page), '登记免报').click()
  await said(page, '本期无整改任务')
  await threeWidths(person, 'weekly')
})

step('a weekly report is written beside the last one, and nothing that was typed is lost', async () => {
  const person = await as('supervision.head')
  const { page } = person
  await page.goto(new URL('/weekly', page.url()).href)
  await page.getByRole('button', { name: /填写/ }).first().click()
  await page.waitForURL(/\/reports\/./)
  await page.getByText(/截止/).first().waitFor()
  await page.locator('#section-0').fill('本周巡查道路十二条。')
  await said(page, '已写 10 字')
  await said(page, /已自动暂存在本机/)
  await threeWidths(person, 'weekly-editor')
  page.once('dialog', (question) => question.accept())
  await page.reload()
  await said(page, '已恢复上次未保存的内容。')
  assert.equal(await page.inputValue('#section-0'), '本周巡查道路十二条。')
  await button(page, '保存').click()
  await said(page, '已保存为新的版本。')
  await said(page, /与系统中第 \d+ 版相同/)
})

step('what is not saved is not handed in', async () => {
  const { page } = await as('supervision.head')
  const submit = button(page, '报送')
  await page.locator('#section-1').fill('错时巡查。')
  await button(page, '保存').click()
  await page.waitForFunction(() => [...document.querySelectorAll('.actions button')].some((b) => b.textContent.trim() === '报送' && !b.disabled))
  await page.locator('#section-0').fill('本周巡查道路十三条。')
  await said(page, '有未保存的修改，请先保存。')
  assert.ok(await submit.isDisabled(), 'handed in without what is written')
  await button(page, '恢复原文').click()
  assert.equal(await page.getByText('有未保存的修改，请先保存。').count(), 0)
  assert.ok(await submit.isEnabled(), 'blocked although all is saved')
})
