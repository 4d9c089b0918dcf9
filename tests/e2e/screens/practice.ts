import type { DeskWindow } from '../window'
import { at, type Screen } from './screen'

const dialog = (w: DeskWindow): Promise<void> => w.page.getByRole('dialog').first().waitFor()

async function entry(w: DeskWindow): Promise<void> {
  await at(w, '/register/incoming', '[role=row][aria-selected]')
  await w.openRow(w.page.getByRole('row').filter({ hasText: 'RAB/26/0871' }))
  await w.page.locator('.path').waitFor()
}

/** What a clerk does beside the register each day: mail, paper, post, marks on paper, letters between offices. */
export const practiceScreens: Screen[] = [
  { name: 'describe', who: 'nadia', open: (w) => at(w, '/describe', '.head') },
  { name: 'intake', who: 'nadia', open: (w) => at(w, '/intake', '.head') },
  { name: 'mail', who: 'nadia', open: (w) => at(w, '/mail', '.head') },
  { name: 'deliveries', who: 'nadia', open: (w) => at(w, '/deliveries', '.head') },
  { name: 'postings', who: 'nadia', open: (w) => at(w, '/postings', '.head') },
  { name: 'papers', who: 'nadia', open: (w) => at(w, '/papers', '.head') },
  { name: 'valuables', who: 'nadia', open: (w) => at(w, '/valuables', '.head') },
  {
    name: 'entry-label',
    who: 'nadia',
    open: async (w) => {
      await entry(w)
      await w.page.keyboard.press('F7')
      await dialog(w)
    },
  },
  {
    name: 'entry-petitions',
    who: 'nadia',
    open: async (w) => {
      await entry(w)
      await w.button('petitions.button').click()
      await dialog(w)
    },
  },
  { name: 'filing', who: 'said', open: (w) => at(w, '/filing', '.head') },
]
