// A ledger of ten thousand problems: it is scrolled from end to end without a stall, and little of it is drawn at a time.
// What takes long is done in the background, with its progress: the export of all of it, and the import of a long table.
// The figures are printed, not judged: they belong to the machine.
import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { test } from 'node:test'
import { clean } from './browser.mjs'
import { stage } from './stage.mjs'

const { enter } = stage()

test('ten thousand problems are scrolled from end to end', async (t) => {
  const person = await enter('audit.head')
  const { page } = person
  const asked = Date.now()
  await page.goto(new URL('/problems', page.url()).href)
  const table = page.getByRole('region', { name: '整改问题一览表' })
  await table.getByRole('link').first().waitFor()
  t.diagnostic(`rows usable after ${Date.now() - asked} ms`)
  const total = Number(await table.locator('table').getAttribute('aria-rowcount')) - 1
  assert.ok(total >= 10_000, `${total} problems`)

  const seen = await page.evaluate(async () => {
    const scroller = document.querySelector('[aria-label="整改问题一览表"]')
    const rows = Number(scroller.querySelector('table').getAttribute('aria-rowcount'))
    const last = () => Number([...scroller.querySelectorAll('tbody tr[aria-rowindex]')].at(-1).getAttribute('aria-rowindex'))
    const frame = () => new Promise(requestAnimationFrame)
    const frames = []
    const tasks = []
    const watching = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration)))
    watching.observe({ type: 'longtask' })
    let drawn = 0
    await frame()
    for (let i = 0, before = performance.now(); i < 200; i++) {
      scroller.scrollTop += 300
      await frame()
      const now = performance.now()
      frames.push(now - before)
      before = now
      drawn = Math.max(drawn, scroller.querySelectorAll('tbody tr').length)
    }
    watching.disconnect()
    const start = performance.now()
    for (let i = 0; i < 5000 && last() < rows; i++) {
      scroller.scrollTop = scroller.scrollHeight
      await frame()
      drawn = Math.max(drawn, scroller.querySelectorAll('tbody tr').length)
    }
    frames.sort((a, b) => a - b)
    return { last: last(), seconds: (performance.now() - start) / 1000, drawn, median: frames[100], p95: frames[190], worst: frames[199], longest: Math.max(0, ...tasks) }
  })
  t.diagnostic(`200 frames of 300 px: the median ${seen.median.toFixed(0)} ms, 95 % under ${seen.p95.toFixed(0)} ms, the worst ${seen.worst.toFixed(0)} ms, longest task ${seen.longest.toFixed(0)} ms`)
  t.diagnostic(`then to the end in ${seen.seconds.toFixed(1)} s; at most ${seen.drawn} rows drawn at a time`)
  assert.equal(seen.last, total + 1, 'the last problem was reached')
  assert.ok(seen.drawn < 200, `${seen.drawn} rows were drawn at a time`)

  await table.press('Home')
  await table.locator('tr[aria-rowindex="2"]').waitFor()
  await table.getByRole('link').first().focus()
  for (let i = 0; i < 60; i++) await page.keyboard.press('Tab')
  const focused = await page.evaluate(() => Number(document.activeElement.closest('tr')?.getAttribute('aria-rowindex')))
  assert.equal(focused, 62, 'the keyboard goes on from row to row')
  await clean(person, 'ledger-long')
})

test('all of it is exported in the background', async (t) => {
  const person = await enter('audit.head')
  const { page } = person
  await page.goto(new URL('/problems', page.url()).href)
  await page.getByRole('region', { name: '整改问题一览表' }).getByRole('link').first().waitFor()
  await page.getByRole('button', { name: '导出' }).click()
  const asked = Date.now()
  const arrives = page.waitForEvent('download', { timeout: 60_000 })
  await page.getByRole('menuitem', { name: '一览表（XLSX' }).click()
  const dialog = page.getByRole('dialog', { name: '导出文件' })
  await dialog.getByRole('progressbar').waitFor()
  const file = await arrives
  t.diagnostic(`an annex of ten thousand problems arrived after ${Date.now() - asked} ms`)
  assert.match(file.suggestedFilename(), /\.xlsx$/)
  assert.ok(statSync(await file.path()).size > 300_000, 'the workbook is too small')
  await dialog.getByText('已完成').waitFor()
  await clean(person, 'export-job')
  await person.context.close()
})

test('a long table under unknown headers is imported in the background, and cancelled without a trace', async (t) => {
  const person = await enter('audit.head')
  const { page } = person
  await page.goto(new URL('/problems', page.url()).href)
  const dialog = page.getByRole('dialog', { name: '导入整改措施一览表' })
  const open = async () => {
    await page.getByRole('button', { name: '导入' }).click()
    await dialog.getByLabel('选择文件').setInputFiles(process.env.TABLE)
  }
  const read = dialog.getByText('读到 2000 个问题、2000 项措施')
  await open()
  await dialog.getByText('有的栏目没有从表头认出来').waitFor()
  const again = dialog.getByRole('button', { name: '按此对应关系重新读取' })
  assert.ok(await again.isDisabled(), 'it is read with columns that nobody has named')
  for (const [column, field] of [['A', '序号'], ['B', '具体问题'], ['C', '牵头领导'], ['D', '责任部门'], ['E', '整改措施'], ['F', '完成时限']]) {
    await dialog.getByLabel(`${column}列`).selectOption({ label: field })
  }
  await clean(person, 'import-mapping')
  await again.click()
  await read.waitFor()
  await clean(person, 'import-mapped')
  const start = dialog.getByRole('button', { name: '导入', exact: true })
  await start.click()
  await dialog.getByRole('progressbar').waitFor()
  await dialog.getByRole('button', { name: '取消', exact: true }).click()
  await dialog.getByText('已取消').waitFor()
  await clean(person, 'import-cancelled')
  await dialog.getByText('台账没有变动').waitFor()
  await dialog.getByText('关闭', { exact: true }).click()
  await page.reload()
  await page.getByText('共 10000 个问题').waitFor()

  await open()
  await again.waitFor()
  for (const [i, column] of ['A', 'B', 'C', 'D', 'E', 'F'].entries()) await dialog.getByLabel(`${column}列`).selectOption({ index: i + 1 })
  await again.click()
  await read.waitFor()
  const asked = Date.now()
  await start.click()
  await page.getByText('已导入台账。').waitFor({ timeout: 60_000 })
  t.diagnostic(`two thousand problems were imported after ${Date.now() - asked} ms`)
  await page.getByText('共 12000 个问题').waitFor()
  await clean(person, 'ledger-imported')
  await person.context.close()
})
