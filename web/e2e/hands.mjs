// How a person works a page: with the mouse, or with the keyboard alone. The same story is lived with either.
import assert from 'node:assert/strict'
import { clean } from './browser.mjs'

export const mouse = {
  press: (_page, target) => target.click(),
  write: (_page, target, text) => target.fill(text),
  tick: (_page, target) => target.check(),
  choose: (_page, target, index) => target.selectOption({ index }),
  pick: (page, menu, item) => menu.click().then(() => item.click()),
  async give(page, opener, files) {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), opener.click()])
    await chooser.setFiles(files)
  },
  look: clean,
}

/** Goes on with Tab until the target has the focus, and sees to it that the focus can be seen. */
async function reach(page, target) {
  for (let i = 0; i < 300; i++) {
    const at = await target.evaluate((e) => (document.activeElement === e ? (e.matches(':focus-visible') ? 'seen' : 'unseen') : ''))
    if (at) {
      assert.equal(at, 'seen', `the focus on ${target} cannot be seen`)
      return
    }
    await page.keyboard.press('Tab')
  }
  assert.fail(`the keyboard does not reach ${target}`)
}

/** Types a time into its parts, which stand in the order of the browser's own language: Chinese or English. */
async function writeTime(page, target, text) {
  const [year, month, day, hour, minute] = text.split(/\D/)
  const half = hour < 12 ? 'AM' : 'PM'
  for (const parts of [[year, 'ArrowRight', month, day, hour, minute], [month, day, year, 'ArrowRight', String(hour % 12 || 12).padStart(2, '0'), minute, half]]) {
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowLeft')
    for (const part of parts) await (part.startsWith('Arrow') ? page.keyboard.press(part) : page.keyboard.type(part))
    if ((await target.inputValue()) === text) return
  }
  assert.fail(`${target} says ${await target.inputValue()}, not ${text}`)
}

export const keyboard = {
  async press(page, target) {
    await reach(page, target)
    await page.keyboard.press('Enter')
  },
  async write(page, target, text) {
    await reach(page, target)
    if ((await target.getAttribute('type')) === 'datetime-local') return writeTime(page, target, text)
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText(text)
  },
  async tick(page, target) {
    if (await target.isChecked()) return
    await reach(page, target)
    await page.keyboard.press('Space')
    assert.ok(await target.isChecked(), `${target} is not chosen`)
  },
  async choose(page, target, index) {
    await reach(page, target)
    await page.keyboard.press('Home')
    for (let i = 0; i < index; i++) await page.keyboard.press('ArrowDown')
  },
  async pick(page, menu, item) {
    await keyboard.press(page, menu)
    await item.waitFor()
    for (let i = 0; i < 40; i++) {
      if (await item.evaluate((e) => document.activeElement === e)) return page.keyboard.press('Enter')
      await page.keyboard.press('ArrowDown')
      await page.waitForTimeout(50) // nobody is faster than the menu takes to open
    }
    assert.fail(`the keyboard does not reach ${item}`)
  },
  async give(page, opener, files) {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), keyboard.press(page, opener)])
    await chooser.setFiles(files)
  },
  /** What is to be seen was looked at with the mouse; here only nothing may have gone wrong. */
  async look({ faults }, name) {
    assert.deepEqual(faults, [], `faults on ${name}`)
  },
}
