// usage: node e2e/peek.mjs BASE LOGIN PASSWORD WIDTH OUTDIR path...
import { chromium } from 'playwright-core'
const [base, login, password, width, out, ...paths] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: { width: Number(width), height: width < 500 ? 844 : 900 }, locale: 'zh-CN' })
page.on('console', (m) => m.type() === 'error' && console.log('CONSOLE', m.text()))
page.on('pageerror', (e) => console.log('PAGEERROR', e.message))
await page.goto(base + '/login')
await page.screenshot({ path: `${out}/login-${width}.png` })
await page.fill('#login', login); await page.fill('#pass', password); await page.click('button[type=submit]')
await page.waitForURL((u) => !u.pathname.startsWith('/login'))
for (const path of paths) {
  await page.goto(base + path); await page.waitForLoadState('networkidle')
  await page.screenshot({ path: `${out}/${path.replace(/[^a-z]+/gi, '_').slice(0, 30)}-${login}-${width}.png`, fullPage: true })
}
await browser.close()
