import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEntry, REPLY, savedAndShown, writeReply } from './main-job'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-desk-'))
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(home)
  await w.openDemonstration('ar')
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

const waiting = () => w.page.locator('.queue [role=option]')
const open = () => w.page.locator('.open h2')
const drawn = () => w.page.locator('.pair .page[aria-busy=false] canvas').first().waitFor({ timeout: 30_000 })
const lands = async (login: string): Promise<void> => {
  await w.logInAs(login, 'diwan-demo')
  await expect.poll(() => w.page.url(), { timeout: 15_000 }).toContain('/desk')
}

describe('my desk', () => {
  it('the head of office reads what came beside what would leave, and returns it by a key, with a reason', async () => {
    await lands('karim')
    await w.page.getByText(w.t('desk.empty')).waitFor()
    await openEntry(w, 'RAB/26/0871')
    await writeReply(w)
    await lands('said')
    await waiting().first().waitFor()
    expect(await waiting().count()).toBe(1)
    await expect.poll(() => open().innerText()).toContain(REPLY.subjectAr)
    await drawn()
    await w.shot(resolve('test-output/screens/desk-sign-ar.png'))
    await w.page.keyboard.press('Alt+r')
    await w.page.getByRole('dialog').locator('textarea').fill('ينقص المرجع')
    await w.page.keyboard.press('Control+Enter')
    await w.page.getByRole('dialog').waitFor({ state: 'detached' })
    await w.page.getByText(w.t('desk.empty')).waitFor()
  })

  it('what was returned waits for its author, says why, and is one key away', async () => {
    await lands('karim')
    await waiting().first().waitFor()
    expect(await w.page.locator('.queue h2').first().innerText()).toContain(w.t('desk.waits.returned'))
    await w.page.getByText('ينقص المرجع').waitFor()
    await w.shot(resolve('test-output/screens/desk-returned-ar.png'))
    await w.page.keyboard.press('Control+Enter')
    await w.page.locator('.editor').first().waitFor()
    await w.page.locator('.editor[lang=ar]').nth(1).click()
    await w.page.keyboard.press('Control+End')
    await w.page.keyboard.type(' المرجع المطلوب')
    await savedAndShown(w)
    // What changed since it came back, by a key: what is being typed counts.
    await w.page.keyboard.press('F9')
    await expect.poll(() => w.page.getByRole('dialog').locator('ins').allInnerTexts()).toEqual([' المرجع المطلوب'])
    await w.shot(resolve('test-output/screens/letter-changes-ar.png'))
    await w.page.keyboard.press('Escape')
    await w.page.keyboard.press('Control+Enter')
    await w.page.locator('.flow li').nth(1).locator('time').waitFor()
  })

  it('signs it without the mouse (W2); what is left has the keys', async () => {
    await lands('said')
    await waiting().first().waitFor()
    await drawn()
    await w.page.keyboard.press('Control+Enter')
    const dialog = w.page.getByRole('dialog')
    await dialog.waitFor()
    await w.page.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    await w.page.getByText(w.t('desk.empty')).waitFor()
    await expect.poll(() => w.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  })

  it('an administrator finds the last backup, the PCs and what to do next', async () => {
    await w.logInAs('admin', 'diwan-demo')
    await w.goTo(w.t('desk.title'))
    await w.page.locator('.admin .steps li').first().waitFor()
    expect(await w.page.locator('.admin').innerText()).toContain(w.t('desk.admin.noBackup'))
    expect(await w.page.locator('.admin .devices > li').count()).toBe(1)
    await w.shot(resolve('test-output/screens/desk-administrator-ar.png'))
  })

  it('W4: the head confirms a feast with its act, sees how a complaint is counted, takes it along and pauses it', async () => {
    await lands('said')
    await w.page.evaluate(() => (location.hash = '/calendar'))
    await w.button('calendar.confirm.button').first().click()
    await w.field('calendar.field.act').fill('مرسوم رقم 2.26.417')
    await w.page.keyboard.press('Control+Enter')
    await w.page.locator('.side').getByText('مرسوم رقم 2.26.417').waitFor()
    await w.shot(resolve('test-output/screens/calendar-ar.png'))
    await w.page.evaluate(() => (location.hash = '/deadlines'))
    const complaint = w.page.getByRole('option').filter({ hasText: 'شكاية بشأن تأخر' })
    await complaint.waitFor()
    await w.shot(resolve('test-output/screens/deadlines-ar.png'))
    const file = join(home, 'x.ics')
    await w.app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = (() =>
        Promise.resolve({ canceled: false, filePath: path })) as typeof dialog.showSaveDialog
    }, file)
    await w.page.keyboard.press('Control+e')
    await w.page.getByRole('dialog').waitFor()
    await w.page.keyboard.press('Control+Enter')
    await expect.poll(() => (existsSync(file) ? readFileSync(file, 'utf8') : '')).toMatch(/^BEGIN:VCALENDAR[^]*SUMMARY/)
    await complaint.click()
    const deadline = w.page.locator('.deadlines article').first()
    await deadline.getByText(w.t('deadlines.how.firstDoesNot')).waitFor()
    await w.button('deadlines.pause.button').click()
    await w.field('deadlines.field.why').fill('نسخة من عقد الولادة، طلبت برسالة')
    await w.page.keyboard.press('Control+Enter')
    await deadline.getByText(w.t('deadlines.place.paused'), { exact: true }).first().waitFor()
    await w.shot(resolve('test-output/screens/entry-deadline-ar.png'))
  })
})
