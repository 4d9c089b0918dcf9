import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { png } from '../fixtures/scans'
import { fillForm, openForm, register, subjectField } from './entry-form'
import { openEntry } from './main-job'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-undo-'))
const scan = join(home, 'scan.png')
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(join(home, 'office'))
  await w.openDemonstration('ar')
  writeFileSync(scan, png(600, 800))
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)
const press = (key: string) => w.page.keyboard.press(key)
const gone = (key: string) => w.page.getByText(w.t(key)).waitFor()

it('F3 and F4 pressed by mistake give back the date and the reference that were typed', async () => {
  await openForm(w)
  const date = w.field('register.field.letterDate')
  const reference = w.field('register.field.reference')
  await reference.fill('RAB/7')
  await press('F4')
  await date.fill('01/11/2026')
  await press('F3')
  await press('F3')
  await press('F4')
  expect([await date.inputValue(), await reference.inputValue()]).toEqual(['01/11/2026', 'RAB/7'])
})

it('a scan taken away comes back by Ctrl+Z and is registered with its entry', async () => {
  await w.page.locator('input[type=file]').setInputFiles(scan)
  await w.page.locator('.files li button.name').first().waitFor()
  await w.page.locator('.files li .btn').click()
  await w.page.locator('.strip .note').waitFor()
  await w.shot(resolve('test-output/screens/undo-scan-ar.png'))
  await press('Control+z')
  await w.page.locator('.files li button.name').first().waitFor()
  await w.page.locator('.strip').waitFor({ state: 'detached' })
})

it('a draft thrown away comes back whole, with its scan', async () => {
  await subjectField(w).fill('مسودة تعود كاملة')
  await w.button('register.form.saveDraft').click()
  await w.page.getByText(w.t('register.draft.saved').split('{')[0] ?? '').waitFor()
  await w.goTo(w.t('values.registerKinds.outgoing'))
  await openForm(w)
  await w.button('register.draft.discardThis').click()
  await gone('shell.removed.draft')
  expect(await subjectField(w).inputValue()).toBe('')
  await press('Control+z')
  await expect.poll(() => subjectField(w).inputValue()).toBe('مسودة تعود كاملة')
  await w.page.locator('.files li button.name').first().waitFor()
})

it('F2 beside F3 does not cost what was typed; afterwards it is registered as typed', async () => {
  await press('F2')
  await gone('shell.removed.typed')
  expect(await subjectField(w).inputValue()).not.toBe('مسودة تعود كاملة')
  await press('Control+z')
  expect(await subjectField(w).inputValue()).toBe('مسودة تعود كاملة')
  await fillForm(w, { sender: 'Belhaj', reference: 'RAB/7', letterDate: '01/11/2026' })
  expect(await register(w)).toMatch(/\d{5}$/)
})

it('a card left by Esc with something typed is not lost', async () => {
  await w.goTo(w.t('shell.nav.persons'))
  await w.page.getByRole('option').first().click()
  await w.button('community.card.edit').click()
  await w.field('community.field.city').fill('طنجة')
  await press('Escape')
  await w.page.getByRole('dialog').waitFor({ state: 'detached' })
  await w.shot(resolve('test-output/screens/undo-card-ar.png'))
  await w.goTo(w.t('shell.nav.entities'))
  await press('Control+z')
  await w.page.getByRole('dialog').waitFor()
  expect(await w.field('community.field.city').inputValue()).toBe('طنجة')
  await press('Control+Enter')
  await w.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await w.page.locator('.strip').count()).toBe(0)
})

it('a paragraph taken out of a letter comes back to its place with its words', async () => {
  await w.logInAs('karim', 'diwan-demo')
  await openEntry(w, 'RAB/26/0871')
  await w.reply()
  const editors = w.page.locator('.editor[lang=fr]')
  await editors.nth(2).click()
  await w.page.keyboard.insertText('Ce paragraphe revient.')
  const before = await editors.allInnerTexts()
  await w.page
    .getByRole('button', { name: w.t('letters.paragraphs.remove') })
    .nth(2)
    .click()
  await gone('shell.removed.paragraph')
  expect(await editors.count()).toBe(before.length - 1)
  await press('Control+z')
  await expect.poll(() => editors.allInnerTexts()).toEqual(before)
})
