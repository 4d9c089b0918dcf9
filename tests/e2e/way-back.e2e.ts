import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Language } from '../../contract/values'
import { words } from '../../domain/words'
import { newOffice, PASSWORD, startDesk } from '../fixtures/office'
import { version } from '../fixtures/versions'
import { Pc } from '../sync/stories'
import { photographFailures } from './pictures'
import { AT_WORK, DeskWindow, foreignWords, textOf } from './window'

const work = mkdtempSync(join(tmpdir(), 'diwan-way-back-'))
let w: DeskWindow
photographFailures(() => w)
const before = (text: string): string => (text.split(/[{.]/)[0] ?? '').trim()
const said = (key: string) => w.page.getByText(before(w.t(key)), { exact: false }).first()
const SUBJECT = 'شكاية قبل التحديث'

/** An office that 1.0.0 left, with one entry. */
async function officeOf(name: string): Promise<string> {
  const home = join(work, name)
  const folder = join(home, 'office')
  const desk = startDesk({ folder, program: version(folder, '1.0.0') })
  await desk.api.session.createOffice(newOffice())
  await new Pc(desk, 'Rabat').registers({ subject: SUBJECT })
  await desk.close()
  return home
}
async function show(language: Language): Promise<void> {
  await w.page.getByRole('button', { name: textOf(w.language, `values.languages.${language}`), exact: true }).click()
  w.language = language
  await w.page.locator(`html[lang="${language}"]`).waitFor()
}
/** Both pictures, and no word of another language on either. */
async function pictures(name: string): Promise<void> {
  for (const language of ['fr', 'ar'] as const) {
    await show(language)
    await w.shot(resolve(`test-output/screens/${name}-${language}.png`))
    expect(foreignWords(await w.ownWords(), language)).toEqual([])
  }
}
async function opensAgain(home: string): Promise<void> {
  w = await DeskWindow.open(home, { DIWAN_VERSION: '1.0.0' })
  await w.readLanguage()
  await w.logIn('admin', PASSWORD)
  await w.page.evaluate(() => (location.hash = '/register/incoming'))
  await w.page.getByText(SUBJECT).first().waitFor()
}

let opening: string
let crashing: string
let broken: string
beforeAll(async () => {
  opening = await officeOf('opening')
  crashing = await officeOf('crashing')
  broken = await officeOf('broken')
})
afterAll(async () => {
  await w.close()
  rmSync(work, { recursive: true, force: true })
})

describe('a new version that cannot open the office', () => {
  it('says so at the log-in and leads back, with the data', async () => {
    w = await DeskWindow.open(opening, { DIWAN_VERSION: '1.1.0', DIWAN_FAILS: 'opening' })
    await w.readLanguage()
    await w.field('session.logIn.login').fill('admin')
    await w.field('session.logIn.password').fill(PASSWORD)
    await w.page.keyboard.press('Enter')
    await said('errors.update-unopened').waitFor({ timeout: 30_000 })
    await w.shot(resolve('test-output/screens/update-unopened-ar.png'))
    await w.button('wayBack.open').click()
    await said('wayBack.datas.copy').waitFor()
    await pictures('way-back')
    await w.button('wayBack.go').click()
    await said('wayBack.readyUnknown').waitFor({ timeout: 30_000 })
    await w.shot(resolve('test-output/screens/way-back-ready-ar.png'))
    await w.close()
    await opensAgain(opening)
    await w.close()
  })
})

/** Its main process, as far as a test has to stand in for the system. */
type Seen = typeof globalThis & {
  relaunched?: number
  asked?: { message: string; detail: string; buttons: string[] }[]
}

describe('a new version whose page does not come up', () => {
  it('starts anew by itself, and leads back in a dialog of the system’s', async () => {
    const env = { DIWAN_VERSION: '1.1.0', DIWAN_FAILS: 'page' }
    w = await DeskWindow.open(broken, env)
    await w.app.evaluate(({ app }) => {
      const seen = globalThis as Seen
      Object.assign(app, { relaunch: () => (seen.relaunched = 1), exit: () => undefined })
    })
    const relaunched = () => w.app.evaluate(() => (globalThis as Seen).relaunched)
    await expect.poll(relaunched, { timeout: 30_000 }).toBe(1)
    await w.close()
    w = await DeskWindow.open(broken, env)
    await w.app.evaluate(({ dialog, app }) => {
      const seen = globalThis as Seen
      seen.asked = []
      Object.assign(app, { quit: () => undefined })
      Object.assign(dialog, {
        showMessageBox: async (asked: NonNullable<Seen['asked']>[number]) => {
          seen.asked?.push(asked)
          return { response: 0 }
        },
      })
    })
    const asked = () => w.app.evaluate(() => (globalThis as Seen).asked)
    await expect.poll(asked, { timeout: 30_000 }).toHaveLength(2)
    const { go, tryAgain, close } = words.ar.wayBack
    expect(await asked()).toMatchObject([{ buttons: [go, tryAgain, close] }, { buttons: [close] }])
    await w.app.evaluate(({ app }) => app.exit(0)).catch(() => undefined)
    await w.close().catch(() => undefined)
    await opensAgain(broken)
    await w.close()
  })
})

/** Started as by a person, and gone. */
async function crash(home: string): Promise<void> {
  const electron = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', 'electron')
  const args = [...(process.env['DIWAN_ELECTRON_ARGS'] ?? '').split(' ').filter(Boolean), resolve('.')]
  const env = { ...process.env, ...AT_WORK, DIWAN_HOME: home, DIWAN_VERSION: '1.1.0', DIWAN_FAILS: 'start' }
  const signal = await new Promise((done) =>
    spawn(electron, args, { env: env as Record<string, string>, stdio: 'ignore' }).on('exit', (_code, by) => done(by)),
  )
  expect(signal).toBe('SIGKILL')
}

describe('a new version that crashes twice at start', () => {
  it('shows the way back the third time, and nothing of what crashed', async () => {
    await crash(crashing)
    await crash(crashing)
    w = await DeskWindow.open(crashing, { DIWAN_VERSION: '1.1.0', DIWAN_FAILS: 'start' })
    await w.readLanguage()
    await said('wayBack.crashed').waitFor()
    await pictures('way-back-crashed')
    await w.button('wayBack.go').click()
    await said('wayBack.readyUnknown').waitFor()
    await w.close()
    // Started again it does not open what waits for the older one.
    w = await DeskWindow.open(crashing, { DIWAN_VERSION: '1.1.0', DIWAN_FAILS: 'start' })
    await w.readLanguage()
    await said('wayBack.readyUnknown').waitFor()
    await w.close()
    await opensAgain(crashing)
  })
})
