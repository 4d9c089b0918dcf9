import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeDesks, newOffice, PASSWORD, startDesk } from '../fixtures/office'
import { makers } from '../fixtures/releases'
import { Feed, officeOf, releaseLine } from '../sync/releasing'
import { firstPc, Pc, secondPc } from '../sync/stories'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-releases-'))
const feed = new Feed()
let w: DeskWindow
let brought: string
photographFailures(() => w)

beforeAll(async () => {
  await feed.open()
  await feed.released({}, { state: 'paused', percent: 0 })
  const desk = startDesk({ folder: join(home, 'office'), line: { automatic: false } })
  await desk.api.session.createOffice(newOffice())
  const rabat = new Pc(desk, 'Rabat')
  await desk.api.sync.enrol({ code: await feed.ministry.server.newCode({}), deviceName: 'الرباط 1' })
  const lille = await secondPc(feed.ministry, rabat)
  await rabat.syncs()
  await feed.types('release', 'managers', '--office', officeOf(rabat))
  const line = await releaseLine(lille)
  const report = { version: '1.0.0', channel: 'general', kind: 'deb', about: '1.1.0' } as const
  await line.report({ ...report, state: 'failed', reason: 'noSpace' })
  line.close()
  // Other offices of the ministry, one of which has not said its name yet.
  const other = await firstPc(feed.ministry)
  await other.syncs()
  for (const one of [other, await firstPc(feed.ministry)]) await one.desk.close()
  writeFileSync(join(feed.ministry.folder, 'release-keys.json'), JSON.stringify([makers.publicKey]))
  brought = feed.make({ version: '1.2.0', channel: 'pilot', size: 12_000_000 }).file
  await lille.desk.close()
  await desk.close()
  w = await DeskWindow.open(home, { DIWAN_CHOOSE_FILE: brought })
  await w.page.locator('.frame form').waitFor()
  await w.readLanguage()
  await w.logIn('admin', PASSWORD)
})
afterAll(async () => {
  await w.close()
  await closeDesks()
  await feed.close()
  rmSync(home, { recursive: true, force: true })
})

it('an administrator of the managing office sees which PC failed and why, and signs to whom a release goes', async () => {
  await w.page.evaluate(() => (location.hash = '/settings/updates'))
  const failed = w.page.locator('tbody tr').first()
  await failed.waitFor()
  expect(await failed.innerText()).toContain(w.t('errors.reasons.noSpace'))
  for (const language of ['fr', 'ar'] as const) {
    await w.switchTo(language)
    await w.button('updates.releases.edit').scrollIntoViewIfNeeded()
    await w.shot(resolve(`test-output/screens/releases-here-${language}.png`))
  }
  await w.button('updates.releases.edit').click()
  const dialog = w.page.getByRole('dialog')
  await dialog.locator('.segment', { hasText: w.t('updates.releases.states.running') }).click()
  await w.choose('updates.releases.percent', w.t('updates.releases.share').replace('{n}', '10'))
  await w.shot(resolve('test-output/screens/rollout-ar.png'))
  await dialog.locator('.office').last().scrollIntoViewIfNeeded()
  await w.shot(resolve('test-output/screens/rollout-offices-ar.png'))
  await w.page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })
  await w.page.getByText(w.t('updates.releases.done')).waitFor()
  expect(await w.page.locator('.releases li').first().innerText()).toContain('10')
  expect(await feed.types('releases')).toContain('running at 10 %')
})

it('brings a release of pilots to the server, sees how far it is, and to whom it can go', async () => {
  const before = w.page.locator('.releases li')
  expect(await before.count()).toBe(1)
  await w.button('updates.releases.upload').click()
  await w.page.locator('.way').waitFor()
  await w.shot(resolve('test-output/screens/release-coming-ar.png'))
  await before.nth(1).waitFor({ timeout: 60_000 })
  expect(await before.first().innerText()).toContain(w.t('updates.channels.pilot'))
  await w.page.getByText(w.t('updates.releases.arrivedPilot').split('{version}')[1] ?? '').waitFor()
  for (const language of ['fr', 'ar'] as const) {
    await w.switchTo(language)
    await w.shot(resolve(`test-output/screens/releases-two-${language}.png`))
    await w.button('updates.releases.edit').first().click()
    await w.page.getByRole('dialog').waitFor()
    await w.shot(resolve(`test-output/screens/rollout-pilot-${language}.png`))
    await w.page.keyboard.press('Escape')
    await w.page.getByRole('dialog').waitFor({ state: 'detached' })
  }
})
