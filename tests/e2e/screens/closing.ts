import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HEADINGS, paperRows, windows1256 } from '../../fixtures/sheets'
import type { DeskWindow } from '../window'
import { at, type Screen } from './screen'

const dialog = (w: DeskWindow): Promise<void> => w.page.getByRole('dialog').first().waitFor()
async function sheet(w: DeskWindow): Promise<void> {
  await at(w, '/settings/registers/import', '.drop')
  const path = join(mkdtempSync(join(tmpdir(), 'diwan-sheet-')), 'دفتر.csv')
  writeFileSync(path, windows1256([HEADINGS, ...paperRows(12, 1, 1998), 'x;31/02/1998;وزارة;م;موضوع;;'].join('\r\n')))
  await w.page.locator('input[type=file]').setInputFiles(path)
  await w.page.locator('table.map').waitFor()
}

/** Last, because they close a day of the demonstration: closing, proof, and a register taken over from paper. */
export const closingScreens: Screen[] = [
  { name: 'import-file', who: 'admin', open: (w) => at(w, '/settings/registers/import', '.drop') },
  { name: 'import-columns', who: 'admin', open: sheet },
  {
    name: 'import-preview',
    who: 'admin',
    open: async (w) => {
      await sheet(w)
      await w.button('imports.columns.next').click()
      await w.page.locator('.preview').waitFor()
      await w.button('imports.refused.show').click()
    },
  },
  {
    name: 'import-outcome',
    who: 'admin',
    open: async (w) => {
      await sheet(w)
      await w.button('imports.columns.next').click()
      await w.page.locator('.preview').waitFor()
      await w.page.locator('.preview .do .solid').last().click()
      await w.page.locator('.outcome').waitFor()
    },
  },
  { name: 'closing', who: 'admin', open: (w) => at(w, '/closing', '.sheets') },
  {
    name: 'closing-close',
    who: 'admin',
    open: async (w) => {
      await at(w, '/closing', '.sheets')
      await w.page.keyboard.press('Control+Enter')
      await w.page.getByRole('dialog').locator('.counts').waitFor()
    },
  },
  {
    name: 'closing-sheet',
    who: 'admin',
    open: async (w) => {
      await at(w, '/closing', '.sheets')
      await w.page.keyboard.press('Control+Enter')
      await w.page.getByRole('dialog').locator('.counts').waitFor()
      await w.page
        .getByRole('dialog')
        .getByRole('button', { name: w.t('closing.do.close') })
        .click()
      await w.page.getByRole('dialog').locator('canvas').first().waitFor()
    },
  },
  { name: 'closing-sheets', who: 'admin', open: (w) => at(w, '/closing', '.sheets') },
  {
    name: 'closing-reopen',
    who: 'admin',
    open: async (w) => {
      await at(w, '/closing', '.sheets')
      await w.button('closing.reopen.button').click()
      await dialog(w)
    },
  },
  {
    name: 'closing-session',
    who: 'admin',
    open: async (w) => {
      await at(w, '/closing', '.sheets')
      await w.button('closing.session.button').click()
      await dialog(w)
    },
  },
  {
    name: 'closing-deposit',
    who: 'admin',
    open: async (w) => {
      await at(w, '/closing', '.sheets')
      await w.page
        .locator('.sheets ~ * .btn.sm, .sheets .btn.sm')
        .filter({ has: w.page.locator('svg') })
        .first()
        .click()
      await dialog(w)
    },
  },
  {
    name: 'proof',
    who: 'admin',
    open: async (w) => {
      await at(w, '/proof', '.proof, form')
      await w.field('closing.proof.heads').fill('0123456789abcdef')
      await w.page.keyboard.press('Control+Enter')
      await w.page.locator('.proof table').nth(1).waitFor()
    },
  },
  {
    name: 'attestation',
    who: 'admin',
    open: async (w) => {
      await at(w, '/proof', '.proof, form')
      await w.page.keyboard.press('Control+Enter')
      await w.button('closing.proof.print').waitFor()
      await w.page.keyboard.press('Control+p')
      await w.page.getByRole('dialog').locator('canvas').first().waitFor()
    },
  },
]
