// The stage of a story: a browser that is there while it is told, people who each come in once, and steps of which none is
// tried after one that failed.
import assert from 'node:assert/strict'
import { after, test as run } from 'node:test'
import { enter as signIn, launch, open as openPage } from './browser.mjs'

export function stage(hand) {
  let launched
  let broken = ''
  const people = new Map()
  const browser = () => (launched ??= launch())
  after(async () => {
    await (await launched)?.close()
  })

  /** Somebody who comes in now, also when he is here already. */
  const enter = async (login, viewport) => signIn(await browser(), login, viewport, hand)
  return {
    enter,
    /** A page on which nobody has signed in. */
    open: async (viewport) => openPage(await browser(), viewport),
    /** Somebody at a screen of one width: the same page as before. */
    async as(login, viewport) {
      const key = login + (viewport?.width ?? '')
      if (!people.has(key)) people.set(key, await enter(login, viewport))
      return people.get(key)
    },
    /** A step of the story. */
    step(name, act) {
      run(name, async (t) => {
        assert.equal(broken, '', 'not tried, because a step before failed')
        try {
          await act(t)
        } catch (error) {
          broken = name
          throw error
        }
      })
    },
  }
}
