import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { printCode, readCode } from '../../domain/sync/code'
import { addUser, closeDesks, PASSWORD } from '../fixtures/office'
import { TestProxy } from '../fixtures/proxy'
import { codeFor, firstPc, Ministry } from '../sync/stories'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-proxied-'))
const LOGIN = { name: 'hind', password: 'network pass 42' }
let ministry: Ministry
let proxy: TestProxy
let w: DeskWindow
let code = ''
photographFailures(() => w)

beforeAll(async () => {
  ministry = await Ministry.open()
  const rabat = await firstPc(ministry)
  const userId = await addUser(rabat.desk, 'karim', ['clerk', 'administrator'])
  await rabat.syncs()
  const given = readCode(await codeFor(rabat, userId))
  // A name that only the proxy knows the way to.
  code = printCode({ ...given, u: 'https://sync.gov.example:8443' })
  proxy = await TestProxy.start({ login: LOGIN, to: ministry.line.port })
  const system = `http://127.0.0.1:${proxy.port}`
  w = await DeskWindow.open(home, { https_proxy: system, HTTPS_PROXY: system, no_proxy: '', NO_PROXY: '' })
})
afterAll(async () => {
  await w.close()
  await proxy.close()
  await closeDesks()
  await ministry.close()
  rmSync(home, { recursive: true, force: true })
})

it('a PC joins through the system’s proxy, which asks for a log-in in the window; rounds go the same way', async () => {
  await w.page.getByRole('button', { name: 'Français', exact: true }).click()
  await w.readLanguage()
  await w.button('session.first.join').click()
  await w.field('session.join.code').fill(code)
  await w.field('session.join.deviceName').fill('Lille')
  await w.field('session.join.deskCode').fill('RB2')
  const passwords = w.page.locator('input[type=password]')
  await passwords.nth(0).fill(PASSWORD)
  await passwords.nth(1).fill(PASSWORD)
  await w.button('session.join.go').click()
  await w.page.getByText(w.t('sync.proxy.title')).waitFor()
  await w.shot(resolve('test-output/screens/proxy-login-fr.png'))
  await w.page.getByLabel(w.t('sync.proxy.name')).fill(LOGIN.name)
  await w.page.getByLabel(w.t('sync.proxy.password')).fill(LOGIN.password)
  await w.page.keyboard.press('Enter')
  await w.page.locator('button.sync').waitFor({ timeout: 60_000 })
  await w.page.locator('button.sync').getByText(w.t('sync.allSent')).waitFor({ timeout: 60_000 })
  expect(proxy.connects).toBeGreaterThan(0)
  // The proxy forgets who we are: asked again, beside the line's state.
  proxy.behaviour = { ...proxy.behaviour, login: { ...LOGIN, password: 'changed since' } }
  proxy.cut()
  await w.switchTo('ar')
  await w.page.locator('button.sync').click()
  await w.button('sync.tryNow').click()
  await w.page.getByText(w.t('sync.proxy.title')).waitFor({ timeout: 30_000 })
  await w.shot(resolve('test-output/screens/proxy-login-ar.png'))
  await w.page.getByLabel(w.t('sync.proxy.name')).fill(LOGIN.name)
  await w.page.getByLabel(w.t('sync.proxy.password')).fill('changed since')
  await w.button('sync.proxy.give').click()
  await w.page.getByText(w.t('sync.proxy.title')).waitFor({ state: 'detached', timeout: 30_000 })
})
