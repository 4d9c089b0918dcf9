import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillForm, openForm, register, sequenceOf, subjectField, typedDay } from './entry-form'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const PASSWORD = 'diwan-demo'
const work = mkdtempSync(join(tmpdir(), 'diwan-register-'))
const home = join(work, 'home')
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(home)
  await w.openDemonstration('ar')
})
afterAll(async () => {
  await w.close()
  rmSync(work, { recursive: true, force: true })
})

photographFailures(() => w)

/** What has the focus: its role and whether it may be typed in. */
const focused = () =>
  w.page.evaluate(() => {
    const at = document.activeElement
    return {
      tag: at?.tagName ?? '',
      role: at?.getAttribute('role') ?? '',
      invalid: at?.getAttribute('aria-invalid') ?? '',
    }
  })

describe('registering', () => {
  it('needs no mouse: from the register to the next empty form', async () => {
    const { page } = w
    await page.getByRole('row').nth(3).waitFor()
    await page.keyboard.press('Control+n')
    await page.locator('.numband').waitFor()
    const promised = (await page.locator('.numband b').innerText()).trim()
    await expect.poll(async () => (await focused()).role).toBe('combobox')
    await page.keyboard.press('F3')
    await page.keyboard.press('F4')
    // Enter goes along the paper until the sender's field.
    for (let i = 0; i < 12 && (await focused()).tag + (await focused()).role !== 'INPUTcombobox'; i++)
      await page.keyboard.press('Enter')
    await page.keyboard.type('Belhaj')
    await page
      .getByRole('option')
      .filter({ has: page.locator('mark') })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await focused()).tag).toBe('TEXTAREA')
    await page.keyboard.type('طلب موعد بشأن مشروع بركان')
    await page.keyboard.press('Control+Enter')
    await page.locator('.given .number').waitFor()
    expect((await page.locator('.given .number').innerText()).trim()).toBe(promised)
    await expect
      .poll(async () => sequenceOf((await page.locator('.numband b').innerText()).trim()))
      .toBe(sequenceOf(promised) + 1)
    expect(await subjectField(w).inputValue()).toBe('')
  })

  it('without a subject says so at the field and puts the caret there', async () => {
    await openForm(w)
    await fillForm(w, { sender: 'Belhaj' })
    await w.page.keyboard.press('Control+Enter')
    await w.page.getByText(w.t('register.problem.subject')).waitFor()
    await expect.poll(focused).toEqual({ tag: 'TEXTAREA', role: '', invalid: 'true' })
    expect(await w.page.locator('[aria-invalid=true]').count()).toBe(1)
  })

  it('warns of a letter dated after its arrival, and does not forbid it (C1)', async () => {
    await w.page.keyboard.press('F3')
    await w.field('register.field.letterDate').fill(typedDay(2))
    await w.page.getByText(w.t('register.check.letter-after-arrival')).waitFor()
    await w.field('register.field.letterDate').fill(typedDay(-2))
    await w.page.getByText(w.t('register.check.letter-after-arrival')).waitFor({ state: 'detached' })
    await subjectField(w).fill('رسالة بتاريخ صحيح')
    expect(sequenceOf(await register(w))).toBeGreaterThan(0)
  })

  it('shows the first entry before a duplicate gets a number (C3)', async () => {
    const letter = { sender: 'Belhaj', reference: 'YB/7', letterDate: typedDay(-5), subject: 'تذكير بالطلب' }
    await fillForm(w, letter)
    const number = await register(w)
    await fillForm(w, letter)
    const note = w.page.locator('.note').filter({ hasText: w.t('register.check.reference') })
    await note.waitFor()
    expect(await note.innerText()).toContain(number)
    await note.getByRole('button', { name: w.t('register.check.secondCopy') }).click()
    expect(sequenceOf(await register(w))).toBe(sequenceOf(number) + 1)
  })

  it('refuses a file that is no document, and one of 300 MB, in words', async () => {
    const broken = join(work, 'broken.pdf')
    const huge = join(work, 'huge.pdf')
    writeFileSync(broken, '%PDF-1.7\nnothing of a page follows')
    writeFileSync(huge, '%PDF-1.7\n')
    truncateSync(huge, 300_000_000)
    await w.page.locator('input[type=file]').setInputFiles([broken, huge])
    const refusals = w.page.locator('.files .note')
    await expect.poll(() => refusals.count(), { timeout: 15_000 }).toBe(2)
    const [first = '', second = ''] = await refusals.allInnerTexts()
    expect(first).toContain('broken.pdf')
    expect(second).toContain('huge.pdf')
    expect(second).toMatch(/300.*150/s)
    expect(`${first}${second}`).not.toMatch(/file-|\{|Error/)
    expect(await w.page.locator('.files li').count()).toBe(0)
    await w.shot(resolve('test-output/screens', 'files-refused-ar.png'))
  })

  it('is not lost when the program dies: the draft comes back (kill -9)', async () => {
    await openForm(w)
    await fillForm(w, { sender: 'Belhaj', subject: 'رسالة لم تكتمل بعد' })
    const saved = w.t('register.draft.saved').split('{')[0] ?? ''
    await w.page.getByText(saved).waitFor()
    const ended = new Promise((done) => w.app.process().once('exit', done))
    w.app.process().kill('SIGKILL')
    await ended
    w = await DeskWindow.open(home)
    await w.logIn('nadia', PASSWORD)
    await w.page.getByRole('row').nth(3).waitFor()
    await openForm(w)
    await expect.poll(() => subjectField(w).inputValue()).toBe('رسالة لم تكتمل بعد')
    expect(await w.page.getByRole('combobox', { name: w.t('register.field.sender') }).inputValue()).toContain('بلحاج')
    await w.page.getByText((w.t('register.draft.restored').split('{')[0] ?? '').trim()).waitFor()
    await w.shot(resolve('test-output/screens', 'draft-restored-ar.png'))
  })
})

