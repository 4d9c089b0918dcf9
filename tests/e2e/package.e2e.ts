import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Release } from '../../contract/updates'
import { printCode, readCode } from '../../domain/sync/code'
import { waysOf } from '../../domain/sync/proxies'
import { newSigningKey, signer } from '../../domain/trust/keys'
import { signRelease } from '../../domain/updates/release'
import { describePackage } from '../../scripts/release/packages'
import { releaseCommand } from '../../server/releases/command'
import { closeDesks, newOffice, PASSWORD, startDesk } from '../fixtures/office'
import { TestProxy } from '../fixtures/proxy'
import { Ministry, Pc } from '../sync/stories'
import { filled, Installed, installDeb, installedVersion, isRunning, makeDeb, mounted, removeDeb } from './packaged'
import { photographFailures } from './pictures'
import type { DeskWindow } from './window'

// A package is the system's: only root installs one. An ordinary user's run says that this was skipped.
const may = process.getuid?.() === 0 && existsSync('/usr/bin/dpkg-deb')
// `DIWAN_PACKAGE=1` makes two packages and installs them: five minutes of one core that not every run spends. `whole`: a third that crashes.
const asked = process.env['DIWAN_PACKAGE']
if (!asked) console.log('skipped: packages, without DIWAN_PACKAGE=1')
const work = mkdtempSync(join(tmpdir(), 'diwan-package-'))
const makers = newSigningKey()
const home = join(work, 'مكتب الضبط #1 100%')
/** While this file is there, dpkg dies as if it had been killed. */
const killing = join(work, 'kill-dpkg')
/** Where packages come down: a small disk of its own, where this machine lets a test have one. */
const downloads = join(home, 'updates')
const LOGIN = { name: 'hind', password: 'network pass 42' }
let small = false
let ministry: Ministry
let proxy: TestProxy
let program: Installed
let w: DeskWindow

async function publish(version: string, deb: string): Promise<void> {
  const now = ministry.clock.now()
  const release: Release = {
    format: 1,
    version,
    channel: 'general',
    madeAt: now,
    expiresAt: now + 90 * 24 * 3600_000,
    from: '1.0.0',
    notes: { ar: 'إصلاحات في الطباعة.', fr: 'Corrections d’impression.', en: 'Printing fixes.', es: 'Correcciones.' },
    files: [await describePackage(deb)],
  }
  const file = join(work, `diwan-${version}.release.json`)
  writeFileSync(
    file,
    JSON.stringify(signRelease(release, [{ publicKey: makers.publicKey, sign: signer(makers.seed) }])),
  )
  await ministry.administers(async ({ releases }) => {
    const types = (...args: string[]) => releaseCommand(args, (work) => work(releases()))
    await types('release', 'add', file)
    await types('release', 'set', version, '--state', 'running', '--percent', '100')
  })
}

photographFailures(() => w)

const page = async (): Promise<void> => {
  await w.page.evaluate(() => (location.hash = '/settings/updates'))
  await w.page.locator('.settings-column .facts').waitFor()
}
const logIn = async (): Promise<void> => {
  w = await program.window()
  await w.readLanguage()
  await w.logIn('admin', PASSWORD)
  await page()
}
/** 1.2.0 was started, counted so many crashes before, and is gone. */
async function crashed(before: number): Promise<void> {
  const file = join(home, 'office/starts.json')
  const counted = () => JSON.parse(readFileSync(file, 'utf8')) as { version: string; failed: number }
  await expect.poll(counted, { timeout: 60_000 }).toMatchObject({ version: '1.2.0', failed: before })
  await expect.poll(isRunning, { timeout: 30_000 }).toBe(false)
}
const version = (): Promise<string> => w.page.locator('.facts dd').first().innerText()

