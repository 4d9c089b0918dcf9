import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setBookState } from '../../main/register/books'
import { addUser, closeDesks, entryInput, newOffice, PASSWORD, startDesk, testClock } from '../fixtures/office'
import { signedLetter } from '../fixtures/signed-letter'
import { openLetter } from './main-job'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-issue-'))
const NOTES = {
  ar: 'سجل المذكرات الشفوية',
  fr: 'Registre des notes verbales',
  en: 'Notes verbales',
  es: 'Notas verbales',
}
let w: DeskWindow
photographFailures(() => w)

/** An office with two outgoing registers and a letter that waits for its number; a restore left numbers nobody bears. */
beforeAll(async () => {
  const desk = startDesk({ folder: join(home, 'office'), clock: testClock(Date.now()) })
  const { api } = desk
  await api.session.createOffice(newOffice({ ownApprovalAllowed: true }))
  await api.register.register(await entryInput(desk))
  const [incoming, outgoing] = await api.register.registers({})
  const bookId = incoming?.books[0]?.id ?? ''
  await desk.app.session.desk.db.write((tx) => setBookState(tx, bookId, 'suspended'))
  await api.register.resume({ bookId, lastSeq: 3 })
  await api.registers.open({
    ...{ id: desk.app.session.desk.newId(), kind: 'outgoing', code: 'م.ش', names: NOTES },
    ...{ pattern: outgoing?.pattern ?? '', opening: 41 },
  })
  await addUser(desk, 'karim', ['officer'], 'secret')
  await addUser(desk, 'said', ['headOfOffice'], 'secret')
  await addUser(desk, 'nadia', ['clerk'])
  await signedLetter(desk)
  await desk.close()
  w = await DeskWindow.open(home)
  await w.readLanguage()
  await w.logIn('nadia', PASSWORD)
})
afterAll(async () => {
  await w.close()
  await closeDesks()
  rmSync(home, { recursive: true, force: true })
})

it('a number nobody bears stands struck in its place, with its reason; the arrows pass over it as over any line (N3)', async () => {
  await w.goTo(w.t('values.registerKinds.incoming'))
  const lines = w.page.locator('[role=row][aria-selected]')
  const voids = lines.filter({ hasText: w.t('register.void.mark') })
  await expect.poll(() => voids.count()).toBe(2)
  await lines.first().click()
  await w.page.keyboard.press('ArrowDown')
  await expect.poll(() => voids.first().getAttribute('aria-selected')).toBe('true')
  for (const language of ['fr', 'ar'] as const) {
    await w.switchTo(language)
    await w.shot(resolve(`test-output/screens/register-void-${language}.png`))
  }
})

it('a letter leaves by the outgoing register that was chosen for it, under its next number (W2, N6)', async () => {
  await openLetter(w, 'toIssue')
  const dialog = w.page.getByRole('dialog')
  for (const language of ['fr', 'ar'] as const) {
    await w.switchTo(language)
    await w.button('letters.issue.button').click()
    await dialog.waitFor()
    await w.shot(resolve(`test-output/screens/letter-issue-${language}.png`))
    await w.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  await w.button('letters.issue.button').click()
  await w.choose('letters.issue.register', NOTES.ar)
  await w.choose('letters.issue.channel', w.t('values.channels.courier'))
  await dialog.getByRole('button', { name: w.t('letters.issue.do') }).click()
  await expect.poll(() => w.page.locator('.said .number').innerText()).toMatch(/م\.ش.*00041/)
  await w.goTo(NOTES.ar)
  await w.page.getByRole('row').filter({ hasText: 'تعيين أستاذين' }).waitFor()
})
