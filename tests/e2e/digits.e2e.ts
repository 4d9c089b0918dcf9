import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { photographFailures } from './pictures'
import { screens } from './screens'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-digits-'))
const looking = process.env['DIWAN_PICTURES'] === '1'
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(home)
  await w.openDemonstration('ar')
  // A sheet is drawn before it is read.
  w.page.setDefaultTimeout(30_000)
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

/** Western digits on a window in Arabic ones; what somebody typed keeps its own, a code or a key of the keyboard is a name. */
const western = () =>
  w.page.evaluate(() => {
    const quoted =
      'bdi[lang], bdi[dir=ltr], [role=menuitemradio], kbd, script, style, textarea, input, code, [contenteditable], [lang]:not(html), [data-code]'
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement
      if (holder && holder.checkVisibility() && !holder.closest(quoted)) found.push(node.textContent ?? '')
    }
    for (const element of document.querySelectorAll('[placeholder], [title], [aria-label]'))
      for (const name of ['placeholder', 'title', 'aria-label']) {
        const said = element.getAttribute(name)
        if (said && !element.closest(quoted)) found.push(said.replace(/\u2068[^\u2069]*\u2069/g, ''))
      }
    return found
      .filter((text) => /[0-9]/.test(text.replace(/[0-9]*[A-Za-z][A-Za-z0-9]*/g, '')))
      .map((text) => text.trim().slice(0, 80))
  })

it('with Arabic digits chosen, no screen mixes the two', async () => {
  await w.page.locator('.me').click()
  await w.page.getByRole('menuitemradio', { name: '٠١٢٣٤٥٦٧٨٩' }).click()
  await w.page.keyboard.press('Escape')
  await w.page.locator('.menu').waitFor({ state: 'detached' })
  const mixed: Record<string, string[]> = {}
  for (const screen of screens.filter(({ who }) => who === 'nadia')) {
    await screen.open(w)
    const found = await western()
    if (found.length > 0) mixed[screen.name] = found
    if (looking) await w.shot(resolve('test-output/digits', `${screen.name}.png`))
    await w.toStart()
  }
  expect(mixed).toEqual({})
}, 240_000)