describe.skipIf(!may || !asked)('an installed program', () => {
  beforeAll(async () => {
    const [old, next] = [makeDeb('1.0.0', makers.publicKey, work), makeDeb('1.1.0', makers.publicKey, work)]
    installDeb(old)
    ministry = await Ministry.open()
    proxy = await TestProxy.start({ to: ministry.line.port })
    const resolve = async () => waysOf(proxy.pac)
    const desk = startDesk({ folder: join(home, 'office'), line: { automatic: false }, resolve })
    await desk.api.session.createOffice(newOffice())
    // A name that only the proxy knows the way to.
    const code = printCode({ ...readCode(await ministry.server.newCode({})), u: 'https://sync.gov.example:8443' })
    await desk.api.sync.enrol({ code, deviceName: 'الرباط 1' })
    await new Pc(desk, 'Rabat').registers({ subject: 'شكاية قبل التحديث' })
    await desk.close()
    await publish('1.1.0', next)
    mkdirSync(join(work, 'bin'))
    writeFileSync(join(work, 'bin/dpkg'), `#!/bin/sh\n[ -e '${killing}' ] && kill -9 $$\nexec /usr/bin/dpkg "$@"\n`)
    chmodSync(join(work, 'bin/dpkg'), 0o755)
    small = mounted(downloads, '900m')
    const system = `http://127.0.0.1:${proxy.port}`
    program = await Installed.start(home, {
      DIWAN_DEVELOPMENT: '1',
      ...{ https_proxy: system, HTTPS_PROXY: system, no_proxy: '', NO_PROXY: '' },
      PATH: `${join(work, 'bin')}:${process.env['PATH'] ?? ''}`,
      XDG_CACHE_HOME: join(work, 'cache'),
    })
    await logIn()
  })
  afterAll(async () => {
    await w.close()
    await program.ended()
    await closeDesks()
    await proxy.close()
    await ministry.close()
    removeDeb()
    if (small) execFileSync('umount', ['--lazy', downloads])
    rmSync(work, { recursive: true, force: true })
  })

  it('runs under a path of Arabic, spaces, # and %, and says which it is', async () => {
    expect(await version()).toBe('1.0.0')
  })

  it('whose proxy wants another password goes on as it is, says so, and asks for it', async () => {
    proxy.behaviour = { ...proxy.behaviour, login: LOGIN }
    proxy.cut()
    const said = w.page.getByText(w.t('errors.proxy-login')).first()
    // A look that was under way ends first, and says nothing.
    await expect
      .poll(async () => (await w.button('updates.check').click(), said.isVisible()), { timeout: 30_000 })
      .toBe(true)
    await w.page.locator('button.sync').click()
    for (const password of ['a wrong one', LOGIN.password]) {
      await w.page.getByText(w.t('sync.proxy.title')).waitFor({ timeout: 30_000 })
      expect(await version()).toBe('1.0.0')
      await w.page.getByLabel(w.t('sync.proxy.name')).fill(LOGIN.name)
      await w.page.getByLabel(w.t('sync.proxy.password')).fill(password)
      await w.button('sync.proxy.give').click()
    }
    await w.page.getByText(w.t('sync.proxy.title')).waitFor({ state: 'detached', timeout: 30_000 })
    // A password is kept while the program runs, and asked for again after: this network asks no more.
    const { login: _asked, ...open } = proxy.behaviour
    proxy.behaviour = open
    expect(proxy.refused).toBeGreaterThan(1)
    await w.page.keyboard.press('Escape')
  })

  it('refuses a package of which one byte was changed at the server, and goes on', async () => {
    const stored = join(
      ministry.folder,
      'releases',
      (await describePackage(join(work, 'diwan_1.1.0_amd64.deb'))).sha512,
    )
    const flip = (): void => {
      const at = 50_000_000
      const byte = readFileSync(stored)[at] ?? 0
      const file = openSync(stored, 'r+')
      writeSync(file, Buffer.from([byte ^ 1]), 0, 1, at)
      closeSync(file)
    }
    flip()
    await w.button('updates.check').click()
    await w.page.getByText(w.t('errors.reasons.hash')).first().waitFor({ timeout: 120_000 })
    await w.shot(resolve('test-output/screens/update-refused-ar.png'))
    flip()
    expect(installedVersion()).toBe('1.0.0')
  })

  it('whose disk becomes full while a package comes goes on as it is, and says so', async ({ skip }) => {
    skip(!small, 'no disk of its own can be mounted here')
    await w.button('updates.check').click()
    await w.page.getByText(/م\.ب/).first().waitFor()
    await filled(downloads, async () => {
      await w.page.getByText(w.t('errors.reasons.noSpace')).first().waitFor({ timeout: 60_000 })
      expect([await version(), installedVersion()]).toEqual(['1.0.0', '1.0.0'])
    })
  })

  it('fetches what was cut to its end, and shows what is new', async () => {
    await w.button('updates.check').click()
    await w.page.getByText(/م\.ب/).first().waitFor()
    ministry.line.cutAll()
    await w.button('updates.check').click()
    await w.button('updates.now').first().waitFor({ timeout: 120_000 })
    for (const language of ['fr', 'ar'] as const) {
      await w.switchTo(language)
      await w.shot(resolve(`test-output/screens/update-ready-${language}.png`))
    }
  })

  it('whose installer is killed comes back as it was, and says so', async () => {
    writeFileSync(killing, '')
    await w.button('updates.now').first().click()
    await program.ended()
    await logIn()
    rmSync(killing)
    expect(await version()).toBe('1.0.0')
    await w.page.getByText(w.t('errors.reasons.installer')).first().waitFor()
    expect(installedVersion()).toBe('1.0.0')
  })

  it('is replaced by the new one, which opens with its data', async () => {
    await w.button('updates.now').first().click()
    await program.ended()
    await logIn()
    expect(await version()).toBe('1.1.0')
    expect(installedVersion()).toBe('1.1.0')
    await w.page.evaluate(() => (location.hash = '/register/incoming'))
    await w.page.getByText('شكاية قبل التحديث').first().waitFor()
    await w.shot(resolve('test-output/screens/update-done-ar.png'))
  })

  // way-back.e2e.ts goes the same way without a package.
  it.runIf(asked === 'whole')(
    'whose next version crashes twice at start leads back to it, package and data',
    async () => {
      await publish('1.2.0', makeDeb('1.2.0', makers.publicKey, work, ['--fails', 'start']))
      await page()
      ministry.line.counted()
      await w.button('updates.check').click()
      await w.button('updates.now').first().waitFor({ timeout: 120_000 })
      // All but what is new comes from the package of 1.1.0, which lies here.
      const { size } = statSync(join(work, 'diwan_1.2.0_amd64.deb'))
      const { down } = ministry.line.counted()
      console.log(`of ${(size / 1e6).toFixed(1)} MB of a package ${(down / 1e6).toFixed(2)} were fetched`)
      expect(down).toBeLessThan(size / 5)
      await w.button('updates.now').first().click()
      await program.ended()
      // The installer starts it, and a person once more.
      await crashed(0)
      program.again()
      await crashed(1)
      expect(installedVersion()).toBe('1.2.0')
      program.again()
      w = await program.window()
      await w.readLanguage()
      await w.page.getByText(w.t('wayBack.kept')).waitFor()
      await w.shot(resolve('test-output/screens/way-back-package-ar.png'))
      await w.button('wayBack.go').click()
      await program.ended()
      await logIn()
      expect(await version()).toBe('1.1.0')
      expect(installedVersion()).toBe('1.1.0')
      await w.page.getByText(w.t('errors.reasons.wentBack')).first().waitFor()
      await w.page.evaluate(() => (location.hash = '/register/incoming'))
      await w.page.getByText('شكاية قبل التحديث').first().waitFor()
    },
  )
})
