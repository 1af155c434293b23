// A ledger of ten thousand problems: it is scrolled from end to end without a stall, and little of it is drawn at a time.
// The figures are printed, not judged: they belong to the machine.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { clean, enter, launch } from './browser.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(async () => {
  await browser?.close()
})

test('ten thousand problems are scrolled from end to end', async (t) => {
  const person = await enter(browser, 'audit.head')
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
