import type { DeskWindow } from '../window'
import { at, type Screen } from './screen'

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

export const administratorScreens: Screen[] = [
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
  { name: 'filing-import', who: 'admin', open: (w) => at(w, '/filing/import', '.drop') },
  { name: 'office', who: 'admin', open: (w) => at(w, '/settings/office', '.settings-column') },
  { name: 'templates', who: 'admin', open: (w) => at(w, '/settings/templates', '[role=option]') },
  {
    name: 'template-editor',
    who: 'admin',
    open: async (w) => {
      await at(w, '/settings/templates', '[role=option]')
      await w.page.getByRole('option').nth(3).click()
      await w.page.locator('.preview .said').first().waitFor()
    },
  },
  {
    name: 'template-versions',
    who: 'admin',
    open: async (w) => {
      await at(w, '/settings/templates', '[role=option]')
      await w.page.getByRole('option').nth(3).click()
      await w.button('templates.versions.title').click()
      await w.page.getByRole('dialog').getByRole('option').first().waitFor()
    },
  },
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
      await w.page.locator('.book input').fill({ ar: 'دفتر', fr: 'livre', en: 'book', es: 'libro' }[w.language])
      await w.page.locator('.book [role=option]').first().waitFor()
    },
  },
]
