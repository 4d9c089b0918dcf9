import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const work = mkdtempSync(join(tmpdir(), 'diwan-filing-'))
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(join(work, 'home'))
  await w.openDemonstration('ar')
  await w.logInAs('admin', 'diwan-demo')
  await w.page.locator('.me').waitFor()
})
afterAll(async () => {
  await w.close()
  rmSync(work, { recursive: true, force: true })
})
photographFailures(() => w)

const picture = (name: string): Promise<string> => w.shot(resolve('test-output/screens', `${name}.png`))
const dialog = () => w.page.getByRole('dialog')
const press = (key: string): Promise<void> => w.page.keyboard.press(key)

it('R1: the proposed plan is taken, a class is added, and an entry is classed by its code, with the keyboard', async () => {
  const { page } = w
  await page.evaluate(() => (location.hash = '/filing'))
  await w.button('filing.plan.take').click()
  await page.locator('#filing-list [role=option]').nth(20).waitFor()
  await picture('filing-plan-ar')
  await w.button('filing.plan.add').click()
  await w.field('filing.editor.code').fill('24')
  await dialog().locator('.field-pairs input').first().fill('إعلانات عابرة')
  await w.field('filing.editor.active').fill('0')
  await w.field('filing.editor.intermediate').fill('0')
  await w.choose('filing.editor.fate', w.t('filing.fate.destroy'))
  await picture('filing-class-ar')
  await press('Control+Enter')
  await dialog().waitFor({ state: 'detached' })
  await page.evaluate(() => (location.hash = '/register/incoming'))
  await w.openRow(page.locator('[role=row][aria-selected]').filter({ hasText: 'Coopérative' }).first())
  await w.button('register.entry.correct').click()
  await w.choose('register.correct.what', w.t('register.correct.field.classId'))
  await w.field('register.correct.value').fill('24')
  await picture('filing-correct-ar')
  await press('Enter')
  await w.field('register.correct.reason').fill('تصنيف')
  await press('Control+Enter')
  await dialog().waitFor({ state: 'detached' })
  await page.getByText('إعلانات عابرة').first().waitFor()
  await picture('filing-entry-ar')
})

it('R1: a plan comes in from a spreadsheet; the class is a column, and its name finds the entry', async () => {
  const { page } = w
  const path = join(work, 'plan.csv')
  const rows = [
    '60;Presse;الصحافة;2;3;Destruction',
    '60.1;Revues;المجلات;1;1;Élimination',
    '61;Sans durée;بلا مدة;;;Tri',
  ]
  writeFileSync(path, `\uFEFF${['Code;Intitulé;العنوان;DUA;Archives intermédiaires;Sort final', ...rows].join('\r\n')}`)
  await page.evaluate(() => (location.hash = '/filing'))
  await page.getByRole('link', { name: w.t('filing.import.title') }).click()
  await page.locator('.drop').waitFor()
  await page.locator('input[type=file]').setInputFiles(path)
  await page.locator('table.map').waitFor()
  await picture('plan-import-columns-ar')
  await w.button('imports.columns.next').click()
  await page.locator('.preview .facts').waitFor()
  await w.button('imports.refused.show').click()
  await picture('plan-import-preview-ar')
  await page.locator('.preview .do .solid').last().click()
  await page.locator('.outcome').waitFor()
  await picture('plan-import-outcome-ar')
  await page.evaluate(() => (location.hash = '/register/incoming'))
  await w.button('register.columns.button').click()
  await page.getByRole('checkbox', { name: w.t('register.column.class') }).click()
  await press('Escape')
  await page.getByRole('searchbox').first().fill('إعلانات عابرة')
  await page.locator('[role=row] .class').filter({ hasText: 'إعلانات عابرة' }).first().waitFor()
  await picture('register-class-ar')
})

it('R2, A4: what is due is listed; whoever made the list does not approve it', async () => {
  const { page } = w
  await w.switchTo('fr')
  await page.evaluate(() => (location.hash = '/filing?tab=disposal'))
  await w.button('filing.disposal.new').click()
  await w.field('filing.disposal.name').fill('Bordereau 1 de 2026')
  await dialog().locator('li label').first().waitFor()
  await picture('disposal-new-fr')
  await press('Control+Enter')
  await dialog().locator('ol li').first().waitFor()
  await picture('disposal-list-fr')
  await w.button('filing.disposal.print').click()
  await dialog().locator('canvas').first().waitFor()
  await picture('disposal-paper-fr')
  await press('Escape')
  expect(await w.button('filing.disposal.approve').count()).toBe(0)
  await w.button('filing.disposal.withdraw').click()
  await dialog().getByText(w.t('filing.disposal.state.withdrawn')).waitFor()
  await press('Escape')
  await page.evaluate(() => (location.hash = '/filing?tab=holds'))
  await w.button('filing.hold.class').click()
  await dialog().getByRole('combobox').first().fill('24')
  await press('Enter')
  await w.field('filing.hold.reason').fill('Inspection en cours')
  await picture('hold-fr')
  await press('Control+Enter')
  await page.getByText('Inspection en cours').waitFor()
  await picture('holds-fr')
  await page.evaluate(() => (location.hash = '/filing?tab=plan'))
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture('filing-plan-dark-fr')
})
