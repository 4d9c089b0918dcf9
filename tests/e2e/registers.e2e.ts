import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fillForm, register } from './entry-form'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const work = mkdtempSync(join(tmpdir(), 'diwan-registers-'))
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

it('a register is opened in the settings, stands at the side, and an entry is registered in it (N1, N6)', async () => {
  const { page } = w
  await page.evaluate(() => (location.hash = '/settings/registers'))
  await page.locator('tbody tr').nth(2).waitFor()
  await w.button('settings.registers.add').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'سجل الشكايات' }).click()
  await w.field('settings.registers.opening').fill('٤١٨')
  await expect.poll(() => dialog.locator('.first').innerText()).toContain('00418')
  // Another register's code is refused while it is typed.
  await w.field('settings.registers.code').fill('ص')
  await dialog.locator('[role=alert]').waitFor()
  await w.field('settings.registers.code').fill('ش')
  await dialog.locator('[role=alert]').waitFor({ state: 'detached' })
  // Two people open a book (N1): without the second nothing happens.
  await dialog.getByRole('button', { name: w.t('settings.registers.add') }).click()
  await dialog.locator('[aria-invalid=true]').waitFor()
  await w.field('closing.second.login').fill('said')
  await w.field('closing.second.password').fill('diwan-demo')
  await w.shot(resolve('test-output/screens/register-opening-ar.png'))
  await dialog.getByRole('button', { name: w.t('settings.registers.add') }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('row').filter({ hasText: 'سجل الشكايات' }).waitFor()
  for (const language of ['fr', 'ar'] as const) {
    await w.switchTo(language)
    await w.shot(resolve(`test-output/screens/registers-${language}.png`))
  }
  await w.goTo('سجل الشكايات')
  await expect.poll(() => page.locator('footer.tot').innerText()).toContain(`${w.t('register.totals.carried')} 417`)
  await page.keyboard.press('Control+n')
  await page.locator('.numband').waitFor()
  // Nothing was registered here before that would say how letters come, and for whom.
  await w.choose('register.field.channel', w.t('values.channels.post'))
  await w.field('register.field.unit').click()
  await page.getByRole('option').first().click()
  await fillForm(w, { sender: 'Belhaj', subject: 'شكاية بشأن دفتر الحالة المدنية' })
  expect(await register(w)).toContain('00418')
  // Back at the register the entry stands in it, and not in the other incoming one. Out of the next entry's field first; a key too many goes no further.
  await page.locator('form :focus').waitFor()
  for (let keys = 0; keys < 3; keys++) await page.keyboard.press('Escape')
  const rows = page.locator('[role=row][aria-selected]')
  await expect.poll(() => rows.allInnerTexts().then((all) => all.join())).toContain('دفتر الحالة المدنية')
  expect(await rows.count()).toBe(1)
  await w.shot(resolve('test-output/screens/register-complaints-ar.png'))
  await w.goTo('سجل الوارد')
  await rows.nth(3).waitFor()
  expect((await rows.allInnerTexts()).join()).not.toContain('دفتر الحالة المدنية')
})

it('people, registers and units are gone through by keys: Enter opens a line, Esc comes back to it', async () => {
  const { page } = w
  const chosen = page.locator('[aria-selected=true]')
  const focused = () => page.evaluate(() => document.activeElement?.closest('.settings') && document.activeElement.role)
  const press = (key: string) => page.keyboard.press(key)
  await page.evaluate(() => (location.hash = '/settings/users'))
  await expect.poll(focused).toBe('grid')
  await press('End')
  const person = await chosen.innerText()
  await press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.editor') !== null)).toBe(true)
  // Out of the field first, then the sheet is closed.
  await press('Escape')
  await press('Escape')
  await page.locator('.editor').waitFor({ state: 'detached' })
  await expect.poll(focused).toBe('grid')
  expect(await chosen.innerText()).toBe(person)
  await page.evaluate(() => (location.hash = '/settings/registers'))
  await page.getByRole('row').filter({ hasText: 'سجل الشكايات' }).waitFor()
  await expect.poll(focused).toBe('grid')
  for (const key of ['Home', 'ArrowDown', 'Enter']) await press(key)
  await page.getByRole('dialog').waitFor()
  await press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(focused).toBe('grid')
  expect(await chosen.innerText()).toContain('سجل الشكايات')
  await page.evaluate(() => (location.hash = '/settings/units'))
  await expect.poll(focused).toBe('listbox')
  await press('/')
  await page.keyboard.insertText('قسم')
  await expect.poll(() => page.getByRole('option').count()).toBe(2)
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await press(key)
  await page.getByRole('dialog').waitFor()
  const unit = await page.getByRole('dialog').getByRole('heading').first().innerText()
  await press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await chosen.innerText()).toContain(unit.trim())
})
