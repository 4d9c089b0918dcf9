import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { screens } from './screens'
import { DeskWindow } from './window'

const pictures = resolve('test-output/screens')
const home = mkdtempSync(join(tmpdir(), 'diwan-screens-'))
let w: DeskWindow
let who = 'nadia'
beforeAll(async () => {
  w = await DeskWindow.open(home)
  await w.shot(join(pictures, 'first-run-ar.png'))
  await w.openDemonstration('ar')
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})

/** What axe calls serious or critical, as `rule: the element`; one line each, so that a failure reads by itself. */
async function faults(): Promise<string[]> {
  // An Electron window cannot open the second page axe would like to finish in.
  const { violations } = await new AxeBuilder({ page: w.page }).setLegacyMode().analyze()
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`))
}

describe.each(['ar', 'fr'] as const)('every screen in %s', (language) => {
  beforeAll(async () => {
    if (who !== 'nadia') await w.logInAs((who = 'nadia'), 'diwan-demo')
    await w.switchTo(language)
  })

  it.each(screens.map((screen) => [screen.name, screen] as const))('%s: drawn, and axe finds nothing serious', async (name, screen) => {
    if (screen.who !== who) {
      await w.logInAs(screen.who, 'diwan-demo')
      who = screen.who
      await w.switchTo(language)
    }
    await screen.open(w)
    await w.shot(join(pictures, `${name}-${language}.png`))
    const found = await faults()
    await w.toStart()
    expect(found).toEqual([])
  })
})
