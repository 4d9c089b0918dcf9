import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openEntry } from './main-job'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-templates-'))
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

it('a template is changed with the letter beside it, a fault is named, the next reply begins from its new version', async () => {
  const { page } = w
  await w.logInAs('said', 'diwan-demo')
  await page.evaluate(() => (location.hash = '#/settings/templates'))
  const line = page.getByRole('option').filter({ hasText: 'تذكير' })
  await line.waitFor()
  await w.shot(resolve('test-output/screens/templates.png'))
  await line.click()
  const text = page.locator('textarea.line[lang=ar]').nth(2)
  await text.click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.insertText('إلى {{secret}} ')
  const preview = page.locator('.preview')
  await preview.getByRole('alert').or(preview.locator('.note')).first().waitFor()
  expect(await preview.textContent()).toContain('secret')
  await page.keyboard.press('Control+z')
  await preview.getByText('نود تذكيركم', { exact: false }).waitFor()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+j')
  await page
    .getByRole('dialog')
    .getByRole('option')
    .filter({ hasText: w.t('templates.field.office') })
    .click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await text.inputValue()).toMatch(/^\u2066\{\{office\}\}/u)
  await w.shot(resolve('test-output/screens/template-editor.png'))
  await page.keyboard.press('Control+s')
  await page.getByText(w.t('templates.versions.one').replace('{n}', '2'), { exact: true }).waitFor()
  await w.logInAs('karim', 'diwan-demo')
  await openEntry(w, 'RAB/26/0871')
  await w.button('register.entry.reply').click()
  await page.getByRole('dialog').getByRole('option').nth(1).waitFor()
  await w.shot(resolve('test-output/screens/template-chooser.png'))
  await page.keyboard.insertText('تذكير')
  await page.getByRole('dialog').getByRole('option').filter({ hasText: 'تذكير' }).first().click()
  await page.locator('.editor').first().waitFor()
  expect(await page.locator('.head').textContent()).toContain('تذكير')
  await w.switchTo('fr')
  await page.keyboard.press('Control+g')
  await page.getByRole('dialog').getByRole('option').nth(3).waitFor()
  await w.shot(resolve('test-output/screens/template-blocks-fr.png'))
})
