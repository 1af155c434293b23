// What the tests in a real browser share: signing in, looking for faults, keeping pictures.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

export const base = process.env.BASE_URL
export const password = process.env.PASSWORD
const shots = process.env.CONSOLE_SHOTS
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export async function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

/** A page in a context of its own that notes every console error and every request that leaves this machine. */
export async function open(browser, viewport = { width: 1440, height: 900 }) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', acceptDownloads: true, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const faults = []
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} ${message.location().url}`)
  })
  page.on('request', (request) => {
    if (!/^(blob:|data:|chrome:|chrome-extension:|https?:\/\/(127\.0\.0\.1|localhost)[:/])/.test(request.url())) faults.push(`left the machine: ${request.url()}`)
  })
  return { page, context, faults }
}

/** Signs in, with hands other than the mouse if need be, and returns the page of that person. */
export async function enter(browser, login, viewport, hand) {
  const person = await open(browser, viewport)
  const write = (field, text) => (hand ? hand.write(person.page, person.page.locator(field), text) : person.page.fill(field, text))
  await person.page.goto(`${base}/login`)
  await write('#login', login)
  await write('#pass', password)
  await person.page.keyboard.press('Enter')
  await person.page.waitForURL((url) => !url.pathname.startsWith('/login'))
  return person
}

/** No serious fault of accessibility on what the page shows now; keeps a picture when asked for. */
export async function clean({ page, faults }, name) {
  await page.waitForLoadState('networkidle')
  await page.evaluate(axe)
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }))
  const serious = found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
  if (shots) {
    mkdirSync(shots, { recursive: true })
    await page.screenshot({ path: join(shots, `${name}-${page.viewportSize().width}.png`), fullPage: true })
  }
  assert.deepEqual(serious.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).slice(0, 3).join(' | ')}`), [], `axe on ${name}`)
  assert.deepEqual(faults, [], `faults on ${name}`)
}

/** Nothing is wider than the page: a phone needs no sideways scrolling. */
export async function fits(page, name) {
  const [wide, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
  assert.ok(wide <= view + 1, `${name} is ${wide} px wide on a screen of ${view}`)
}
