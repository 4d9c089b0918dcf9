import { openLetter, sign, writeReply } from '../main-job'
import type { DeskWindow } from '../window'
import { at, page, type Screen } from './screen'

const dialog = (w: DeskWindow): Promise<void> => w.page.getByRole('dialog').first().waitFor()
const press = (w: DeskWindow, key: string): Promise<void> => w.page.keyboard.press(key)
const register = (w: DeskWindow): Promise<void> => at(w, '/register/incoming', '[role=row][aria-selected]')
async function entry(w: DeskWindow): Promise<void> {
  await register(w)
  await w.openRow(w.page.locator('[role=row][aria-selected]').nth(1))
  await w.page.locator('.path').waitFor()
}
const person = (w: DeskWindow, key: string): Promise<void> =>
  w.page
    .getByRole('menuitem', { name: w.t(key) })
    .first()
    .click()

export const dialogScreens: Screen[] = [
  {
    name: 'palette',
    who: 'nadia',
    open: async (w) => {
      await register(w)
      await press(w, 'Control+k')
      await w.page.locator('#palette-lines').waitFor()
    },
  },
  {
    name: 'palette-typed',
    who: 'nadia',
    open: async (w) => {
      await register(w)
      await press(w, 'Control+k')
      await w.page.locator('#palette-lines').waitFor()
      await w.page.keyboard.insertText('الهجرة')
      await w.page.locator('[id^=line-hit-]').first().waitFor()
    },
  },
  {
    name: 'register-export',
    who: 'nadia',
    open: async (w) => {
      await register(w)
      await press(w, 'Control+e')
      await dialog(w)
    },
  },
  {
    name: 'register-list-printed',
    who: 'nadia',
    open: async (w) => {
      await register(w)
      await w.button('lists.chosen.print').click()
      await w.page.locator('[role=dialog] canvas').first().waitFor()
    },
  },
  {
    name: 'register-keep-filter',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming?list=late', '.chips')
      await w.button('lists.saved.button').click()
      await person(w, 'lists.saved.save')
      await dialog(w)
    },
  },
  {
    name: 'register-proof',
    who: 'nadia',
    open: async (w) => {
      await register(w)
      await w.button('register.proof.button').click()
      await w.page.getByRole('dialog').locator('.hash').first().waitFor()
    },
  },
  {
    name: 'entry-receipt',
    who: 'nadia',
    open: async (w) => {
      await entry(w)
      await press(w, 'F9')
      await dialog(w)
    },
  },
  {
    name: 'entry-rescan',
    who: 'nadia',
    open: async (w) => {
      await entry(w)
      await w.button('register.scans.add').or(w.button('register.entry.rescan')).first().click()
      await dialog(w)
    },
  },
  {
    name: 'slip-new',
    who: 'nadia',
    open: async (w) => {
      await page(w, '/slips', 'slips.title')
      await press(w, 'Control+n')
      await dialog(w)
    },
  },
  {
    name: 'slip',
    who: 'nadia',
    open: async (w) => {
      await entry(w)
      await w.page.getByRole('link', { name: w.t('register.entry.slip'), exact: true }).click()
      await w.page.getByRole('dialog').locator('li').waitFor()
      await w.choose('slips.to', w.t('slips.new.elsewhere'))
      await w.field('slips.new.who').fill('Préfecture de Berkane')
      await press(w, 'Control+Enter')
      await w.page.getByRole('dialog').locator('.discharge').waitFor()
    },
  },
  { name: 'slips', who: 'nadia', open: (w) => at(w, '/slips', '[role=option]') },
  {
    name: 'change-password',
    who: 'nadia',
    open: async (w) => {
      await register(w)
      await w.page.locator('.me').click()
      await person(w, 'shell.person.changePassword')
      await dialog(w)
    },
  },
  {
    name: 'letter-verify',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/letters', '.head')
      await w.button('letters.verify.button').click()
      await dialog(w)
    },
  },
  {
    name: 'contact-edit',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/contacts/person', '[role=option]')
      await w.page.getByRole('option').last().click()
      await w.page.locator('.main .head h1').waitFor()
      await w.button('community.card.edit').click()
      await dialog(w)
    },
  },
  {
    name: 'contact-documents',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/contacts/person', '[role=option]')
      await w.page.getByRole('option').last().click()
      await w.button('community.card.edit').click()
      await dialog(w)
      await w.button('community.form.addDocument').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'cards-save',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/contacts/person', '[role=option]')
      await w.button('community.list.save').click()
      await dialog(w)
    },
  },
  {
    name: 'consent-new',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/contacts/person', '[role=option]')
      await w.page.getByRole('option').last().click()
      await w.button('community.consent.add').click()
      await dialog(w)
    },
  },
  {
    name: 'consent-withdraw',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/contacts/person', '[role=option]')
      await w.page.getByRole('option').last().click()
      await w.page
        .getByRole('button', { name: new RegExp(w.t('community.consent.withdraw')) })
        .first()
        .click()
      await dialog(w)
    },
  },
  {
    name: 'relation-new',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/contacts/entity', '[role=option]')
      await w.page.getByRole('option').filter({ hasText: 'Lyon' }).click()
      await w.button('community.relation.add').click()
      await dialog(w)
    },
  },
  {
    name: 'diagnostics',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/settings/about', '.settings-column')
      await w.button('support.diagnostics.make').click()
      await dialog(w)
    },
  },
  {
    name: 'letter-submitted',
    who: 'karim',
    open: async (w) => {
      await register(w)
      await w.openRow(w.page.getByRole('row').filter({ hasText: 'RAB/26/0871' }))
      await w.page.locator('.path').waitFor()
      await writeReply(w)
    },
  },
  {
    name: 'desk-to-sign',
    who: 'said',
    open: (w) => at(w, '/desk', '.pair .page[aria-busy=false]'),
  },
  {
    name: 'letter-return',
    who: 'said',
    open: async (w) => {
      await at(w, '/desk', '.pair .page[aria-busy=false]')
      await press(w, 'Alt+r')
      await dialog(w)
    },
  },
  {
    name: 'letter-sign',
    who: 'said',
    open: async (w) => {
      await openLetter(w, 'toSign')
      await w.button('letters.sign.button').click()
      await dialog(w)
    },
  },
  {
    name: 'letter-signed',
    who: 'said',
    open: async (w) => {
      await openLetter(w, 'toSign')
      await sign(w)
    },
  },
  {
    name: 'letter-issue',
    who: 'karim',
    open: async (w) => {
      await openLetter(w, 'toIssue')
      await w.button('letters.issue.button').click()
      await dialog(w)
    },
  },
  {
    name: 'entry-cancel',
    who: 'admin',
    open: async (w) => {
      await entry(w)
      await w.button('register.entry.cancel').click()
      await dialog(w)
    },
  },
  {
    name: 'user-password',
    who: 'admin',
    open: async (w) => {
      await at(w, '/settings/users', 'tbody tr, [role=row]')
      await w.page.locator('tbody tr').nth(1).click()
      await w.page.locator('.editor').waitFor()
      await w.page.locator('.editor .btn.sm.line').first().click()
      await dialog(w)
    },
  },
  {
    name: 'clock-remove',
    who: 'admin',
    open: async (w) => {
      await at(w, '/settings/office', '.clock table')
      await w.page.locator('.clock table button').last().click()
      await dialog(w)
    },
  },
  {
    name: 'restore',
    who: 'admin',
    open: async (w) => {
      await at(w, '/settings/backup', '.settings-column')
      await w.button('settings.backup.start').click()
      await w.page.locator('.settings-column .steps, .settings-column form, .settings-column button').first().waitFor()
    },
  },
]
