import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listOfPeople } from '../fixtures/people'
import { HEADINGS, paperRows, windows1256 } from '../fixtures/sheets'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const work = mkdtempSync(join(tmpdir(), 'diwan-imports-'))
const pictures = resolve('test-output/screens')
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(join(work, 'home'))
  await w.openDemonstration('ar')
  await w.logInAs('admin', 'diwan-demo')
})
afterAll(async () => {
  await w.close()
  rmSync(work, { recursive: true, force: true })
})
photographFailures(() => w)

it('a paper register comes in by its file, as Arabic Windows writes it, and is said to be from paper (N2)', async () => {
  const { page } = w
  const rows = [
    ...paperRows(40, 1, 1998),
    '40;31/12/1998;وزارة;م;=1+1;سري;29001011234567',
    'x;31/02/1998;وزارة;م;موضوع;;',
  ]
  const path = join(work, 'دفتر-1998.csv')
  writeFileSync(path, windows1256([HEADINGS, ...rows].join('\r\n')))
  await page.evaluate(() => (location.hash = '/settings/registers'))
  await page.getByRole('link', { name: w.t('imports.title') }).click()
  await page.locator('.drop').waitFor()
  await w.shot(join(pictures, 'import-file-ar.png'))
  await page.locator('input[type=file]').setInputFiles(path)
  await page.locator('table.map').waitFor()
  expect(await w.field('imports.columns.encoding').innerText()).toContain(w.t('imports.encodings.windows-1256'))
  expect(await page.locator('table.map').innerText()).toContain('جمعية')
  // Read wrongly, letters are no letters; the way back is the same field.
  await w.choose('imports.columns.encoding', w.t('imports.encodings.windows-1252'))
  await expect.poll(() => page.locator('table.map').innerText()).not.toContain('جمعية')
  await w.choose('imports.columns.encoding', w.t('imports.encodings.windows-1256'))
  await expect.poll(() => page.locator('table.map').innerText()).toContain('جمعية')
  for (const language of ['fr', 'ar'] as const) {
    await w.switchTo(language)
    await w.shot(join(pictures, `import-columns-${language}.png`))
  }
  await w.button('imports.columns.next').click()
  await page.locator('.preview').waitFor()
  expect(await page.locator('.preview').innerText()).toContain('=1+1')
  await w.button('imports.refused.show').click()
  await w.shot(join(pictures, 'import-preview-ar.png'))
  await w.switchTo('fr')
  await w.shot(join(pictures, 'import-preview-fr.png'))
  await w.switchTo('ar')
  await page.locator('.preview .do .solid').last().click()
  await page.locator('.outcome').waitFor()
  await w.shot(join(pictures, 'import-outcome-ar.png'))
  await page.getByRole('link', { name: w.t('imports.outcome.open') }).click()
  await w.choose('register.year.choose', '1998')
  await expect.poll(() => page.locator('footer.tot').innerText()).toContain(w.t('imports.transcribed'))
  await expect.poll(() => page.locator('[role=row][aria-selected]').count()).toBeGreaterThan(10)
  await w.shot(join(pictures, 'import-register-ar.png'))
  await page.locator('[role=row][aria-selected]').first().dblclick()
  await page.getByText(w.t('imports.onPaper')).waitFor()
  await w.shot(join(pictures, 'import-entry-ar.png'))
  await w.switchTo('fr')
  await w.shot(join(pictures, 'import-entry-fr.png'))
})

it('a list of people comes in whole, who is there already is decided before, and it is taken back (P1, P3)', async () => {
  const { page } = w
  await w.switchTo('ar')
  const path = join(work, 'الجالية.csv')
  writeFileSync(path, listOfPeople())
  const choose = async (): Promise<void> => {
    await page.locator('.drop').waitFor()
    await page.locator('input[type=file]').setInputFiles(path)
    await page.locator('table.map').waitFor()
    await w.button('imports.columns.next').click()
    await page.locator('.preview').waitFor()
  }
  await page.evaluate(() => (location.hash = '/contacts/person'))
  await page.getByRole('link', { name: w.t('people.button') }).click()
  await choose()
  // The second row of one person is held against the first.
  expect(await page.locator('.preview .alike tbody tr').count()).toBe(1)
  await page.locator('.preview .do .solid').last().click()
  await page.locator('.outcome').waitFor()
  await w.button('imports.outcome.again').click()
  await choose()
  expect(await page.locator('.preview .alike tbody tr').count()).toBeGreaterThan(1)
  await w.shot(join(pictures, 'people-preview-ar.png'))
  await w.button('imports.back').click()
  await w.button('imports.back').click()
  await page.locator('.past li button').first().click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: w.t('people.past.undo') })
    .click()
  await expect.poll(() => page.locator('.past li').first().innerText()).not.toContain(w.t('people.past.undo'))
  await page.evaluate(() => (location.hash = '/contacts/person'))
  await page.locator('#contact-list').waitFor()
  expect(await page.locator('#contact-list').innerText()).not.toContain('نادية الإدريسي')
})
