import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const work = mkdtempSync(join(tmpdir(), 'diwan-papers-'))
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(join(work, 'home'))
  await w.openDemonstration('ar')
})
afterAll(async () => {
  await w.close()
  rmSync(work, { recursive: true, force: true })
})
photographFailures(() => w)

const picture = (name: string): Promise<string> => w.shot(resolve('test-output/screens', `${name}.png`))
const dialog = () => w.page.getByRole('dialog')
const pdf = () => dialog().locator('canvas').first().waitFor()
const press = (key: string): Promise<void> => w.page.keyboard.press(key)

it('a receipt is given by F9, and what is printed after it is a duplicate (C5)', async () => {
  const { page } = w
  await page.evaluate(() => (location.hash = '/register/incoming'))
  const row = page.locator('[role=row][aria-selected]').nth(1)
  await row.dblclick()
  await page.locator('.path').waitFor()
  await press('F9')
  await w.field('receipts.depositor').fill('خديجة العمراني')
  await picture('receipt-ar')
  await press('Control+Enter')
  await pdf()
  await picture('receipt-paper-ar')
  await press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await w.switchTo('fr')
  await press('F9')
  await dialog().locator('ol.given li').waitFor()
  await picture('receipt-again-fr')
  await press('Control+Enter')
  await pdf()
  await press('Escape')
  await press('F9')
  await expect.poll(() => dialog().locator('ol.given li').count()).toBe(2)
  await press('Escape')
})

it('a slip goes out with the entry, waits in the list, and is discharged (C6)', async () => {
  const { page } = w
  await page.getByRole('link', { name: w.t('register.entry.slip'), exact: true }).click()
  await dialog().locator('li').waitFor()
  await w.choose('slips.to', w.t('slips.new.elsewhere'))
  await w.field('slips.new.who').fill('Préfecture de Berkane')
  await picture('slip-new-fr')
  await press('Control+Enter')
  await dialog().locator('.discharge').waitFor()
  await picture('slip-open')
  await w.button('slips.print').click()
  await pdf()
  await picture('slip-paper')
  await press('Escape')
  await w.field('slips.discharge.by').fill('Hassan Tazi')
  await press('Control+Enter')
  await dialog().locator('.discharge').waitFor({ state: 'detached' })
  await press('Escape')
  await page.getByRole('tab').nth(1).click()
  await page.getByText('Hassan Tazi').waitFor()
  await picture('slips')
})

it('an entry is assigned to a unit, passed on, sent back with a reason, asked about and answered (W1)', async () => {
  const { page } = w
  const section = page.locator('section.routing')
  const assign = async (to: string, name: string, before: () => Promise<unknown>): Promise<void> => {
    await section.waitFor()
    await press('Alt+i')
    await before()
    await dialog().getByRole('combobox').first().fill(to)
    await dialog().getByRole('option').filter({ hasText: to }).first().click()
    await picture(name)
    await press('Control+Enter')
    await dialog().waitFor({ state: 'detached' })
  }
  const end = async (key: string, words: string): Promise<void> => {
    await press(key)
    await dialog().locator('textarea').fill(words)
    await press('Control+Enter')
    await dialog().waitFor({ state: 'detached' })
  }
  const stamp = (n: number) => () => dialog().locator('.stamp').nth(n).click()
  await w.switchTo('ar')
  await page.evaluate(() => (location.hash = '/register/incoming'))
  await page.locator('[role=row][aria-selected]').nth(1).dblclick()
  await section.getByText(w.t('routing.none')).waitFor()
  const subject = (await page.locator('.left h2').textContent())?.trim() ?? ''
  const find = async (login: string, basket: string): Promise<void> => {
    await w.logInAs(login, 'diwan-demo')
    await page.evaluate((hash) => (location.hash = hash), `/baskets?in=${basket}`)
    await page.getByRole('option').filter({ hasText: subject }).first().waitFor()
    await picture(`baskets-${login}`)
    await page.getByRole('option').filter({ hasText: subject }).first().click()
    await section.locator('ol > li').first().waitFor()
  }
  await assign('قسم العمل الثقافي', 'assign-ar', stamp(0))
  await find('karim', 'toDo')
  await section.getByText(w.t('routing.act.opened')).waitFor()
  await assign('سعيد الركراكي', 'redirect-ar', stamp(2))
  await find('said', 'toDo')
  await assign('نادية بنعيسى', 'opinion-ar', () =>
    dialog()
      .locator('.segment')
      .filter({ hasText: w.t('routing.purpose.opinion') })
      .click(),
  )
  await end('Alt+r', 'يبقى من اختصاص القسم')
  await find('nadia', 'opinions')
  await end('Alt+o', 'لا مانع')
  await find('karim', 'toDo')
  await end('Alt+d', 'جواب مباشر')
  await expect.poll(() => section.getByText(w.t('routing.outcome.answered')).count()).toBe(1)
  for (const outcome of ['redirected', 'returned', 'given'] as const)
    expect(await section.getByText(w.t(`routing.outcome.${outcome}`)).count(), outcome).toBe(1)
  await picture('entry-routing-ar')
  await w.switchTo('fr')
  await picture('entry-routing-fr')
})
