import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pdfFile } from '../fixtures/office'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-jobs-'))
const pictures = resolve('test-output/screens')
let w: DeskWindow
photographFailures(() => w)
beforeAll(async () => {
  w = await DeskWindow.open(home)
  await w.openDemonstration('ar')
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
const badge = () => w.page.locator('button.jobs')
const drawer = () => w.page.getByRole('complementary', { name: w.t('jobs.title') })

it.each(['ar', 'fr'] as const)(
  'a large file is seen on its way, from the keyboard, and can be stopped (%s)',
  async (language) => {
    await w.switchTo(language)
    // The register takes the focus when its lines are here.
    await w.page.locator('.main').first().waitFor()
    await badge().press('Enter')
    if (language === 'ar') await drawer().getByText(w.t('jobs.empty')).waitFor()
    await w.shot(join(pictures, `jobs-empty-${language}.png`))
    await w.page.evaluate(() => (location.hash = '/register/incoming/new'))
    const path = pdfFile(home, `archive-${language}.pdf`, language.repeat(70_000_000))
    await w.page.locator('input[type=file]').first().setInputFiles(path)
    await drawer().getByRole('progressbar').waitFor()
    await w.page.screenshot({ path: join(pictures, `jobs-running-${language}.png`) })
    await drawer()
      .getByRole('button', { name: new RegExp(w.t('jobs.cancel')) })
      .first()
      .press('Enter')
    // The stopped one of the language before stands there already.
    const stopped = () => drawer().getByText(w.t('jobs.states.cancelled')).count()
    await expect.poll(stopped, { timeout: 30_000 }).toBe(language === 'ar' ? 1 : 2)
    expect(await drawer().getByRole('progressbar').count()).toBe(0)
    await w.shot(join(pictures, `jobs-ended-${language}.png`))
    await badge().click()
  },
)
