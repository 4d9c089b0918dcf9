import type { DeskWindow } from '../window'
import { at, type Screen } from './screen'

const firstContact = (w: DeskWindow, kind: 'person' | 'entity'): Promise<void> =>
  at(w, `/contacts/${kind}`, '[role=option], [role=row], .contacts a')

/** Where somebody lives: the other city of a card is at home. */
const city = (w: DeskWindow) =>
  w.page.getByRole('textbox', { name: new RegExp(`^${w.t('community.field.city')}\\s*${w.t('shell.optional')}`) })

export const shellScreens: Screen[] = [
  { name: 'letters-empty', who: 'nadia', open: (w) => at(w, '/letters', '.empty, [role=option]') },
  { name: 'persons', who: 'nadia', open: (w) => firstContact(w, 'person') },
  { name: 'entities', who: 'nadia', open: (w) => firstContact(w, 'entity') },
  {
    name: 'search',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/search', 'input')
      await w.page.locator('.main input').first().fill('الهجرة')
      await w.page.locator('.hits [role=option]').first().waitFor()
    },
  },
  {
    name: 'search-nothing',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/search', 'input')
      await w.page.locator('.main input').first().fill('قطار')
      await w.page.getByText(w.t('community.search.noneText')).waitFor()
    },
  },
  {
    name: 'contact',
    who: 'nadia',
    open: async (w) => {
      await firstContact(w, 'person')
      await w.page.getByRole('option').last().click()
      await w.page.locator('.main .head h1').waitFor()
    },
  },
  {
    name: 'contact-new',
    who: 'nadia',
    open: async (w) => {
      await firstContact(w, 'entity')
      await w.page.keyboard.press('Control+n')
      await w.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'contact-alike',
    who: 'nadia',
    open: async (w) => {
      await firstContact(w, 'person')
      await w.page.keyboard.press('Control+n')
      await w.page.getByLabel(w.t('community.field.fullLatin')).fill('Yusuf Belhadj')
      await city(w).fill('Anvers')
      await w.page.locator('.alike li').first().waitFor()
    },
  },
  {
    name: 'sameness-new',
    who: 'nadia',
    open: async (w) => {
      await firstContact(w, 'person')
      await w.page.getByRole('option').last().click()
      await w.button('sameness.add').click()
      await w.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'duplicates',
    who: 'nadia',
    open: async (w) => {
      await firstContact(w, 'person')
      await w.page.keyboard.press('Control+n')
      await w.page.getByLabel(w.t('community.field.fullAr')).fill('يوسف بلحاج')
      await w.page.getByLabel(w.t('community.field.fullLatin')).fill('Yusuf Belhadj')
      await city(w).fill('Anvers')
      await w.page.locator('[data-save]').click()
      await w.page.locator('.main .head h1').waitFor()
      await at(w, '/duplicates', '.main .head h1')
      await w.button('sameness.page.look').click()
      await w.page.getByRole('option').first().click()
      await w.page.locator('.pair').waitFor()
    },
  },
  { name: 'conflicts', who: 'nadia', open: (w) => at(w, '/conflicts', '.head') },
  {
    name: 'sync-drawer',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.page.locator('button.sync').click()
      await w.page.locator('.app.wide').waitFor()
    },
  },
  {
    name: 'keys',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/letters', '.head')
      await w.page.keyboard.press('?')
      await w.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'person-menu',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.page.locator('.me').click()
      await w.page.locator('.menu').waitFor()
    },
  },
  { name: 'missing-page', who: 'nadia', open: (w) => at(w, '/nowhere', '.main h1, .empty') },
  { name: 'about', who: 'nadia', open: (w) => at(w, '/settings/about', '.settings-column') },
]
