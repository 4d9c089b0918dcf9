import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addUser, closeDesks, entryInput, logIn, officeDesk, pdfFile, same } from '../fixtures/office'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const work = mkdtempSync(join(tmpdir(), 'diwan-exchange-'))
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(join(work, 'home'), { DIWAN_SAVE_IN: work })
  await w.openDemonstration('ar')
})
afterAll(async () => {
  await w.close()
  await closeDesks()
  rmSync(work, { recursive: true, force: true })
})
photographFailures(() => w)

const picture = (name: string): Promise<string> => w.shot(resolve('test-output/screens', `${name}.png`))
const press = (key: string): Promise<void> => w.page.keyboard.press(key)
const files = () => w.page.locator('input[accept=".diwan-letter"]')
const parties = (role: string) => w.page.getByRole('combobox', { name: w.t(`parties.roles.${role}`) })

it('one more addressee is a key, Enter takes one after the other, Backspace takes the last away and it comes back', async () => {
  const { page } = w
  await page.evaluate(() => (location.hash = '/register/outgoing/new'))
  await page.locator('.numband').waitFor()
  await press('Alt+a')
  for (const typed of ['جمعية', 'النادي']) {
    await parties('addressee').fill(typed)
    await page.locator('.parties:not([data-stale]) [aria-selected=true]:visible').waitFor()
    await press('Enter')
  }
  await press('Alt+c')
  await parties('copy').fill('ال')
  await page.locator('.parties:not([data-stale]) [aria-selected=true]:visible').waitFor()
  await press('Enter')
  await expect.poll(() => page.locator('.parties li:not([role])').count()).toBe(3)
  await picture('parties-ar')
  await press('Backspace')
  await expect.poll(() => page.locator('.parties li:not([role])').count()).toBe(2)
  await press('Control+z')
  await expect.poll(() => page.locator('.parties li:not([role])').count()).toBe(3)
  await w.switchTo('fr')
  await picture('parties-fr')
})

it('a file of another office becomes a form with all of it; the entry says where it came from', async () => {
  const other = await officeDesk(
    { names: { ...same('القنصلية العامة بليون'), fr: 'Consulat général à Lyon' } },
    { chooseSave: async (name) => join(work, name) },
  )
  await addUser(other, 'nadia', ['clerk'])
  await logIn(other, 'nadia')
  const file = await other.api.documents.stage({ path: pdfFile(work), keepProtected: false })
  const letter = await entryInput(other, { subject: 'Rapatriement / ترحيل جثمان', fileIds: [file.id], reference: null })
  const outgoing = (await other.api.register.registers({})).find(({ kind }) => kind === 'outgoing')?.id ?? ''
  const sent = await other.api.register.register({ ...letter, registerId: outgoing })
  await other.api.exchange.send({ ids: [sent.id] })
  const { page } = w
  await page.evaluate(() => (location.hash = '/exchange'))
  const name = `${sent.numberText.replaceAll('/', '-')}.diwan-letter`
  await files().setInputFiles(join(work, name))
  await page.locator('tbody tr').first().waitFor()
  await picture('exchange-fr')
  await page.locator('tbody button').first().click()
  await page.locator('.numband').waitFor()
  await expect.poll(() => page.locator('form textarea').first().inputValue()).toBe('Rapatriement / ترحيل جثمان')
  await picture('exchange-form-fr')
  await press('Control+Enter')
  await page.locator('.given .number').waitFor()
  await page.evaluate(() => (location.hash = '/register/incoming'))
  await page.locator('[role=row][aria-selected]').nth(0).dblclick()
  await page.locator('.path').waitFor()
  await page.getByText(w.t('exchange.entry.acknowledge')).waitFor()
  await w.switchTo('ar')
  await picture('exchange-entry-ar')
  await page.evaluate(() => (location.hash = '/exchange'))
  await files().setInputFiles(join(work, name))
  await page.getByText(w.t('exchange.states.known'), { exact: true }).waitFor()
  await picture('exchange-ar')
})
