import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDesks, newOffice, PASSWORD, startDesk } from '../fixtures/office'
import { makeRelease } from '../fixtures/releases'
import { photographFailures } from './pictures'
import { AT_WORK, DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-opened-'))
const pictures = resolve('test-output/opened')
let w: DeskWindow
photographFailures(() => w)

/** As the system starts the program for a file. @returns its exit code */
const starts = (...words: string[]): Promise<number | null> =>
  new Promise((ended) => {
    const args = (process.env['DIWAN_ELECTRON_ARGS'] ?? '').split(' ').filter(Boolean)
    const program = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', 'electron')
    const env = { ...process.env, ...AT_WORK, DIWAN_HOME: home }
    spawn(program, [...args, resolve('.'), ...words], { env, stdio: 'ignore' }).once('exit', ended)
  })
const windows = (): Promise<number> => w.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

const nonsense = join(home, 'صدفة.diwan-update')
let foreign: string
beforeAll(async () => {
  const desk = startDesk({ folder: join(home, 'office') })
  await desk.api.session.createOffice(newOffice())
  await desk.close()
  writeFileSync(nonsense, 'no update')
  // A whole one, of makers this program does not know.
  const { signed, bytes } = makeRelease(home, Date.now())
  foreign = join(home, 'a b.diwan-update')
  writeFileSync(foreign, Buffer.concat([Buffer.from(`${JSON.stringify(signed)}\n`), bytes]))
})
afterAll(async () => {
  await w.close()
  await closeDesks()
  rmSync(home, { recursive: true, force: true })
})

describe('the program, started by the system', () => {
  it('for an update file says before the log-in who looks at it, and judges it after', async () => {
    w = await DeskWindow.open(home, {}, [nonsense])
    await w.readLanguage()
    await w.page.getByText(w.t('updates.given')).waitFor()
    await w.shot(join(pictures, 'before-ar.png'))
    await w.logIn('admin', PASSWORD)
    await w.page.getByText(w.t('errors.reasons.unreadable')).first().waitFor()
    expect(await w.page.evaluate(() => location.hash)).toBe('#/settings/updates')
  })

  it('a second time, it is judged in the window that is there', async () => {
    await w.page.evaluate(() => (location.hash = '/settings/about'))
    await w.page.getByText(w.t('errors.reasons.unreadable')).first().waitFor({ state: 'detached' })
    expect(await starts(foreign)).toBe(0)
    await w.page.getByText(w.t('errors.reasons.signature')).first().waitFor()
    for (const language of ['fr', 'ar'] as const) {
      await w.switchTo(language)
      await w.shot(join(pictures, `judged-${language}.png`))
    }
    // On its page already, another one is taken as well.
    expect(await starts(nonsense)).toBe(0)
    await w.page.getByText(w.t('errors.reasons.unreadable')).first().waitFor()
    expect(await windows()).toBe(1)
  })

  it('a second time for nothing, it shows the one window there is, and ends', async () => {
    await w.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((one) => one.hide()))
    expect(await starts()).toBe(0)
    const shown = () =>
      w.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible()))
    await expect.poll(shown).toEqual([true])
  })
})
