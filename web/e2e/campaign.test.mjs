// The campaign lived in the browser: the division drafts and submits, the audit office returns, the division submits
// again, the audit office compiles the plan, the Party group votes, the office files.
import assert from 'node:assert/strict'
import { after, before, test as run } from 'node:test'
import { clean, enter, fits, launch } from './browser.mjs'

let browser
let broken = ''

/** A step of the story; what comes after a step that failed is not tried. */
function test(name, step) {
  run(name, async () => {
    assert.equal(broken, '', `not tried, because a step before failed`)
    try {
      await step()
    } catch (error) {
      broken = name
      throw error
    }
  })
}
const people = new Map()
const phone = { width: 390, height: 844 }

before(async () => {
  browser = await launch()
})
after(async () => {
  await browser?.close()
})

async function as(login, viewport) {
  const key = login + (viewport?.width ?? '')
  if (!people.has(key)) people.set(key, await enter(browser, login, viewport))
  return people.get(key)
}
const button = (page, name) => page.getByRole('button', { name, exact: true })
const said = (page, text) => page.getByText(text).first().waitFor()

async function openProblem(page, text) {
  await page.goto(new URL('/problems', page.url()).href)
  await page.getByRole('link', { name: text }).click()
  await page.waitForURL(/\/problems\/./)
  await page.getByRole('heading', { name: /问题/ }).first().waitFor()
}
async function act(page, name, opinion) {
  await button(page, name).click()
  if (opinion) await page.fill('#opinion', opinion)
  await button(page, `确定${name}`).click()
  await said(page, `${name}：已办理。`)
}

const yard = /滨河东路/

test('a wrong password says so, and nobody is let in', async () => {
  const { page } = await (await import('./browser.mjs')).open(browser)
  await page.goto(`${process.env.BASE_URL}/problems`)
  await page.waitForURL(/\/login/)
  await page.fill('#login', 'audit.head')
  await page.fill('#pass', 'not the password')
  await button(page, '登录').click()
  await page.getByRole('alert').waitFor()
  assert.match(page.url(), /\/login/)
})

test('the audit office imports the table of measures after a preview', async () => {
  const person = await as('audit.head')
  const { page } = person
  await page.getByRole('link', { name: '整改台账' }).click()
  await said(page, '没有符合条件的问题。')
  await clean(person, 'ledger-empty')
  await button(page, '导入').click()
  await page.setInputFiles('input[type=file]', process.env.TABLE)
  await said(page, '读到 4 个问题、8 项措施')
  await clean(person, 'import')
  await page.getByRole('dialog').getByRole('button', { name: '导入', exact: true }).click()
  await said(page, '已导入台账。')
  await page.getByRole('link', { name: yard }).waitFor()
  await clean(person, 'ledger')
})

test('filters stand in the address and survive a reload', async () => {
  const { page } = await as('audit.head')
  await page.fill('#q', '积水')
  await button(page, '查询').click()
  await page.waitForURL(/q=/)
  await page.getByRole('link', { name: /市民热线/ }).waitFor()
  assert.equal(await page.getByRole('link', { name: yard }).count(), 0)
  await page.reload()
  await page.getByRole('link', { name: /市民热线/ }).waitFor()
  assert.equal(await page.inputValue('#q'), '积水')
  await button(page, '重置').click()
  await page.getByRole('link', { name: yard }).waitFor()
})

test('the division works its dossier out, with evidence', async () => {
  const person = await as('supervision.drafter')
  const { page } = person
  await openProblem(page, yard)
  await button(page, '修改文稿').click()
  await page.fill('#heading', '履行城市管理职责还有差距')
  await button(page, '保存').click()
  await said(page, '已保存为新的版本')
  await page.setInputFiles('input[aria-label="选择佐证材料"]', { name: '现场照片.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%test\n') })
  await page.getByRole('link', { name: '现场照片.pdf' }).waitFor()
  await clean(person, 'problem-editing')
})

async function sign() {
  for (const login of ['town-b.liaison', 'deputy.b']) {
    const { page } = await as(login)
    await openProblem(page, yard)
    await page.fill('#sign-opinion', '同意，配合落实。')
    await button(page, '同意').click()
    await said(page, '会签意见已提交。')
    await page.getByText(/✓/).first().waitFor()
  }
}

test('co-operating unit and lead leader sign, the head submits', async () => {
  await sign()
  const person = await as('supervision.head')
  await openProblem(person.page, yard)
  await act(person.page, '报送')
  await clean(person, 'problem-submitted')
})

test('the audit office returns it with an opinion, which must be given', async () => {
  const person = await as('audit.head')
  const { page } = person
  await openProblem(page, yard)
  await button(page, '退回修改').click()
  assert.ok(await button(page, '确定退回修改').isDisabled(), 'returned without an opinion')
  await clean(person, 'dialog')
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await act(page, '退回修改', '请写明防尘网覆盖的完成标准。')
  await page.getByText('请写明防尘网覆盖的完成标准。').waitFor()
})

