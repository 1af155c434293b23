// A campaign that has been lived to its end: its statistics, each kind of number opened to the rows behind it, what is
// missing until problems are closed out, and its archive package made, watched and fetched.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { base, clean, fits } from './browser.mjs'
import { stage } from './stage.mjs'

const { as, enter } = stage()
let audit
before(async () => {
  audit = await as('audit.head')
})

async function look(person, path, ready, widths = [1440, 390]) {
  for (const width of widths) {
    await person.page.setViewportSize({ width, height: 900 })
    await person.page.goto(base + path)
    await person.page.getByText(ready).first().waitFor()
    await clean(person, path.replace(/\W+/g, '-').slice(1))
    await fits(person.page, path)
  }
  await person.page.setViewportSize({ width: 1440, height: 900 })
}

test('statistics, close-out and archive are whole at every width', async () => {
  await look(audit, '/statistics', '完成率与按时率', [1440, 1024, 390])
  await look(audit, '/close-out', '尚缺')
  await look(audit, '/archive', '归档清单')
  await look(audit, '/measures', '整改措施清单', [390])
  await look(audit, '/statistics/weekly', '周报报送明细', [390])
})

// That every number does is the business of TestEveryNumberOpensItsRows.
test('numbers open as many rows', async () => {
  const { page, faults } = audit
  await page.goto(`${base}/statistics`)
  await page.getByText('逾期清单').waitFor()
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true }))
  const links = await page.evaluate(() => [...document.querySelectorAll('main table a, .page table a')].filter((a) => /^\d+$/.test(a.textContent.trim()))
    .map((a) => ({ href: a.getAttribute('href'), count: Number(a.textContent) })))
  assert.ok(links.length > 30, `${links.length} numbers`)
  const kinds = new Map()
  for (const link of links) {
    const url = new URL(link.href, base)
    const kind = url.pathname + [...url.searchParams].map(([name, value]) => (/_id$|as_of/.test(name) ? name : `${name}=${value}`)).join('&')
    if (!kinds.has(kind)) kinds.set(kind, link)
  }
  for (const link of [...kinds.values()].slice(0, 14)) {
    await page.goto(base + link.href)
    await page.getByText(new RegExp(`共 ${link.count} (个问题|项措施|份)`)).waitFor({ timeout: 10_000 }).catch(() => assert.fail(`${link.href} does not show ${link.count}`))
  }
  assert.deepEqual(faults, [])
})

test('an archive package is made, watched and fetched', async () => {
  const { page } = audit
  await page.goto(`${base}/archive`)
  await page.getByLabel(/SM3/).check()
  await page.getByRole('button', { name: '生成档案包' }).click()
  await page.goto(`${base}/statistics`) // the work goes on without the page
  await page.getByRole('heading', { name: '完成率与按时率' }).waitFor()
  await page.goto(`${base}/archive`)
  const link = page.getByRole('link', { name: /下载 .*档案包.*\.zip/ })
  await link.first().waitFor({ timeout: 40_000 })
  const [file] = await Promise.all([page.waitForEvent('download'), link.first().click()])
  assert.match(file.suggestedFilename(), /\.zip$/)
  await clean(audit, 'archived')
})

test('what prints is the sheet alone', async () => {
  const { page } = audit
  await page.goto(`${base}/statistics`)
  await page.getByRole('heading', { name: '完成率与按时率' }).waitFor()
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('.app-bar').isVisible(), false)
  assert.equal(await page.getByRole('button', { name: '打印' }).isVisible(), false)
  await page.emulateMedia({ media: 'screen' })
})

test('who may not archive is not asked to, and sees his own', async () => {
  const drafter = await enter('sanitation.drafter')
  assert.equal(await drafter.page.getByRole('navigation').getByRole('link', { name: '归档' }).count(), 0)
  await look(drafter, '/close-out', '已具备', [390])
})

test('a weekly report that is missing is handed in late, with the reason', async () => {
  const drafter = await enter('construction.drafter')
  await drafter.page.goto(`${base}/weekly`)
  await drafter.page.getByRole('button', { name: /填写/ }).last().click()
  await drafter.page.waitForURL(/\/reports\/./)
  await drafter.page.locator('#section-0').waitFor()
  for (const box of await drafter.page.locator('[id^=section-]').all()) await box.fill('本周对积水点逐处回访，整改措施按计划推进。'.repeat(8))
  await drafter.page.getByRole('button', { name: '保存', exact: true }).click()
  await drafter.page.getByText('已保存为新的版本').first().waitFor()
  await clean(drafter, 'weekly-late')
  const head = await enter('construction.head')
  await head.page.goto(drafter.page.url())
  await head.page.getByRole('button', { name: '报送', exact: true }).click()
  const confirm = head.page.getByRole('button', { name: '确定报送', exact: true })
  assert.ok(await confirm.isDisabled(), 'handed in late without a reason')
  await head.page.fill('#reason', '经办人外出培训，材料汇集迟了。')
  await clean(head, 'weekly-late-reason')
  await confirm.click()
  await head.page.getByText('报送：已办理。').waitFor()
  await head.page.getByText('经办人外出培训，材料汇集迟了。').first().waitFor()
  await head.page.goto(`${base}/weekly`)
  await head.page.getByRole('row', { name: /建设处/ }).getByRole('link', { name: /迟报/ }).last().waitFor()
  await clean(head, 'weekly-late-in')
})
