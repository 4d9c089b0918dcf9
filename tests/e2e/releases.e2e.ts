import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeDesks, newOffice, PASSWORD, startDesk } from '../fixtures/office'
import { Feed, officeOf, releaseLine } from '../sync/releasing'
import { Pc, secondPc } from '../sync/stories'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-releases-'))
const feed = new Feed()
let w: DeskWindow
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
  await lille.desk.close()
  await desk.close()
  w = await DeskWindow.open(home)
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
  await w.page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })
  await w.page.getByText(w.t('updates.releases.done')).waitFor()
  expect(await w.page.locator('.releases li').innerText()).toContain('10')
  expect(await feed.types('releases')).toContain('running at 10 %')
})
