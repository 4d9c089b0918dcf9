import type { DeskWindow } from '../window'
import { at, page, type Screen } from './screen'

const dialog = (w: DeskWindow): Promise<void> => w.page.getByRole('dialog').first().waitFor()

async function entry(w: DeskWindow): Promise<void> {
  await at(w, '/register/incoming', '[role=row][aria-selected]')
  await w.openRow(w.page.getByRole('row').filter({ hasText: 'RAB/26/0871' }))
  await w.page.locator('.path').waitFor()
}

/** What a clerk does beside the register each day: mail, paper, post, marks on paper, letters between offices. */
export const practiceScreens: Screen[] = [
  { name: 'describe', who: 'nadia', open: (w) => page(w, '/describe', 'describing.title') },
  { name: 'intake', who: 'nadia', open: (w) => page(w, '/intake', 'intake.title') },
  { name: 'mail', who: 'nadia', open: (w) => page(w, '/mail', 'mail.title') },
  { name: 'deliveries', who: 'nadia', open: (w) => page(w, '/deliveries', 'deliveries.title') },
  { name: 'postings', who: 'nadia', open: (w) => page(w, '/postings', 'postings.title') },
  { name: 'tenders', who: 'nadia', open: (w) => page(w, '/tenders', 'tenders.title') },
  { name: 'papers', who: 'nadia', open: (w) => page(w, '/papers', 'papers.title') },
  { name: 'valuables', who: 'nadia', open: (w) => page(w, '/valuables', 'valuables.title') },
  { name: 'exchange', who: 'nadia', open: (w) => page(w, '/exchange', 'exchange.title') },
  { name: 'calendar', who: 'nadia', open: (w) => page(w, '/calendar', 'calendar.title') },
  { name: 'deadlines', who: 'nadia', open: (w) => page(w, '/deadlines', 'deadlines.title') },
  {
    name: 'deadline-start',
    who: 'nadia',
    open: async (w) => {
      await entry(w)
      await w.button('deadlines.start.button').click()
      await dialog(w)
    },
  },
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
  {
    name: 'calendar-confirm',
    who: 'said',
    open: async (w) => {
      await page(w, '/calendar', 'calendar.title')
      await w.button('calendar.confirm.button').first().click()
      await dialog(w)
    },
  },
  { name: 'baskets', who: 'nadia', open: (w) => page(w, '/baskets?in=waiting', 'routing.baskets') },
  {
    name: 'entry-assign',
    who: 'nadia',
    open: async (w) => {
      await entry(w)
      await w.page.keyboard.press('Alt+i')
      await dialog(w)
      await w.page.locator('.stamp').first().waitFor()
    },
  },
  {
    name: 'register-assign',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.page.locator('[role=row][aria-selected]').nth(1).click()
      await w.page.keyboard.press(' ')
      await w.page.keyboard.press('Shift+ArrowDown')
      await w.button('routing.assign').first().waitFor()
      await w.page.keyboard.press('Alt+i')
      await dialog(w)
      await w.page.locator('.stamp').first().waitFor()
    },
  },
  { name: 'filing', who: 'said', open: (w) => page(w, '/filing', 'filing.title') },
  { name: 'diaspora-import', who: 'said', open: (w) => page(w, '/diaspora/import', 'diaspora.import.title') },
  { name: 'diaspora', who: 'said', open: (w) => page(w, '/diaspora', 'diaspora.title') },
]
