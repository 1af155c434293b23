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
    const frames = []
    const tasks = []
    const watching = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration)))
    watching.observe({ type: 'longtask' })
    let drawn = 0
    let before = performance.now()
    const start = before
    while (last() < rows && performance.now() - start < 60_000) {
      scroller.scrollTop += 600
      await new Promise(requestAnimationFrame)
      const now = performance.now()
      frames.push(now - before)
      before = now
      drawn = Math.max(drawn, scroller.querySelectorAll('tbody tr').length)
    }
    watching.disconnect()
    frames.sort((a, b) => a - b)
    return { last: last(), seconds: (before - start) / 1000, drawn, frames: frames.length, p95: frames[Math.floor(frames.length * 0.95)], worst: frames.at(-1), longest: Math.max(0, ...tasks) }
  })
  t.diagnostic(`to the end in ${seen.seconds.toFixed(1)} s and ${seen.frames} frames: 95 % under ${seen.p95.toFixed(0)} ms, the worst ${seen.worst.toFixed(0)} ms, longest task ${seen.longest.toFixed(0)} ms, at most ${seen.drawn} rows drawn`)
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
