// The campaign lived in the browser: the division drafts and submits, the audit office returns, the division submits
// again, the audit office compiles the plan, the Party group votes, the office files.
import assert from 'node:assert/strict'
import { base, fits, password } from './browser.mjs'
import { stage } from './stage.mjs'

const phone = { width: 390, height: 844 }
const yard = /滨河东路/

/** live tells the whole story with one kind of hands, which press, write, tick, choose, pick, give files and look. */
export function live(hand) {
  const { as, open, step } = stage(hand)
  const button = (page, name) => page.getByRole('button', { name, exact: true })
  const press = (page, name) => hand.press(page, button(page, name))
  const said = (page, text) => page.getByText(text).first().waitFor()

  /** Opens a screen by the main menu. */
  async function screen(page, name) {
    const link = page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name, exact: true })
    await hand.press(page, link)
    await link.and(page.locator('[aria-current=page]')).waitFor()
    await page.getByRole('heading', { level: 1 }).first().waitFor()
  }
  async function openProblem(page, text) {
    await screen(page, '整改台账')
    await hand.press(page, page.getByRole('link', { name: text }))
    await page.waitForURL(/\/problems\/./)
    await page.getByRole('heading', { name: /问题/ }).first().waitFor()
  }
  /** Opens the first row of a list of documents or meetings. */
  async function openFirst(page, list) {
    await screen(page, list)
    await hand.press(page, page.getByRole('row').nth(1).getByRole('link').first())
    await page.waitForURL(/\/(reports|meetings)\/./)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
  }
  async function act(page, name, opinion) {
    await press(page, name)
    if (opinion) await hand.write(page, page.locator('#opinion'), opinion)
    await press(page, `确定${name}`)
    await said(page, `${name}：已办理。`)
  }

  /** Says once more who it is, as the gravest acts ask when the sign-in was a while ago. */
  async function prove(person) {
    const { page } = person
    await hand.write(page, page.getByRole('dialog', { name: '请再次验证身份' }).getByLabel('口令'), password)
    person.faults.length = 0 // the browser notes the refusal as an error
    await hand.look(person, 'proof')
    await press(page, '确认')
  }

  step('a wrong password says so, and nobody is let in', async () => {
    const { page } = await open()
    await page.goto(`${base}/problems`)
    await page.waitForURL(/\/login/)
    await hand.write(page, page.locator('#login'), 'audit.head')
    await hand.write(page, page.locator('#pass'), 'not the password')
    await press(page, '登录')
    await page.getByRole('alert').waitFor()
    assert.match(page.url(), /\/login/)
    assert.notEqual(password, 'not the password')
  })

  step('the audit office imports the table of measures after a preview', async () => {
    const person = await as('audit.head')
    const { page } = person
    await screen(page, '整改台账')
    await said(page, '没有符合条件的问题。')
    await hand.look(person, 'ledger-empty')
    await press(page, '导入')
    await hand.give(page, page.getByLabel('选择文件'), process.env.TABLE)
    await said(page, '读到 4 个问题、8 项措施')
    await hand.look(person, 'import')
    await hand.press(page, page.getByRole('dialog').getByRole('button', { name: '导入', exact: true }))
    await said(page, '已导入台账。')
    await page.getByRole('link', { name: yard }).waitFor()
    await hand.look(person, 'ledger')
  })

  step('filters stand in the address and survive a reload', async () => {
    const { page } = await as('audit.head')
    await hand.write(page, page.locator('#q'), '积水')
    await press(page, '查询')
    await page.waitForURL(/q=/)
    await page.getByRole('link', { name: /市民热线/ }).waitFor()
    await page.getByRole('link', { name: yard }).waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('link', { name: /市民热线/ }).waitFor()
    assert.equal(await page.inputValue('#q'), '积水')
    await press(page, '重置')
    await page.getByRole('link', { name: yard }).waitFor()
  })

  step('the division works its dossier out, with evidence', async () => {
    const person = await as('supervision.drafter')
    const { page } = person
    await openProblem(page, yard)
    await press(page, '修改文稿')
    await hand.write(page, page.locator('#heading'), '履行城市管理职责还有差距')
    await press(page, '保存')
    await said(page, '已保存为新的版本')
    await hand.give(page, button(page, '选择文件'), { name: '现场照片.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%test\n') })
    await page.getByRole('link', { name: '现场照片.pdf' }).waitFor()
    await hand.look(person, 'problem-editing')
  })

  async function sign() {
    for (const login of ['town-b.liaison', 'deputy.b']) {
      const { page } = await as(login)
      await openProblem(page, yard)
      await hand.write(page, page.locator('#sign-opinion'), '同意，配合落实。')
      await press(page, '同意')
      await said(page, '会签意见已提交。')
      await page.getByText(/✓/).first().waitFor()
    }
  }

  step('co-operating unit and lead leader sign, the head submits', async () => {
    await sign()
    const person = await as('supervision.head')
    await openProblem(person.page, yard)
    await act(person.page, '报送')
    await hand.look(person, 'problem-submitted')
  })

  step('the audit office returns it with an opinion, which must be given', async () => {
    const person = await as('audit.head')
    const { page } = person
    await openProblem(page, yard)
    await press(page, '退回修改')
    assert.ok(await button(page, '确定退回修改').isDisabled(), 'returned without an opinion')
    await hand.look(person, 'dialog')
    await hand.press(page, page.getByRole('dialog').getByRole('button', { name: '取消' }))
    await act(page, '退回修改', '请写明防尘网覆盖的完成标准。')
    await page.getByText('请写明防尘网覆盖的完成标准。').first().waitFor()
  })

  step('the division mends its text, asks again for signatures and submits again', async () => {
    const drafter = await as('supervision.drafter')
    await openProblem(drafter.page, yard)
    await press(drafter.page, '修改文稿')
    await hand.write(drafter.page, drafter.page.getByLabel('措施 1', { exact: true }), '责令料场停止经营，撤走设备，三日内场地全部覆盖防尘网。')
    await press(drafter.page, '保存')
    await said(drafter.page, '已保存为新的版本')
    await hand.look(drafter, 'problem-differences')
    await sign()
    const { page } = await as('supervision.head')
    await openProblem(page, yard)
    await act(page, '报送')
  })

  step('the audit office compiles the plan', async () => {
    const person = await as('audit.head')
    const { page } = person
    await screen(page, '汇总与报告')
    await press(page, '起草工作方案')
    await page.waitForURL(/\/reports\/./)
    await page.getByText(/未报送 3 件/).first().waitFor()
    await hand.look(person, 'compile')
    await hand.tick(page, page.getByLabel(/已知悉尚有 3 件未报送/))
    await press(page, '由所选 1 件生成汇总稿')
    await said(page, '已生成汇总稿。')
    await page.getByText('已汇总').first().waitFor()
    await hand.look(person, 'plan')
  })

  step('the office convenes the meeting and records who is there', async () => {
    const person = await as('office.clerk')
    const { page } = person
    await screen(page, '党组会议')
    await press(page, '召集会议')
    await hand.write(page, page.locator('input[type="datetime-local"]'), '2023-09-05T09:00')
    await hand.choose(page, page.getByLabel('议题 1 的文稿'), 1)
    await hand.look(person, 'convene')
    await press(page, '召集')
    await page.waitForURL(/\/meetings\/./)
    await page.getByText('未达到法定人数').waitFor()
    for (const radio of await page.getByRole('radio', { name: '出席' }).all()) await hand.tick(page, radio)
    await press(page, '登记出席情况')
    await page.getByText('达到法定人数', { exact: false }).first().waitFor()
    await hand.look(person, 'meeting-convened')
  })

  step('the Party group votes, some on their phones, the chair last', async () => {
    const chair = await as('secretary')
    await openFirst(chair.page, '党组会议')
    await act(chair.page, '开会')
    await chair.page.getByText('主持人末位表态').waitFor()
    for (const login of ['deputy.a', 'deputy.b', 'deputy.c', 'discipline']) {
      const member = await as(login, phone)
      await openFirst(member.page, '党组会议')
      await fits(member.page, 'meeting')
      await press(member.page, '同意')
      await press(member.page, '确认同意')
      await said(member.page, '已投票：同意。')
      if (login === 'deputy.a') await hand.look(member, 'vote')
    }
    await openFirst(chair.page, '党组会议')
    await press(chair.page, '同意')
    await press(chair.page, '确认同意')
    await prove(chair)
    await said(chair.page, '已投票：同意。')
    await hand.look(chair, 'meeting-open')
    await act(chair.page, '闭会')
    await chair.page.getByRole('heading', { name: '会议纪要', exact: true }).waitFor()
    await hand.look(chair, 'meeting-minutes')
  })

  step('the superior has read it, and the plan is filed', async () => {
    const person = await as('office.clerk')
    const { page } = person
    await openFirst(page, '汇总与报告')
    await page.getByText('审议通过').first().waitFor()
    await hand.write(page, page.getByLabel('审阅人'), '区分管领导')
    await hand.write(page, page.getByLabel('审阅意见'), '原则同意。')
    await press(page, '登记')
    await said(page, '已登记。')
    await press(page, '报送备案')
    await hand.write(page, page.locator('#doc-number'), '滨城管党〔2023〕5号')
    await hand.write(page, page.locator('#recipient'), '区推进落实巡视整改工作领导小组办公室')
    await hand.look(person, 'filing')
    await press(page, '确定报送备案')
    await prove(person)
    await said(page, '已报送备案。')
    await hand.look(person, 'plan-filed')
    const division = await as('supervision.head')
    await openProblem(division.page, yard)
    await division.page.getByText('已报送备案').first().waitFor()
  })

  step('what the office sends is a Word file and a workbook', async () => {
    const { page } = await as('audit.head')
    async function download(file) {
      const item = page.getByRole('menuitem', { name: file, exact: typeof file === 'string' })
      const [got] = await Promise.all([page.waitForEvent('download'), hand.pick(page, page.getByRole('button', { name: '导出 ▾' }), item)])
      assert.match(got.suggestedFilename(), /[一-龥].*\.(xlsx|docx)$/)
    }
    await screen(page, '整改台账')
    await download(/一览表（XLSX/)
    await openFirst(page, '汇总与报告')
    await download('Word 文稿')
  })

  step('every other screen is there, on three widths', async () => {
    for (const width of [1440, 1024, 390]) {
      const person = await as('audit.head', { width, height: 900 })
      for (const path of ['/todo', '/problems', '/weekly', '/reports?kind=bulletin', '/meetings', '/statistics', '/password', '/second-factor', '/nowhere', '/activate']) {
        await person.page.goto(base + path)
        await hand.look(person, path.replace(/\W+/g, '-').replace(/^-/, ''))
        await fits(person.page, path)
      }
    }
  })
}
