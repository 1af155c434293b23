// People and organisation in the browser, as the three administrators: a unit and an account are made, two administrators
// give half a code each, a third confirms the role, and who was let in signs in.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { base, clean, fits } from './browser.mjs'
import { stage } from './stage.mjs'

const { as, open, step } = stage()

async function at(login, path) {
  const person = await as(login)
  await person.page.goto(base + path)
  return person
}
const button = (page, name) => page.getByRole('button', { name, exact: true })
const inDialog = (page, name) => page.getByRole('dialog').getByRole('button', { name, exact: true })
const said = (page, text) => page.getByText(text).first().waitFor()
const units = (page) => page.locator('tbody th').allTextContents()

const newcomer = 'publicity.clerk'
const chosen = 'Xuanchuan-2023-e2e'
let first = ''
let second = ''
/** The newcomer, once he is in. */
let here

step('an administrator begins in administration, with the pages of his office', async () => {
  for (const [login, pages] of [['admin', ['单位', '账号']], ['security', ['账号', '授权', '账号核查', '登录锁定']], ['auditor', ['账号', '授权', '账号核查']]]) {
    const { page } = await as(login)
    await page.waitForURL(/\/admin\/./)
    const menu = await page.getByRole('navigation', { name: '系统管理' }).getByRole('link').allTextContents()
    const ours = menu.filter((label) => ['单位', '账号', '授权', '账号核查', '登录锁定'].includes(label))
    assert.deepEqual(ours, pages, login)
  }
})

step('the system administrator makes a unit and gives it its place in the order', async () => {
  const person = await at('admin', '/admin/units')
  const { page } = person
  await button(page, '新建单位').click()
  await page.fill('#unit-name', '宣传科')
  await page.fill('#unit-code', 'Xuan Chuan')
  await button(page, '保存').click()
  await said(page, '代码只能用小写字母')
  await clean(person, 'unit-new')
  await page.fill('#unit-code', 'publicity')
  await button(page, '保存').click()
  await said(page, '已新建单位：宣传科。')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const before = await units(page)
  assert.equal(before.at(-1), '宣传科')
  await button(page, '上移：宣传科').press('Enter')
  await button(page, '上移：宣传科').press('Enter')
  assert.equal(await page.evaluate(() => globalThis.document.activeElement.getAttribute('aria-label')), '上移：宣传科', 'the keyboard lost its place')
  await page.locator('.handle').nth(before.length - 3).dragTo(page.locator('tbody tr').nth(1))
  await clean(person, 'units-unsaved')
  await button(page, '保存次序').click()
  await said(page, '单位次序已保存')
  await page.reload()
  await said(page, '按机构序列排列')
  const now = await units(page)
  assert.equal(now[1], '宣传科')
  assert.deepEqual(now.filter((name) => name !== '宣传科'), before.slice(0, -1))
})

step('the system administrator makes an account and gets the first half of its code, once', async () => {
  const person = await at('admin', '/admin/users')
  const { page } = person
  await button(page, '新建账号').click()
  await page.fill('#user-name', '宣传科经办人')
  await page.fill('#user-login', newcomer)
  await inDialog(page, '新建').click()
  await said(page, '这前一半只显示这一次')
  first = await page.locator('.code').textContent()
  assert.match(first, /^\S{11}$/)
  await page.keyboard.press('Escape')
  await page.mouse.click(5, 400)
  assert.ok(await inDialog(page, '关闭').isDisabled(), 'a half that nobody has noted can be closed')
  await clean(person, 'half-first')
  await page.getByLabel('我已抄录或复制').check()
  await inDialog(page, '关闭').click()
  await page.fill('#q', newcomer)
  await said(page, '◐ 待领激活码后一半')
  await page.waitForURL(/q=publicity/)
  await button(page, '新建账号').click()
  await page.fill('#user-name', '另一人')
  await page.fill('#user-login', newcomer)
  await inDialog(page, '新建').click()
  await page.getByRole('alert').getByText('已存在').waitFor()
  await inDialog(page, '取消').click()
  person.faults.length = 0 // the browser notes the refusal that was asked for
})

step('the security administrator takes the second half', async () => {
  const person = await at('security', '/admin/users?state=half')
  const { page } = person
  await button(page, '领取后一半：宣传科经办人').click()
  await said(page, '这后一半只显示这一次')
  second = await page.locator('.code').textContent()
  await clean(person, 'half-second')
  await page.getByLabel('我已抄录或复制').check()
  await inDialog(page, '关闭').click()
  await said(page, '没有符合条件的账号。')
})

step('the newcomer activates the account with both halves', async () => {
  const person = await open()
  const { page } = person
  await page.goto(`${base}/activate`)
  await page.fill('#a-login', newcomer)
  await page.fill('#a-code', `${first}-${second}`)
  await page.fill('#a-fresh', chosen)
  await page.fill('#a-again', chosen)
  await button(page, '启用').click()
  await page.waitForURL(/\/login/)
  await said(page, '口令已设定，请登录。')
  assert.deepEqual(person.faults, [])
  await person.context.close()
})

