import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { narrowFaults, size, SMALLEST, usual } from './narrow'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const PASSWORD = 'diwan-demo'
const home = mkdtempSync(join(tmpdir(), 'diwan-narrow-'))
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(home)
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

it('before an office is here, every way into one can be gone at each size, in French, whose words are the longest', async () => {
  w.language = 'fr'
  await usual(w)
  const faults: Record<string, string[]> = {}
  const look = async (name: string): Promise<void> => void Object.assign(faults, await narrowFaults(w, name, SMALLEST))
  const back = async (): Promise<void> => {
    await w.button('shell.back').click()
    await w.button('session.first.create').waitFor()
  }
  await w.page.getByRole('button', { name: 'Français', exact: true }).waitFor()
  await look('first-run')
  await w.page.getByRole('button', { name: 'Français', exact: true }).click()
  await w.button('session.first.create').waitFor()
  await look('first-choice')
  for (const way of ['join', 'restore'] as const) {
    await w.button(`session.first.${way}`).click()
    await w.button('session.first.create').waitFor({ state: 'detached' })
    await look(way)
    await back()
  }
  await w.button('session.first.create').click()
  await w.field('session.create.nameAr').fill('القنصلية العامة بليون')
  await look('create-office')
  await w.page.keyboard.press('Enter')
  for (const step of ['letterhead', 'units', 'registers', 'administrator'] as const) {
    await w.page
      .locator('.flow .now')
      .getByText(w.t(`session.create.steps.${step}`))
      .waitFor()
    if (step === 'letterhead') {
      const other = w.t('session.create.placeOther').replace('{language}', w.t('values.languageNames.fr'))
      await w.field('session.create.placeAr').fill('ليون')
      await w.page.getByLabel(other.replace(/\s*\{n\}/, '')).fill('Lyon')
    }
    await look(`create-${step}`)
    if (step !== 'administrator') await w.button('shell.next').click()
  }
  // A secret is shown once: what was not founded is left again.
  for (let steps = 0; steps < 5; steps++) await w.button('shell.back').click()
  await w.button('session.first.create').waitFor()
  expect(faults).toEqual({})
})

it('the menu of whoever sits here makes the window larger, and back', async () => {
  await w.button('shell.back').click()
  await w.openDemonstration('ar')
  const choose = async (percent: string): Promise<void> => {
    await w.page.locator('.me').click()
    await w.page.getByRole('menuitemradio', { name: percent }).click()
    await w.page.keyboard.press('Escape')
  }
  await size(w, 1440, 900, 1)
  await choose('125 %')
  await expect.poll(() => w.page.evaluate(() => innerWidth)).toBe(1152)
  await choose('100 %')
  await expect.poll(() => w.page.evaluate(() => innerWidth)).toBe(1440)
})

it('nothing to press is off the window at the door of an office: logging in, with the printed secret, and back from a locked window', async () => {
  const faults: Record<string, string[]> = {}
  const look = async (name: string): Promise<void> => void Object.assign(faults, await narrowFaults(w, name, SMALLEST))
  await w.page.keyboard.press('Control+l')
  await w.page.getByRole('heading', { name: w.t('session.locked.title') }).waitFor()
  await look('locked')
  await w.field('session.logIn.password').fill(PASSWORD)
  await w.page.keyboard.press('Enter')
  await w.page.locator('.me').waitFor()
  await w.logOut()
  await look('log-in')
  await w.button('session.logIn.forgotten').click()
  await w.field('session.recover.secret').waitFor()
  await look('recover')
  await w.button('shell.back').click()
  await w.logIn('nadia', PASSWORD)
  expect(faults).toEqual({})
})

it('the columns of the register stand still when the dock opens and closes beside them', async () => {
  await usual(w)
  await w.goTo(w.t('values.registerKinds.incoming'))
  const rows = w.page.locator('[role=row][aria-selected]')
  await rows.nth(3).waitFor()
  const columns = (): Promise<number[]> =>
    w.page.evaluate(() =>
      [...document.querySelectorAll('[role=columnheader]')].map((head) => head.getBoundingClientRect().width),
    )
  const before = await columns()
  expect(before.length).toBeGreaterThan(4)
  await rows.nth(1).click()
  await w.page.locator('.dock').waitFor()
  await w.page.waitForTimeout(100)
  expect(await columns()).toEqual(before)
})
