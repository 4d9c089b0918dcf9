import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages } from '../../contract/values'
import { photographFailures } from './pictures'
import { faults } from './surface'
import { DeskWindow, foreignWords } from './window'

/** What stands before somebody is at work; all other screens are in surface.e2e.ts. `DIWAN_PICTURES=1` leaves a picture of each. */
const looking = process.env['DIWAN_PICTURES'] === '1'
const pictures = resolve('test-output/screens')
const home = mkdtempSync(join(tmpdir(), 'diwan-screens-'))
const PASSWORD = 'diwan-demo'
let w: DeskWindow
let who = 'nadia'
beforeAll(async () => {
  w = await DeskWindow.open(home)
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

async function judge(name: string): Promise<void> {
  if (looking) await w.shot(join(pictures, `${name}-${w.language}.png`))
  expect({ faults: await faults(w), foreign: foreignWords(await w.ownWords(), w.language) }).toEqual({
    faults: [],
    foreign: [],
  })
}

it('the first screen', async () => {
  await w.page.getByRole('button', { name: 'العربية', exact: true }).waitFor()
  await judge('first-run')
  await w.openDemonstration('ar')
})

describe.each(languages)('in %s', (language) => {
  beforeAll(async () => {
    if (who !== 'nadia') await w.logInAs((who = 'nadia'), PASSWORD)
    await w.switchTo(language)
  })

  it('the log-in screen names the people of the demonstration, and one click is enough', async () => {
    await w.logOut()
    expect(w.language).toBe(language)
    await judge('log-in')
    await w.page.getByRole('button', { name: /^said/ }).click()
    await w.page.locator('.me').waitFor()
    who = 'said'
    await w.readLanguage()
    await w.switchTo(language)
  })

  it('the locked screen', async () => {
    await w.page.keyboard.press('Control+l')
    await w.page.getByRole('heading', { name: w.t('session.locked.title') }).waitFor()
    await judge('locked')
    await w.field('session.logIn.password').fill(PASSWORD)
    await w.page.keyboard.press('Enter')
    await w.page.locator('.me').waitFor()
  })
})
