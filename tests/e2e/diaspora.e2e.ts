import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-diaspora-'))
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(home)
  await w.openDemonstration('ar')
  await w.logInAs('said', 'diwan-demo')
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

const ROWS = [
  ...['France;1020162;502000;518162', 'Espagne;711792;;', 'Italie;450557;;', 'Belgique;213000;;', 'Pays-Bas;170000;;'],
  ...['Israël;153000;;', 'Allemagne;102000;;', 'Canada;85000;;', 'États-Unis;78000;;', 'Arabie saoudite;15000;;'],
  ...['Bahreïn;900;;', 'Atlantide;3;;'],
]

it('R4: a table of figures comes in with its source, stands on the map beside own cards, and leads to who has one', async () => {
  const file = join(home, 'chiffres.csv')
  writeFileSync(file, `\uFEFFPays;Nombre;Hommes;Femmes\n${ROWS.join('\n')}\n`)
  await w.page.evaluate(() => (location.hash = '/diaspora/import'))
  await w.page.locator('input[type=file]').setInputFiles(file)
  await w.field('diaspora.import.source').fill('المندوبية السامية للتخطيط')
  await w.field('diaspora.import.year').fill('2021')
  await w.button('imports.columns.next').click()
  await w.page.getByText(w.t('imports.refused.title')).waitFor()
  await w.shot(resolve('test-output/diaspora/preview-ar.png'))
  await w.page.locator('form button[type=submit]').click()
  await w.page.getByRole('link', { name: w.t('diaspora.import.open') }).click()
  await w.page.locator('svg.map circle:not(.scale)').nth(5).waitFor()
  const france = w.page.getByRole('row').filter({ hasText: 'فرنسا' }).first()
  expect(await france.innerText()).toMatch(/2021/)
  await w.shot(resolve('test-output/diaspora/page-ar.png'))
  const saved = join(home, 'map.png')
  await w.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath: path })) as typeof dialog.showSaveDialog
  }, saved)
  await w.button('diaspora.png').click()
  await expect.poll(() => readSafely(saved)?.subarray(1, 4).toString()).toBe('PNG')
  writeFileSync(resolve('test-output/diaspora/map.png'), readFileSync(saved))
  await w.button('diaspora.svg').click()
  await expect.poll(() => readSafely(saved)?.subarray(0, 4).toString()).toBe('<svg')
  // Three keys lead from the world to the people: the line, its country, its persons.
  await france.click()
  await w.page.keyboard.press('Enter')
  await w.page.getByRole('tab', { name: w.t('diaspora.tab.person') }).click()
  await w.page.getByRole('option').or(w.page.getByRole('row')).first().waitFor()
  await w.shot(resolve('test-output/diaspora/country-ar.png'))
  await w.page.getByRole('tab', { name: w.t('diaspora.tab.letters') }).click()
  await w.page
    .getByRole('main')
    .getByRole('link')
    .filter({ hasText: w.t('values.registerKinds.incoming') })
    .first()
    .click()
  await w.page.getByText('فرنسا').first().waitFor()
})

function readSafely(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}