test('the division mends its text, asks again for signatures and submits again', async () => {
  const drafter = await as('supervision.drafter')
  await openProblem(drafter.page, yard)
  await button(drafter.page, '修改文稿').click()
  await drafter.page.fill('textarea[aria-label="措施 1"]', '责令料场停止经营，撤走设备，三日内场地全部覆盖防尘网。')
  await button(drafter.page, '保存').click()
  await said(drafter.page, '已保存为新的版本')
  await clean(drafter, 'problem-differences')
  await sign()
  const { page } = await as('supervision.head')
  await openProblem(page, yard)
  await act(page, '报送')
})

test('the audit office compiles the plan', async () => {
  const person = await as('audit.head')
  const { page } = person
  await page.goto(new URL('/reports', page.url()).href)
  await button(page, '起草工作方案').click()
  await page.waitForURL(/\/reports\/./)
  await page.getByText(/未报送 3 件/).first().waitFor()
  await clean(person, 'compile')
  await page.getByText('已知悉尚有 3 件未报送').click()
  await button(page, '由所选 1 件生成汇总稿').click()
  await said(page, '已生成汇总稿。')
  await page.getByText('已汇总').first().waitFor()
  await clean(person, 'plan')
})

test('the office convenes the meeting and records who is there', async () => {
  const person = await as('office.clerk')
  const { page } = person
  await page.goto(new URL('/meetings', page.url()).href)
  await button(page, '召集会议').click()
  await page.fill('input[type="datetime-local"]', '2023-09-05T09:00')
  await page.selectOption('select[aria-label="议题 1 的文稿"]', { index: 1 })
  await clean(person, 'convene')
  await button(page, '召集').click()
  await page.waitForURL(/\/meetings\/./)
  await page.getByText('未达到法定人数').waitFor()
  for (const radio of await page.getByRole('radio', { name: '出席' }).all()) await radio.check()
  await button(page, '登记出席情况').click()
  await page.getByText('达到法定人数', { exact: false }).first().waitFor()
  await clean(person, 'meeting-convened')
})

async function openMeeting(page) {
  await page.goto(new URL('/meetings', page.url()).href)
  await page.getByRole('row').nth(1).getByRole('link').click()
  await page.waitForURL(/\/meetings\/./)
  await page.getByRole('heading', { name: /议|1\./ }).first().waitFor()
}

test('the Party group votes, some on their phones, the chair last', async () => {
  const chair = await as('secretary')
  await openMeeting(chair.page)
  await act(chair.page, '开会')
  await chair.page.getByText('主持人末位表态').waitFor()
  for (const login of ['deputy.a', 'deputy.b', 'deputy.c', 'discipline']) {
    const member = await as(login, phone)
    await openMeeting(member.page)
    await fits(member.page, 'meeting')
    await button(member.page, '同意').click()
    await said(member.page, '已投票：同意。')
    if (login === 'deputy.a') await clean(member, 'vote')
  }
  await openMeeting(chair.page)
  await button(chair.page, '同意').click()
  await said(chair.page, '已投票：同意。')
  await clean(chair, 'meeting-open')
  await act(chair.page, '闭会')
  await chair.page.getByRole('heading', { name: '会议纪要', exact: true }).waitFor()
  await clean(chair, 'meeting-minutes')
})

test('the superior has read it, and the plan is filed', async () => {
  const person = await as('office.clerk')
  const { page } = person
  await page.goto(new URL('/reports', page.url()).href)
  await page.getByRole('row').nth(1).getByRole('link').click()
  await page.getByText('审议通过').first().waitFor()
  await page.fill('input[aria-label="审阅人"]', '区分管领导')
  await page.fill('textarea[aria-label="审阅意见"]', '原则同意。')
  await button(page, '登记').click()
  await said(page, '已登记。')
  await button(page, '报送备案').click()
  await page.fill('#doc-number', '滨城管党〔2023〕5号')
  await page.fill('#recipient', '区推进落实巡视整改工作领导小组办公室')
  await clean(person, 'filing')
  await button(page, '确定报送备案').click()
  await said(page, '已报送备案。')
  await clean(person, 'plan-filed')
  const division = await as('supervision.head')
  await openProblem(division.page, yard)
  await division.page.getByText('已报送备案').first().waitFor()
})

test('what the office sends is a Word file and a workbook', async () => {
  const { page } = await as('audit.head')
  for (const [path, menu, file] of [['/problems', '导出 ▾', /一览表（XLSX/], ['/reports', '导出 ▾', 'Word 文稿']]) {
    await page.goto(process.env.BASE_URL + path)
    if (path === '/reports') await page.getByRole('row').nth(1).getByRole('link').click()
    await page.getByRole('button', { name: menu }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: file, exact: typeof file === 'string' }).click()])
    assert.match(download.suggestedFilename(), /[一-龥].*\.(xlsx|docx)$/)
  }
})

test('every other screen is there, on three widths', async () => {
  for (const width of [1440, 1024, 390]) {
    const person = await as('audit.head', { width, height: 900 })
    for (const path of ['/todo', '/problems', '/weekly', '/reports?kind=bulletin', '/meetings', '/statistics', '/password', '/second-factor', '/nowhere', '/activate']) {
      await person.page.goto(process.env.BASE_URL + path)
      await clean(person, path.replace(/\W+/g, '-').replace(/^-/, ''))
      await fits(person.page, path)
    }
  }
})