describe('the register', () => {
  beforeAll(() => w.goTo(w.t('values.registerKinds.incoming')))

  it('shows a cancelled entry struck through and readable, its reason unstruck (N3, I1)', async () => {
    const row = w.page.locator('[role=row].cancelled')
    const struck = (selector: string) =>
      row
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).textDecorationLine)
    expect(await struck('.c.subject')).toContain('line-through')
    expect(await struck('.c.reason')).not.toContain('line-through')
    expect(await row.locator('.subject bdi').innerText()).toContain('التعاون القضائي')
    expect(await row.innerText()).toContain('قيد مكرر')
  })

  it('shows of a hidden entry only that its number exists (A2)', async () => {
    const row = w.page.getByRole('row').filter({ hasText: w.t('register.grid.hidden') })
    expect(await row.innerText()).toContain('00412')
    expect(await w.page.content()).not.toContain('مراسلة سرية بشأن')
    await row.dblclick()
    expect(w.page.url()).toContain('/register/')
  })

  it('finds without hamzas, and by a Latin name', async () => {
    const box = w.page.getByPlaceholder(w.t('register.search'))
    const rows = w.page.locator('[role=row][aria-selected]')
    await box.fill('ادماج القاصرين')
    await expect
      .poll(() => rows.allInnerTexts().then((all) => (all.length === 1 ? all[0] : '')))
      .toContain('إدماج القاصرين')
    await box.fill('ouhssain')
    await expect.poll(() => rows.allInnerTexts().then((all) => all.join())).toContain('فاطمة الزهراء أوحساين')
    await box.press('Escape')
  })

  it('prints the sheet of an entry, and nothing else of the window', async () => {
    // The system's dialog has nobody to answer it here; what it would be given is what is looked at.
    await w.app.evaluate(({ BrowserWindow }) => {
      const [open] = BrowserWindow.getAllWindows()
      if (!open) return
      open.webContents.print = (_options, done) => {
        ;(globalThis as { printed?: () => void }).printed = () => done?.(true, '')
      }
    })
    await w.page.locator('[role=row][aria-selected]').filter({ hasText: 'Coopérative' }).first().dblclick()
    await w.button('register.entry.print').click()
    const dialog = w.page.getByRole('dialog')
    await dialog.locator('.page[aria-busy=false] canvas').first().waitFor()
    await dialog.getByRole('button', { name: w.t('register.print.print') }).click()
    await expect.poll(() => w.app.evaluate(() => typeof (globalThis as { printed?: unknown }).printed)).toBe('function')
    await w.page.emulateMedia({ media: 'print' })
    const sheets = w.page.locator('.print-view img')
    expect(await sheets.count()).toBe(1)
    expect(await sheets.first().isVisible()).toBe(true)
    expect(await w.page.locator('#app').isVisible()).toBe(false)
    await w.page.screenshot({ path: resolve('test-output/screens', 'print-view-ar.png') })
    await w.page.emulateMedia({ media: null })
    await w.app.evaluate(() => (globalThis as { printed?: () => void }).printed?.())
    await w.page.locator('.print-view').waitFor({ state: 'detached' })
    await w.page.keyboard.press('Escape')
  })
})
