import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usual, size } from './narrow'
import { faults } from './surface'
import { photographFailures } from './pictures'
import { DeskWindow, foreignWords } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-help-'))
const PASSWORD = 'diwan-demo'
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(home)
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

const press = (key: string): Promise<void> => w.page.keyboard.press(key)
const dialog = () => w.page.getByRole('dialog')
const search = () => w.page.locator('.book input')
const hits = () => w.page.locator('.book [role=option]')
/** What has the focus, by the id of its place in the guide. */
const at = (): Promise<string> => w.page.evaluate(() => document.activeElement?.id ?? '')
const current = () => w.page.locator('.contents [aria-current]')
async function judge(): Promise<void> {
  expect([...(await faults(w)), ...foreignWords(await w.ownWords(), w.language)]).toEqual([])
}
async function pictureAt1024(name: string): Promise<void> {
  await size(w, 1024, 700, 1)
  await w.shot(resolve('test-output/help', `${name}-${w.language}.png`))
  await usual(w)
}

describe('the guide before anybody has logged in, for whoever restores a lost PC', () => {
  it('F1 opens it on the first screen, in the language that was chosen, at the chapter of what stands there', async () => {
    w.language = 'fr'
    await usual(w)
    await w.page.getByRole('button', { name: 'Français', exact: true }).click()
    await w.button('session.first.restore').click()
    await press('F1')
    await expect.poll(() => current().textContent()).toContain(w.t('help.chapters.restore'))
    await judge()
    await pictureAt1024('first-run')
    await press('Escape')
    await dialog().waitFor({ state: 'detached' })
    // The restore stands where it stood.
    await w.button('settings.backup.choose').waitFor()
    await w.button('shell.back').click()
  })
})

describe.each(['ar', 'fr'] as const)('in %s', (language) => {
  const query = { ar: 'مسروق', fr: 'vole' }[language]
  beforeAll(async () => {
    if (language === 'ar') {
      await w.button('shell.back').click()
      await w.openDemonstration('ar')
      await w.logInAs('admin', PASSWORD)
    }
    await w.switchTo(language)
  })

  it('a word is found, Enter leads to its paragraph, Esc back to what was found, and out', async () => {
    await w.page.evaluate(() => (location.hash = '/settings/backup'))
    await w.page.locator('.settings-column').waitFor()
    await press('F1')
    await expect.poll(() => current().textContent()).toContain(w.t('help.chapters.backup'))
    await pictureAt1024('chapter')
    await w.page.keyboard.type(query)
    await hits().first().waitFor()
    // What the first letters found goes when the last one is typed, and with it what was chosen.
    const marked = async (): Promise<number> => (await w.page.locator('.book mark').first().textContent())?.length ?? 0
    await expect.poll(marked).toBeGreaterThanOrEqual(query.length)
    await press('ArrowDown')
    const chosen = await w.page.locator('.book [aria-selected=true]').getAttribute('id')
    await pictureAt1024('found')
    await press('Enter')
    await expect.poll(at).toBe(chosen?.replace('line-', 'guide-'))
    await pictureAt1024('paragraph')
    await press('Escape')
    await expect.poll(() => w.page.locator('.book [aria-selected=true]').getAttribute('id')).toBe(chosen)
    expect(await search().inputValue()).toBe(query)
    await press('Escape')
    expect(await search().inputValue()).toBe('')
    await w.page.locator('#guide-backup').waitFor()
    await press('Escape')
    await dialog().waitFor({ state: 'detached' })
    expect(await w.page.evaluate(() => location.hash)).toBe('#/settings/backup')
  })

  it('whoever types and presses Enter at once comes to what they typed', async () => {
    await press('F1')
    await search().waitFor()
    await w.page.locator('#guide-backup').waitFor()
    await w.page.keyboard.type('.diwan-update')
    await press('Enter')
    await expect.poll(at).toBe('guide-update-8')
    // The pause after the last key is over, and the text is still there.
    await w.page.waitForTimeout(300)
    expect(await at()).toBe('guide-update-8')
    await press('/')
    expect(await w.page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
    await press('Escape')
    await press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })
})

it('the chapters are gone through with the arrows, and a sentence leads to another chapter', async () => {
  await press('F1')
  await w.page.locator('#guide-backup').waitFor()
  await w.page.locator('.contents button').first().focus()
  for (let down = 0; down < 6; down++) await press('ArrowDown')
  await press('Enter')
  await expect.poll(() => current().textContent()).toContain(w.t('help.chapters.move'))
  await w.page.locator('#guide-move .to').first().click()
  await expect.poll(() => current().textContent()).toContain(w.t('help.chapters.backup'))
  await press('Escape')
  await dialog().waitFor({ state: 'detached' })
})

it('the question mark of a page and the menu of whoever sits here open it too', async () => {
  await w.page.evaluate(() => (location.hash = '/settings/users'))
  await w.page
    .getByRole('button', { name: w.t('help.about').replace('{chapter}', w.t('help.chapters.people')) })
    .click()
  await expect.poll(() => current().textContent()).toContain(w.t('help.chapters.people'))
  await press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await w.page.locator('.me').click()
  await w.page.getByRole('menuitem', { name: w.t('help.open') }).click()
  await search().waitFor()
  await press('Escape')
  await dialog().waitFor({ state: 'detached' })
})

it('all of it goes on paper, and nothing else of the window', async () => {
  await w.page.evaluate(() => (window.print = () => undefined))
  await press('F1')
  await w.page.locator('#guide-backup').waitFor()
  await w.button('help.print').click()
  await w.page.locator('.alone-on-paper').waitFor({ state: 'attached' })
  await w.page.emulateMedia({ media: 'print' })
  expect(
    await w.page
      .locator('.dialog, #app, .alone-on-paper')
      .evaluateAll((all) => all.map((one) => one.checkVisibility())),
  ).toEqual([false, false, true])
  await w.page.emulateMedia({ media: null })
  const pages = await w.app.evaluate(async ({ BrowserWindow }) => {
    const pdf = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({})
    return pdf?.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
  })
  expect(pages).toBeGreaterThan(4)
  // Chromium says that printing ended, and the window is as it was.
  await w.page.locator('.alone-on-paper').waitFor({ state: 'detached' })
  await press('Escape')
})

it('whoever locks the screen, or finds it locked, is not shut out by an open guide', async () => {
  await press('F1')
  await search().waitFor()
  await press('Control+l')
  await w.page.getByRole('heading', { name: w.t('session.locked.title') }).waitFor()
  await dialog().waitFor({ state: 'detached' })
  await press('F1')
  await search().waitFor()
  await judge()
  await press('Escape')
  await w.field('session.logIn.password').fill(PASSWORD)
  await press('Enter')
  await w.page.locator('.me').waitFor()
})
