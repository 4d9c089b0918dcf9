import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEntry, REPLY, savedAndShown, writeReply } from './main-job'
import { photographFailures } from './pictures'
import type { Letter } from '../../contract/letters'
import { ask } from './screens/screen'
import { delegated, personOf, submittedLetter } from './screens/visas'
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

const OWN = 'جسر وادي نهر قمر'
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

  it('asks visas in order: a refusal comes back with its reason, a changed text is asked again; who has a delegation signs with its formula, many at once; all of it is handed over (W2, W3, W7)', async () => {
    await w.logInAs('admin', 'diwan-demo')
    const names = { ar: 'سلمى بناني', fr: 'Salma Bennani', en: 'Salma Bennani', es: 'Salma Bennani' }
    const salma = { login: 'salma', names, roles: ['officer'], clearance: 'confidential', unitId: null }
    await ask(w, 'users', 'add', { ...salma, password: 'diwan-demo-salma' })
    await w.logOut()
    await w.field('session.logIn.login').fill('salma')
    await w.field('session.logIn.password').fill('diwan-demo-salma')
    await w.page.keyboard.press('Enter')
    const dialog = w.page.getByRole('dialog')
    for (const [at, word] of ['diwan-demo-salma', OWN, OWN].entries()) await dialog.locator('input').nth(at).fill(word)
    await w.page.keyboard.press('Enter')
    await w.page.locator('.me').waitFor()
    await w.page.keyboard.press('Escape')
    await lands('karim')
    const asked = [await personOf(w, 'Salma'), await personOf(w, 'Sa')]
    const first = await submittedLetter(w, { ar: 'دعم مالي للجمعية', other: 'Soutien financier' }, [asked[0] ?? ''])
    await submittedLetter(w, { ar: 'دعوة إلى الملتقى', other: 'Invitation' }, [asked[0] ?? ''])
    await w.logInAs('salma', OWN)
    await waiting().nth(1).waitFor()
    expect(await w.page.locator('.queue h2').first().innerText()).toContain(w.t('desk.waits.toVisa'))
    await waiting().filter({ hasText: 'دعم مالي' }).click()
    await w.page.locator('.open .trail').waitFor()
    await drawn()
    await w.shot(resolve('test-output/screens/desk-visa-ar.png'))
    await w.page.keyboard.press('Alt+r')
    await w.page.getByRole('dialog').locator('textarea').fill('المبلغ غير مذكور')
    await w.page.keyboard.press('Control+Enter')
    await w.page.getByRole('dialog').waitFor({ state: 'detached' })
    const picks = w.page.locator('.queue .pick')
    await expect.poll(() => picks.count()).toBe(1)
    await waiting().filter({ hasText: 'دعوة' }).click()
    await w.page.locator('.open .trail').waitFor()
    await drawn()
    await w.page.keyboard.press('Control+Enter')
    await expect.poll(() => picks.count()).toBe(0)

    await lands('karim')
    await w.page.getByText('المبلغ غير مذكور').first().waitFor()
    const { updatedAt, ...letter } = await ask<Letter>(w, 'letters', 'get', { id: first })
    const { secondLanguage, addressee, enclosures, urgency, level, signatureMode, kind, layout, addressForm } = letter
    const content = { secondLanguage, addressee, enclosures, urgency, level, signatureMode, kind, layout, addressForm }
    const text = { paragraphs: letter.paragraphs, subject: { ar: 'دعم مالي قدره 5000', other: 'Soutien de 5000' } }
    await ask(w, 'letters', 'save', { id: first, basedOn: updatedAt, content: { ...content, ...text } })
    await ask(w, 'letters', 'submit', { id: first })
    await lands('said')
    await delegated(w, asked[0] ?? '')
    await w.logInAs('salma', OWN)
    // The changed text asks her again; the other one waits for the signature she was given.
    await expect.poll(() => picks.count()).toBe(2)
    await w.button('desk.markAll').click()
    await w.page.keyboard.press('Control+s')
    await dialog.getByText(w.t('visas.batch.signature')).waitFor()
    await w.shot(resolve('test-output/screens/desk-batch-ar.png'))
    await w.page.keyboard.press('Control+Enter')
    await dialog.getByRole('heading', { name: w.t('visas.batch.outcome') }).waitFor()
    expect(await dialog.getByText(w.t('visas.batch.decided'), { exact: true }).count()).toBe(2)
    await w.shot(resolve('test-output/screens/desk-batch-outcome-ar.png'))
    await w.page.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    await waiting().filter({ hasText: 'دعوة' }).click()
    await drawn()
    await w.shot(resolve('test-output/screens/desk-delegate-ar.png'))

    await w.page.evaluate(() => (location.hash = '/standing'))
    await w.button('standing.handover.add').click()
    await w.choose('standing.handover.toWhom', 'سعيد الركراكي')
    await w.button('standing.handover.do').click()
    await dialog.waitFor({ state: 'detached' })
    await w.shot(resolve('test-output/screens/standing-ar.png'))
    await w.button('standing.handover.print').first().click()
    await dialog.locator('.page[aria-busy=false] canvas').first().waitFor({ timeout: 30_000 })
    await w.shot(resolve('test-output/screens/standing-paper-ar.png'))
    await w.page.keyboard.press('Escape')
  })

  it('P4: a card gets a wall and is gone for a colleague; broken open in need, it says so across the screen and on the keeper’s desk', async () => {
    await lands('said')
    const named = 'يوسف بلحاج'
    const list = () => w.page.evaluate(() => (location.hash = '/contacts/person'))
    await list()
    await w.page.getByRole('option').filter({ hasText: named }).click()
    await w.button('walls.raise').click()
    const dialog = w.page.getByRole('dialog')
    await dialog.locator('textarea').fill('حالة هشة')
    await w.shot(resolve('test-output/screens/wall-raise-ar.png'))
    await w.page.keyboard.press('Control+Enter')
    await w.page.getByText(w.t('walls.stands')).waitFor()
    await w.shot(resolve('test-output/screens/wall-card-ar.png'))
    await lands('karim')
    await list()
    await w.page.getByRole('option').first().waitFor()
    expect(await w.page.getByRole('option').filter({ hasText: named }).count()).toBe(0)
    await w.goTo(w.t('walls.page'))
    await w.page.keyboard.press('Control+b')
    await dialog.locator('input').first().fill(named)
    await dialog.locator('textarea').fill('اتصال من المستشفى')
    await w.page.keyboard.press('Control+Enter')
    await dialog.getByRole('link', { name: named }).click()
    await w.page.locator('.marks').waitFor()
    await w.page.locator('.main .head h1').filter({ hasText: /./ }).first().waitFor()
    await w.shot(resolve('test-output/screens/glass-card-ar.png'))
    await w.button('walls.glass.close').click()
    await w.page.locator('.marks').waitFor({ state: 'detached' })
    await lands('said')
    await w.page.getByText(w.t('walls.glass.broken')).waitFor()
    await w.shot(resolve('test-output/screens/glass-told-ar.png'))
    await w.button('walls.note').click()
    await w.page.getByText(w.t('walls.glass.broken')).waitFor({ state: 'detached' })
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
