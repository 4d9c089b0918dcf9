import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const work = mkdtempSync(join(tmpdir(), 'diwan-closing-'))
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

it('a day is closed by keys, its sheet shown, an entry refused, opened again by two, and every book proven (I4, I5)', async () => {
  const { page } = w
  const dialog = page.getByRole('dialog')
  const shot = (name: string): Promise<unknown> => w.shot(resolve(`test-output/screens/${name}.png`))
  await page.evaluate(() => (location.hash = '/register/incoming'))
  await page.locator('footer.tot').waitFor()
  await page.keyboard.press('Alt+k')
  await page.locator('.sheets').waitFor()
  for (const language of ['fr', 'ar'] as const) {
    await w.switchTo(language)
    await shot(`closing-${language}`)
  }
  await page.keyboard.press('Control+Enter')
  await dialog.locator('.counts').waitFor()
  await shot('closing-dialog-ar')
  await dialog.getByRole('button', { name: w.t('closing.do.close') }).click()
  // The sheet is looked at as soon as the day is closed.
  await dialog.locator('canvas').first().waitFor()
  await shot('closing-sheet-ar')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })

  // Whoever would register is told before they have typed a letter.
  await page.evaluate(() => (location.hash = '/register/incoming/new'))
  await expect.poll(() => page.locator('form [role=alert]').innerText()).toContain('مداومة')

  // Today’s closing, and then that of the day before: that one is missing then, and says so.
  for (const again of [1, 2]) {
    await page.evaluate(() => (location.hash = '/closing'))
    await w.button('closing.reopen.button').click()
    await w.field('closing.reopen.reason').fill('أقفل قبل الأوان')
    await w.field('closing.second.login').fill('said')
    await w.field('closing.second.password').fill('diwan-demo')
    if (again === 1) await shot('closing-reopen-ar')
    await dialog.getByRole('button', { name: w.t('closing.reopen.do') }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('.sheets .mark.late').count()).toBe(again)
  }
  await page.evaluate(() => (location.hash = '/register/incoming'))
  await page.locator('.strip').waitFor()
  await shot('closing-strip-ar')

  await page.evaluate(() => (location.hash = '/proof'))
  await w.field('closing.proof.heads').fill('0123456789abcdef')
  await page.keyboard.press('Control+Enter')
  await page.locator('.proof table').nth(1).waitFor()
  expect(await page.locator('.proof .note').innerText()).toContain(w.t('closing.proof.missed'))
  for (const language of ['fr', 'ar'] as const) {
    await w.switchTo(language)
    await shot(`proof-${language}`)
  }
  await w.button('closing.proof.print').click()
  await dialog.locator('canvas').first().waitFor()
})
