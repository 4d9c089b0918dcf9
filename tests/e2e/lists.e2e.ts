import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addUser, entryInput, logIn, newOffice, PASSWORD, startDesk, testClock } from '../fixtures/office'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

/** Finding, narrowing, choosing and taking along, by keyboard alone. */
const home = mkdtempSync(join(tmpdir(), 'diwan-lists-'))
const saved = join(home, 'saved')
const subjects = [
  'طلب معاش من جمعية ليون',
  'Demande d’équivalence',
  'شكر على الدعم',
  'إحالة ملف التقاعد',
  'رد على الطلب',
]
let w: DeskWindow
beforeAll(async () => {
  mkdirSync(saved)
  const desk = startDesk({ folder: join(home, 'office'), clock: testClock(Date.now() - 3_600_000) })
  await desk.api.session.createOffice(newOffice({ ownApprovalAllowed: true }))
  await addUser(desk, 'hind', ['headOfRegistry'], 'secret')
  await logIn(desk, 'hind')
  for (let i = 0; i < 40; i++) {
    const arrivalAt = desk.clock.now() - (i % 5 === 0 ? 3 * 86_400_000 : 0)
    const change = { channel: i % 3 === 0 ? 'fax' : 'post', urgency: i % 7 === 0 ? 'urgent' : 'routine' } as const
    const subject = subjects[i % subjects.length] ?? ''
    await desk.api.register.register(
      await entryInput(desk, {
        ...change,
        subject,
        arrivalAt,
        letterDate: null,
        level: i === 39 ? 'confidential' : 'ordinary',
      }),
    )
  }
  await desk.app.close()
  w = await DeskWindow.open(home, { DIWAN_SAVE_IN: saved })
  await w.logIn('hind', PASSWORD)
  await w.page.getByRole('row').nth(3).waitFor()
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

const key = (name: string): Promise<void> => w.page.keyboard.press(name)
const rows = (): Promise<number> => w.page.locator('[role=row][aria-selected]').count()

it('N1: a number leads to its entry; one that nobody has says so, and 4 is not 40', async () => {
  await key('/')
  await w.page.keyboard.type('٤')
  await w.page.getByText(w.t('lists.number.open')).waitFor()
  await w.shot(resolve('test-output/screens/list-number-ar.png'))
  await key('Enter')
  await expect.poll(() => w.page.locator('h1').innerText()).toMatch(/0*4$/)
  await key('Alt+p')
  await w.button('lists.shelf.unpin').waitFor()
  await key('Escape')
  await key('/')
  await w.page.keyboard.type('4000')
  await w.page.getByText(w.t('lists.number.none').split('{')[0] ?? '', { exact: false }).waitFor()
  await key('Escape')
})

it('Alt F narrows, each chip goes by itself, and what is asked can be kept', async () => {
  await w.page.getByRole('grid').focus()
  await key('Alt+f')
  const dialog = w.page.getByRole('dialog')
  await dialog.waitFor()
  await dialog.getByLabel(w.t('lists.criteria.channel')).click()
  await w.page.getByRole('option', { name: w.t('values.channels.fax') }).click()
  await dialog.getByLabel(w.t('lists.late')).check()
  await w.shot(resolve('test-output/screens/list-filter-ar.png'))
  await key('Control+Enter')
  await expect.poll(rows).toBe(3)
  await w.shot(resolve('test-output/screens/list-narrowed-ar.png'))
  await w.button('lists.saved.button').click()
  await w.page.getByRole('menuitem', { name: w.t('lists.saved.save') }).click()
  await w.page.keyboard.type('فاكسات متأخرة')
  await key('Control+Enter')
  await w.page.getByRole('dialog').waitFor({ state: 'detached' })
  await w.page.locator('.chips .chip').first().click()
  await expect.poll(rows).toBeGreaterThan(3)
  await w.button('lists.saved.button').click()
  await w.shot(resolve('test-output/screens/list-saved-ar.png'))
  await w.page.getByRole('menuitem', { name: 'فاكسات متأخرة' }).click()
  await expect.poll(rows).toBe(3)
  await w.button('lists.filter.clear').click()
})

it('Space and Shift choose, all of them are changed with one reason, and each is accounted for', async () => {
  await w.page.getByRole('grid').focus()
  await key('Home')
  await key('Space')
  await key('Shift+ArrowDown')
  await key('Shift+ArrowDown')
  await w.page.getByText('3 قيود مختارة').waitFor()
  await w.button('lists.chosen.change').click()
  const dialog = w.page.getByRole('dialog')
  await dialog.getByLabel(w.t('lists.bulk.field')).click()
  await w.page.getByRole('option', { name: w.t('register.correct.field.urgency') }).click()
  await dialog.getByLabel(w.t('lists.bulk.value')).click()
  await w.page.getByRole('option', { name: w.t('values.urgencies.mostUrgent') }).click()
  await dialog.getByLabel(w.t('lists.bulk.reason'), { exact: true }).fill('تعليمات رئيس المصلحة')
  await w.page.getByText(w.t('lists.bulk.noUndo')).waitFor()
  await w.shot(resolve('test-output/screens/list-bulk-ar.png'))
  await key('Control+Enter')
  await dialog.locator('.note.accent').waitFor()
  await w.shot(resolve('test-output/screens/list-outcome-ar.png'))
  await key('Escape')
  await expect.poll(() => w.page.locator('[role=row] .mark.late').count()).toBeGreaterThan(2)
})

it('A3: all that is shown is saved as it is seen, under its own name, with the reader’s', async () => {
  await w.page.getByRole('grid').focus()
  await key('Control+a')
  await w.shot(resolve('test-output/screens/list-chosen-ar.png'))
  await key('Control+e')
  await w.page.getByRole('dialog').waitFor()
  await w.page.getByRole('radio').nth(1).check()
  await w.shot(resolve('test-output/screens/list-export-ar.png'))
  await key('Control+Enter')
  await expect.poll(() => readdirSync(saved).filter((name) => name.endsWith('.csv')).length).toBe(1)
  const [name = ''] = readdirSync(saved)
  const text = readFileSync(join(saved, name), 'utf8')
  expect(text.trim().split('\r\n')).toHaveLength(41)
  expect(text).toContain('hind')
  expect(existsSync(join(saved, `${name}.part`))).toBe(false)
})
