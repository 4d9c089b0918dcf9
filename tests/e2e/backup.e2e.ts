import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fillForm, openForm, register } from './entry-form'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-backup-'))
const medium = mkdtempSync(join(tmpdir(), 'diwan-medium-'))
const PASSWORD = 'diwan-demo'
let w: DeskWindow
photographFailures(() => w)
afterAll(async () => {
  await w.close()
  for (const folder of [home, medium]) rmSync(folder, { recursive: true, force: true })
})

async function registerOne(): Promise<string> {
  await openForm(w)
  await w.choose('register.field.channel', w.t('values.channels.post'))
  await fillForm(w, { sender: 'مرسيليا', subject: 'قيد بعد النسخة الاحتياطية' })
  return register(w)
}

describe('backup and guided restore, in the window (R3)', () => {
  it('an administrator makes a backup into the chosen folder', async () => {
    w = await DeskWindow.open(home, { DIWAN_CHOOSE_FOLDER: medium })
    await w.openDemonstration('ar')
    await w.logInAs('admin', PASSWORD)
    await w.page.evaluate(() => (location.hash = '/settings/backup'))
    await w.button('settings.backup.make').click()
    await w.page.getByText(w.t('settings.backup.made')).waitFor()
    expect(readdirSync(medium)).toHaveLength(1)
  })

  it('after a restore the book is suspended, and goes on after the number that was really the last', async () => {
    await w.logInAs('nadia', PASSWORD)
    expect(await registerOne()).toBe('و/2026/00415')
    await w.close()
    const backup = join(medium, readdirSync(medium)[0] ?? '')
    w = await DeskWindow.open(home, { DIWAN_CHOOSE_FOLDER: backup })
    await w.readLanguage()
    await w.logIn('admin', PASSWORD)
    await w.page.evaluate(() => (location.hash = '/settings/backup'))
    await w.button('settings.backup.start').click()
    await w.button('settings.backup.choose').click()
    await w.button('shell.next').click()
    await w.field('session.logIn.login').fill('admin')
    await w.field('session.logIn.password').fill(PASSWORD)
    await w.page.keyboard.press('Enter')
    await w.page.getByText(w.t('settings.backup.done'), { exact: true }).waitFor({ timeout: 60_000 })
    await w.button('settings.backup.enter').click()
    await w.goTo(w.t('values.registerKinds.incoming'))
    await w.page.getByText(w.t('register.resume.title')).waitFor()
    await w.shot(resolve('test-output/screens/resume-ar.png'))
    await w.field('register.resume.last').fill('415')
    await w.button('register.resume.do').click()
    await w.page.getByText(w.t('register.resume.title')).waitFor({ state: 'detached' })
    await w.logInAs('nadia', PASSWORD)
    expect(await registerOne()).toBe('و/2026/00416')
  })
})
