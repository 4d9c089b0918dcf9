import { shown } from './main-job'
import type { DeskWindow } from './window'

/** A screen as somebody reaches it; the window is at the register, without a dialog, before each of them. */
export type Screen = { name: string; who: 'nadia' | 'karim' | 'said' | 'admin'; open(w: DeskWindow): Promise<void> }

const at = async (w: DeskWindow, path: string, settled: string): Promise<void> => {
  await w.page.evaluate((hash) => (location.hash = hash), path)
  await w.page.locator(settled).first().waitFor()
}
const firstContact = async (w: DeskWindow, kind: 'person' | 'entity'): Promise<void> => {
  await at(w, `/contacts/${kind}`, '[role=option], [role=row], .contacts a')
}

/** What the four people of the demonstration office see, in the order in which they log in. */
/** An administrator's word on the clocks, typed. */
function period(w: DeskWindow, from: string, until: string) {
  const fill = async (): Promise<void> => {
    await w.page.locator('.clock').getByRole('button').last().click()
    await w.page.locator('.period input.date').first().fill(from)
    await w.page.locator('.period input.date').last().fill(until)
    await w.page.locator('[data-comes-to]').waitFor()
  }
  const submit = async (): Promise<void> => {
    await fill()
    await w.page.locator('.period button[type=submit]').click()
  }
  return { fill, submit }
}

export const screens: Screen[] = [
  {
    name: 'register',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.page.locator('[role=row][aria-selected]').nth(1).click()
    },
  },
  {
    name: 'register-cancelled',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.page.locator('[role=row].cancelled').click()
    },
  },
  {
    name: 'register-columns',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.button('register.columns.button').click()
      await w.page.locator('.menu').waitFor()
    },
  },
  {
    name: 'register-filter',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.button('lists.filter.button').click()
      await w.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'register-chosen',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.page.getByRole('grid').focus()
      await w.page.keyboard.press('Control+a')
      await w.button('lists.chosen.change').click()
      await w.page.getByRole('dialog').waitFor()
    },
  },
  { name: 'register-outgoing', who: 'nadia', open: (w) => at(w, '/register/outgoing', '[role=row][aria-selected]') },
  { name: 'register-empty', who: 'nadia', open: (w) => at(w, '/register/internal', '.main .empty, .empty') },
  {
    name: 'register-filtered-empty',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.page.getByPlaceholder(w.t('register.search')).fill('لا يوجد هذا')
      await w.button('register.empty.showAll').waitFor()
    },
  },
  { name: 'entry-new', who: 'nadia', open: (w) => at(w, '/register/incoming/new', '.numband') },
  {
    name: 'entry-new-problems',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming/new', '.numband')
      await w.page.locator('form .in').first().waitFor()
      await w.page.keyboard.press('Control+Enter')
      await w.page.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  { name: 'outgoing-new', who: 'nadia', open: (w) => at(w, '/register/outgoing/new', '.numband') },
  {
    name: 'entry',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.openRow(w.page.locator('[role=row][aria-selected]').nth(1))
      await w.page.locator('.path').waitFor()
    },
  },
  {
    name: 'entry-correct',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.openRow(w.page.locator('[role=row][aria-selected]').nth(1))
      await w.button('register.entry.correct').click()
      await w.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'entry-print',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.openRow(w.page.locator('[role=row][aria-selected]').nth(1))
      await w.button('register.entry.print').click()
      await w.page.locator('[role=dialog] .page[aria-busy=false]').first().waitFor()
    },
  },
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
  {
    name: 'jobs',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.button('register.proof.button').click()
      await w.page.getByRole('dialog').locator('.hash').first().waitFor()
      await w.page.keyboard.press('Escape')
      await w.page.locator('button.jobs').click()
      await w.page.locator('aside.dr li').first().waitFor()
    },
  },
  {
    name: 'letter',
    who: 'karim',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.openRow(w.page.getByRole('row').filter({ hasText: 'RAB/26/0871' }))
      await w.button('register.entry.reply').click()
      await shown(w)
    },
  },
  { name: 'desk', who: 'karim', open: (w) => at(w, '/desk', '.pair .page[aria-busy=false]') },
  { name: 'letters', who: 'karim', open: (w) => at(w, '/letters', '[role=option]') },
  { name: 'desk-empty', who: 'said', open: (w) => at(w, '/desk', '.empty') },
  { name: 'desk-administrator', who: 'admin', open: (w) => at(w, '/desk', '.admin .steps, .admin .devices li') },
  { name: 'users', who: 'admin', open: (w) => at(w, '/settings/users', 'tbody tr, [role=row]') },
  {
    name: 'user-editor',
    who: 'admin',
    open: async (w) => {
      await at(w, '/settings/users', 'tbody tr, [role=row]')
      await w.page.locator('tbody tr').nth(1).click()
      await w.page.locator('.editor').waitFor()
    },
  },
  { name: 'office', who: 'admin', open: (w) => at(w, '/settings/office', '.settings-column') },
  { name: 'units', who: 'admin', open: (w) => at(w, '/settings/units', '[role=option]') },
  {
    name: 'unit-editor',
    who: 'admin',
    open: async (w) => {
      await at(w, '/settings/units', '[role=option]')
      await w.page.getByRole('option').nth(1).click()
      await w.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'office-clock',
    who: 'admin',
    open: async (w) => {
      await at(w, '/settings/office', '.settings-column')
      if ((await w.page.locator('.clock table').count()) === 0) await period(w, '01/11/2020', '01/11/2040').submit()
      await w.page.locator('.clock table').waitFor()
      await period(w, '01/12/2040', '02/01/2041').fill()
      await w.page.locator('[data-comes-to]').scrollIntoViewIfNeeded()
    },
  },
  { name: 'registers', who: 'admin', open: (w) => at(w, '/settings/registers', 'tbody tr') },
  {
    name: 'register-opening',
    who: 'admin',
    open: async (w) => {
      await at(w, '/settings/registers', 'tbody tr')
      await w.button('settings.registers.add').click()
      await w.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'register-editing',
    who: 'admin',
    open: async (w) => {
      await at(w, '/settings/registers', 'tbody tr')
      await w.page.locator('tbody tr').first().click()
      await w.page.getByRole('dialog').waitFor()
    },
  },
  { name: 'backup', who: 'admin', open: (w) => at(w, '/settings/backup', '.settings-column') },
  { name: 'security', who: 'admin', open: (w) => at(w, '/settings/security', 'tbody tr') },
  { name: 'server', who: 'admin', open: (w) => at(w, '/settings/server', '.settings-column') },
  { name: 'updates', who: 'admin', open: (w) => at(w, '/settings/updates', '.settings-column .facts') },
  {
    name: 'help',
    who: 'admin',
    open: async (w) => {
      await at(w, '/settings/backup', '.settings-column')
      await w.page.keyboard.press('F1')
      await w.page.locator('#guide-backup').waitFor()
    },
  },
  {
    name: 'help-search',
    who: 'admin',
    open: async (w) => {
      await at(w, '/settings/about', '.settings-column')
      await w.page.keyboard.press('F1')
      await w.page.locator('.book input').fill(w.language === 'ar' ? 'دفتر' : 'livre')
      await w.page.locator('.book [role=option]').first().waitFor()
    },
  },
]
