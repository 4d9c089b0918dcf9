import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listOfPeople } from '../../fixtures/people'
import type { DeskWindow } from '../window'
import { at, type Screen } from './screen'

async function chosen(w: DeskWindow): Promise<void> {
  await at(w, '/people/import', '.drop')
  const path = join(mkdtempSync(join(tmpdir(), 'diwan-people-')), 'الجالية.csv')
  writeFileSync(path, listOfPeople())
  await w.page.locator('input[type=file]').setInputFiles(path)
  await w.page.locator('table.map').waitFor()
}
async function looked(w: DeskWindow): Promise<void> {
  await chosen(w)
  await w.button('imports.columns.next').click()
  await w.page.locator('.preview .alike').first().waitFor()
}

export const peopleScreens: Screen[] = [
  { name: 'people-import', who: 'admin', open: (w) => at(w, '/people/import', '.drop') },
]

/** Behind it: columns, what would come in and who may be there already, and lists that came in before. */
export const peopleDialogs: Screen[] = [
  { name: 'people-columns', who: 'admin', open: chosen },
  { name: 'people-preview', who: 'admin', open: looked },
  {
    name: 'people-past',
    who: 'admin',
    open: async (w) => {
      await looked(w)
      await w.page.locator('.preview .do .solid').last().click()
      await w.page.locator('.outcome').waitFor()
      await w.button('imports.outcome.again').click()
      await w.page.locator('.past li').first().waitFor()
    },
  },
  {
    name: 'people-undo',
    who: 'admin',
    open: async (w) => {
      await at(w, '/people/import', '.past li')
      await w.page.locator('.past li button').first().click()
      await w.page.getByRole('dialog').first().waitFor()
    },
  },
]
