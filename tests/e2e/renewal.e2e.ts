import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDesks, logIn, newOffice, PASSWORD, startDesk } from '../fixtures/office'
import { byHand, Ministry, Pc } from '../sync/stories'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-renewal-'))
const twin = mkdtempSync(join(tmpdir(), 'diwan-twin-'))
let ministry: Ministry
let w: DeskWindow
photographFailures(() => w)

/** A PC whose folder was copied; the copy went on and reached the server first. */
beforeAll(async () => {
  ministry = await Ministry.open()
  const desk = startDesk({ folder: join(home, 'office'), line: { automatic: false } })
  await desk.api.session.createOffice(newOffice())
  await desk.api.sync.enrol({ code: await ministry.server.newCode({}), deviceName: 'الرباط 1' })
  const rabat = new Pc(desk, 'Rabat')
  await rabat.registers()
  await rabat.syncs()
  await desk.close()
  cpSync(join(home, 'office'), join(twin, 'office'), { recursive: true, filter: (p) => !/lock\.db|-shm$/.test(p) })
  const copy = startDesk({ folder: join(twin, 'office'), line: byHand })
  await logIn(copy, 'admin')
  await new Pc(copy, 'twin').registers()
  await copy.api.sync.tryNow({})
  await copy.close()
  w = await DeskWindow.open(home)
  await w.readLanguage()
  await w.logIn('admin', PASSWORD)
})
afterAll(async () => {
  await w.close()
  await closeDesks()
  await ministry.close()
  rmSync(home, { recursive: true, force: true })
  rmSync(twin, { recursive: true, force: true })
})

describe('a PC that was copied, in the window (ADR 020)', () => {
  it('says so; the administrator answers which goes on, and the book its last number', async () => {
    await w.page.locator('button.sync').click()
    await w.page.getByText(w.t('errors.clone-detected')).first().waitFor({ timeout: 40_000 })
    for (const language of ['ar', 'fr'] as const) {
      await w.switchTo(language)
      await w.page.getByText(w.t('errors.clone-detected')).first().waitFor()
      await w.shot(resolve(`test-output/screens/two-pasts-drawer-${language}.png`))
    }
    await w.page.getByRole('link', { name: w.t('sync.twoPasts.title') }).click()
    await w.page.getByLabel(w.t('sync.twoPasts.ownDesk')).check()
    for (const language of ['fr', 'ar'] as const) {
      await w.switchTo(language)
      await w.shot(resolve(`test-output/screens/two-pasts-${language}.png`))
    }
    await w.page.getByLabel(w.t('sync.twoPasts.goesOn')).check()
    await w.page.getByRole('button', { name: w.t('sync.twoPasts.do'), exact: true }).click()
    await w.page.getByText(w.t('sync.twoPasts.title')).first().waitFor({ state: 'detached', timeout: 30_000 })

    await w.page.evaluate(() => (location.hash = '/register/incoming'))
    await w.page.getByText(w.t('register.resume.title')).waitFor()
    await w.shot(resolve('test-output/screens/resume-ar.png'))
    await w.field('register.resume.last').fill('2')
    await w.button('register.resume.do').click()
    await w.page.getByText(w.t('register.resume.title')).waitFor({ state: 'detached' })
    expect(await w.page.getByRole('row').count()).toBeGreaterThan(1)
  })
})
