import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { photographFailures } from './pictures'
import { faults, show } from './surface'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-tour-'))
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(home)
  await w.openDemonstration('ar')
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

const card = () => w.page.locator('.driver-popover')
const title = () => card().locator('.driver-popover-title').innerText()
const press = (key: string): Promise<void> => w.page.keyboard.press(key)

it('the tour is offered once, is gone through by keys as one reads, and is had again from the help', async () => {
  const { page } = w
  await w.logOut()
  // By hand: the fixture would put the offer away.
  await w.field('session.logIn.login').fill('karim')
  await w.field('session.logIn.password').fill('diwan-demo')
  await press('Enter')
  await page.locator('.me').waitFor()
  await w.readLanguage()
  await w.button('tour.start').click()
  await card().waitFor()
  expect(await title()).toBe(w.t('tour.steps.desk.title'))
  expect(await faults(w)).toEqual([])
  await w.shot(resolve(`test-output/screens/tour-${w.language}.png`))
  const [on, back] = w.language === 'ar' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  await press(on)
  await expect.poll(title).toBe(w.t('tour.steps.letters.title'))
  await press(back)
  await expect.poll(title).toBe(w.t('tour.steps.desk.title'))
  await press('Escape')
  await card().waitFor({ state: 'detached' })
  expect(await w.button('tour.start').count()).toBe(0)

  for (const [language, theme] of [
    ['es', 'dark'],
    ['ar', 'light'],
  ] as const) {
    await show(w, language, theme)
    await press('F1')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: w.t('tour.start') })
      .click()
    await card().waitFor()
    expect(await faults(w)).toEqual([])
    await w.shot(resolve(`test-output/screens/tour-${language}-${theme}.png`))
    await press('Escape')
  }
})

it('one box: a command by its French word, a list, and a number, by keys alone; a person who may not does not find it', async () => {
  const { page } = w
  await w.logInAs('nadia', 'diwan-demo')
  await show(w, 'ar', 'light')
  const lines = page.locator('#palette-lines [role=option]')
  const ask = async (text: string): Promise<void> => {
    await press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    await page.keyboard.insertText(text)
  }
  // A page, by another language's word.
  await ask('bordereaux')
  await expect.poll(() => lines.first().innerText()).toContain(w.t('slips.title'))
  await press('Enter')
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/slips')
  // An action of the page that is open.
  await ask('ورقه جديده')
  await press('Enter')
  await page.getByRole('dialog').getByText(w.t('slips.new.title')).first().waitFor()
  await press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  // A ready list narrows its register.
  await ask(w.t('lists.ready.late'))
  await expect.poll(() => lines.first().innerText()).toContain(w.t('lists.ready.late'))
  await press('Enter')
  await page.locator('.chips').waitFor()
  // An exact number (N1) leads to its entry.
  await ask('413')
  await expect.poll(() => lines.first().innerText()).toContain('00413')
  await press('Enter')
  await page.locator('.path').waitFor()
  expect(await page.locator('.main h1').innerText()).toContain('00413')
  // A clerk has no settings of people: the word finds nothing of them.
  await ask(w.t('settings.sections.users'))
  await expect.poll(() => page.locator('#palette-lines').count()).toBe(1)
  expect(await lines.allInnerTexts().then((all) => all.join('\n'))).not.toContain(w.t('settings.sections.users') + '\n')
  await press('Escape')
})
