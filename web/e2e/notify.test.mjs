// Urging and what comes of it: whoever is awaited is told, once in a while and not more often, and sees what he has not read.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clean, fits } from './browser.mjs'
import { stage } from './stage.mjs'

const { as } = stage()
const button = (page, name) => page.getByRole('button', { name, exact: true })
const dialog = (page) => page.getByRole('dialog').filter({ visible: true })
const said = (page, text) => page.getByText(text).first().waitFor()
const bell = (page) => page.getByRole('link', { name: /^消息/ })
const unread = async (page) => Number(/(\d+) 条未读/.exec((await bell(page).getAttribute('aria-label')) ?? '')?.[1] ?? 0)

test('nobody has been told anything yet', async () => {
  const person = await as('sanitation.head')
  await bell(person.page).click()
  await said(person.page, '还没有消息。')
  await clean(person, 'notifications-empty')
})

test('the audit office urges a problem, and not again before its time', async () => {
  const person = await as('audit.head')
  const { page } = person
  await page.goto(new URL('/problems', page.url()).href)
  await page.getByRole('region', { name: '整改问题一览表' }).getByRole('link').first().click()
  await page.getByRole('heading', { level: 1, name: /问题/ }).waitFor()
  await button(page, '催办').click()
  await dialog(page).getByRole('textbox').fill('请抓紧报送整改情况。')
  await clean(person, 'urge')
  await dialog(page).getByRole('button', { name: '催办', exact: true }).click()
  await said(page, '已催办。')
  await page.getByText(/后可再次催办|后可再催/).first().waitFor()
  assert.ok(await button(page, '催办').isDisabled(), 'urged twice in a row')
  await clean(person, 'urged')
})

test('the audit office urges for weekly reports, one and then all that are left', async () => {
  const person = await as('audit.head')
  const { page } = person
  await page.goto(new URL('/weekly', page.url()).href)
  await page.getByRole('button', { name: '督察处第 1 期催报', exact: true }).click()
  await clean(person, 'urge-weekly')
  await dialog(page).getByRole('button', { name: '催报', exact: true }).click()
  await said(page, '已催报 1 个单位：督察处。')
  await page.getByText('已催报 1 次').waitFor()
  assert.ok(await page.getByRole('button', { name: '督察处第 1 期催报', exact: true }).isDisabled(), 'urged twice in a row')
  const all = page.getByRole('button', { name: '第 1 期全部催报', exact: true })
  await all.click()
  await dialog(page).getByRole('button', { name: '催报', exact: true }).click()
  await said(page, /未催报 1 个：督察处/)
  await page.getByText('已催报 1 次').nth(1).waitFor()
  assert.ok(await all.isDisabled(), 'all are urged, and can be urged again')
  await clean(person, 'weekly-urged')
})

test('the division sees that it was urged, reads it and comes to what is to be done', async () => {
  const person = await as('supervision.head', { width: 390, height: 844 })
  const { page } = person
  await page.getByRole('link', { name: /条未读/ }).waitFor()
  const before = await unread(page)
  assert.ok(before >= 2, `${before} unread`)
  await clean(person, 'bell')
  await bell(page).click()
  await said(page, '请抓紧报送整改情况。')
  await page.getByText('分办', { exact: true }).first().waitFor()
  await fits(page, 'notifications')
  await clean(person, 'notifications')
  await page.getByRole('link').filter({ hasText: '请抓紧报送整改情况。' }).click()
  await page.getByRole('heading', { level: 1, name: /问题/ }).waitFor()
  await page.waitForFunction((n) => !document.querySelector('.bell').getAttribute('aria-label').includes(`${n} 条`), before)
  await page.goBack()
  await page.getByRole('button', { name: '全部标为已读' }).click()
  await said(page, '已全部标为已读。')
  await page.getByRole('link', { name: '消息，没有未读' }).waitFor()
  await page.getByRole('button', { name: /^未读/ }).click()
  await said(page, '没有未读消息。')
  await clean(person, 'notifications-read')
})
