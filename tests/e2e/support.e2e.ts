import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Crashes } from '../../main/support/crashes'
import { runningHere } from '../../main/support/handlers'
import { closeDesks, newOffice, PASSWORD, startDesk } from '../fixtures/office'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-support-'))
const pictures = resolve('test-output/support')
const kept = (): string[] => readdirSync(join(home, 'crashes'))
let w: DeskWindow
photographFailures(() => w)

beforeAll(async () => {
  const desk = startDesk({ folder: join(home, 'office') })
  await desk.api.session.createOffice(newOffice())
  await desk.close()
  const crashes = new Crashes(join(home, 'crashes'), { ...runningHere(), version: '0.2.0' }, Date.now)
  crashes.keep('window', { reason: 'oom', exitCode: 133 })
  w = await DeskWindow.open(home)
  await w.readLanguage()
  await w.logIn('admin', PASSWORD)
})
afterAll(async () => {
  await w.close()
  await closeDesks()
  rmSync(home, { recursive: true, force: true })
})

describe('support, in the window', () => {
  it.each(['fr', 'ar'] as const)('the text for support is read before it is saved (%s)', async (language) => {
    await w.switchTo(language)
    await w.page.evaluate(() => (location.hash = '#/settings/about'))
    await w.button('support.diagnostics.make').click()
    const text = w.page.locator('pre')
    await text.waitFor()
    expect(await text.textContent()).toMatch(/^# program\ndiwan \d.*\n# line\nphase unenrolled/s)
    expect(await text.textContent()).toContain('reason oom')
    await w.shot(join(pictures, `diagnostics-${language}.png`))
    await w.page.keyboard.press('Escape')
    await text.waitFor({ state: 'detached' })
  })

  it.each(['fr', 'ar'] as const)('a crash is said, and what would be sent is seen (%s)', async (language) => {
    await w.switchTo(language)
    await w.shot(join(pictures, `crash-strip-${language}.png`))
    await w.button('support.crash.see').click()
    await w.page.locator('pre').getByText('reason oom').waitFor()
    await w.shot(join(pictures, `crash-${language}.png`))
    await w.page.keyboard.press('Escape')
  })

  it('what is not sent is gone', async () => {
    await w.button('support.crash.see').click()
    await w.button('support.crash.drop').click()
    await w.button('support.crash.see').waitFor({ state: 'detached' })
    expect(kept()).toEqual([])
  })

  it('what stops while somebody is at work is said at once, also after an earlier one was put off', async () => {
    const stops = () => w.app.evaluate(() => void Promise.reject(new Error('of a test')))
    await stops()
    await w.button('support.crash.see').waitFor()
    await w.button('support.crash.later').click()
    await w.button('support.crash.see').waitFor({ state: 'detached' })
    await stops()
    await w.button('support.crash.see').click()
    await w.button('support.crash.drop').click()
    await expect.poll(kept).toEqual([])
  })

  it('a page that dies is kept as a report and drawn anew', async () => {
    await w.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
    await expect.poll(kept).toHaveLength(1)
    const drawn = (): Promise<string> =>
      w.app.evaluate(({ BrowserWindow }) =>
        String(BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText')),
      )
    await expect.poll(drawn).not.toBe('')
  })
})