step('the security administrator proposes a role and cannot confirm it', async () => {
  const person = await at('security', '/admin/grants')
  const { page } = person
  await said(page, '没有等待确认的授权申请。')
  await button(page, '提出授权').click()
  await page.locator('#proposal-user').fill('宣传')
  await page.locator('.el-select-dropdown__item', { hasText: newcomer }).click()
  await said(page, '现有角色：没有')
  await page.selectOption('#proposal-unit', { label: '宣传科' })
  await page.selectOption('#proposal-role', { label: '经办人' })
  await page.fill('#proposal-reason', '承办整改宣传报道')
  await clean(person, 'proposal')
  await inDialog(page, '提出').click()
  await said(page, '已提出，待另一名管理员确认。')
  assert.ok(await button(page, '确认：宣传科经办人，宣传科 经办人').isDisabled())
  await said(page, '本人提出的，须由另一名管理员确认或否决。')
  await clean(person, 'grants')
})

step('the audit administrator confirms it', async () => {
  const person = await at('auditor', '/admin/grants')
  const { page } = person
  await button(page, '确认：宣传科经办人，宣传科 经办人').click()
  await page.fill('#decision-opinion', '情况属实。')
  await clean(person, 'decision')
  await inDialog(page, '确认授予').click()
  await said(page, '已确认，角色自此生效。')
  await page.getByRole('link', { name: '已确认' }).click()
  await said(page, '意见：情况属实。')
  await button(page, '授权记录：宣传科经办人').click()
  await said(page, '安全管理员提出，审计管理员确认')
  await clean(person, 'user-roles')
})

async function signIn(page, secret) {
  await page.goto(`${base}/login`)
  await page.fill('#login', newcomer)
  await page.fill('#pass', secret)
  await page.press('#pass', 'Enter')
}

step('the newcomer signs in, sees the menu of the role, and ends the sign-in of another place', async () => {
  const elsewhere = await open()
  const person = await open()
  for (const { page } of [elsewhere, person]) {
    await signIn(page, chosen)
    await page.waitForURL(/\/todo/)
  }
  const { page } = person
  const menu = await page.getByRole('navigation', { name: '主菜单' }).getByRole('link').allTextContents()
  assert.ok(menu.includes('待办') && menu.includes('周报') && !menu.includes('系统管理'), menu.join())
  await page.getByRole('button', { name: /宣传科经办人/ }).click()
  await page.getByRole('menuitem', { name: '我的登录' }).click()
  await said(page, '本次登录')
  await clean(person, 'sessions')
  await page.getByRole('button', { name: /^结束：.*的登录$/ }).click()
  await said(page, '该登录已结束。')
  await said(page, '没有其他登录。')
  await elsewhere.page.goto(`${base}/todo`)
  await elsewhere.page.waitForURL(/\/login/)
  await elsewhere.context.close()
  here = person
})

step('wrong passwords lock the account, and the security administrator unlocks it', async () => {
  const { page, context } = await open()
  for (let i = 0; i < 6; i++) {
    await signIn(page, `wrong-${i}`)
    await page.getByRole('alert').waitFor()
  }
  const person = await at('security', '/admin/sign-in-locks')
  await clean(person, 'sign-in-locks-one')
  await button(person.page, `解除锁定：宣传科经办人（${newcomer}）`).click()
  await clean(person, 'question')
  await inDialog(person.page, '解除锁定').click()
  await said(person.page, '锁定已解除')
  await said(person.page, '目前没有被锁定的账号或来源地址。')
  await signIn(page, chosen)
  await page.waitForURL(/\/todo/)
  await context.close()
})

step('the audit administrator reviews the accounts and takes the list away', async () => {
  const { page } = await at('auditor', '/admin/account-review')
  await button(page, '导出 ▾').click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).click()])
  assert.match(await readFile(await download.path(), 'utf8'), /用户名,姓名,角色[^]*publicity\.clerk,宣传科经办人,宣传科经办人/)
})

step('the role is revoked, the account disabled, and the review names it in between', async () => {
  const security = (await at('security', `/admin/users?q=${newcomer}`)).page
  await button(security, '授权记录：宣传科经办人').click()
  await button(security, '撤销：宣传科 经办人').click()
  await inDialog(security, '撤销').click()
  await said(security, '角色已撤销。')
  const auditor = await at('auditor', '/admin/account-review')
  await said(auditor.page, '▲ 无角色')
  await clean(auditor, 'account-review-found')
  const admin = (await at('admin', `/admin/users?q=${newcomer}`)).page
  await button(admin, '停用：宣传科经办人').click()
  await inDialog(admin, '停用').click()
  await said(admin, '账号已停用。')
  await said(admin, '— 已停用')
  const { page } = here
  await page.goto(`${base}/todo`)
  await page.waitForURL(/\/login/)
})

step('every page is right on three widths', async () => {
  const pages = { admin: ['units', 'users'], security: ['users', 'grants?state=all', 'account-review', 'sign-in-locks'], auditor: ['users', 'grants', 'account-review'] }
  for (const [login, paths] of Object.entries(pages)) {
    for (const path of [...paths.map((p) => `/admin/${p}`), '/sessions']) {
      const person = await at(login, path)
      for (const width of [390, 1024, 1440]) {
        await person.page.setViewportSize({ width, height: 900 })
        await clean(person, `${login}${path.replace(/\W+/g, '-')}`)
        await fits(person.page, path)
      }
    }
  }
})
