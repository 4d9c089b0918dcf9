import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openForm, register, subjectField, typedDay } from './entry-form'
import { openEntry } from './main-job'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'
import { png } from '../fixtures/scans'

const home = mkdtempSync(join(tmpdir(), 'diwan-focus-'))
const scan = join(home, 'scan.png')
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(join(home, 'office'))
  await w.openDemonstration('ar')
  writeFileSync(scan, png(600, 800))
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

/** What a typed word would go into: the label or role of the element that has the focus. */
const focused = () =>
  w.page.evaluate(() => {
    const at = document.activeElement
    if (!at || at === document.body) return 'nowhere'
    const label = at.id ? document.querySelector(`label[for="${at.id}"] span`)?.textContent : null
    return (
      label ?? at.getAttribute('aria-label') ?? `${at.tagName} ${at.getAttribute('role') ?? ''} ${at.className}`.trim()
    )
  })
const press = (key: string) => w.page.keyboard.press(key)

describe('in the form the next word goes on where one was', () => {
  beforeAll(() => openForm(w))

  it('after F3 and F4', async () => {
    await w.field('register.field.letterDate').focus()
    await press('F3')
    await expect.poll(focused).toBe(w.t('register.field.reference'))
    await press('F4')
    await expect.poll(focused).toBe(w.t('register.field.sender'))
  })

  it('after a sealed envelope, and after taking it back', async () => {
    await subjectField(w).focus()
    await w.button('register.field.orSealed').click()
    await expect.poll(focused).toBe(w.t('register.field.unit'))
    await w.page
      .locator('.fixed')
      .filter({ hasText: w.t('register.value.sealed') })
      .getByRole('button')
      .click()
    await expect.poll(focused).toBe(w.t('register.field.subject'))
  })

  it('after a scan was chosen, and after it was removed', async () => {
    await subjectField(w).focus()
    await w.page.locator('input[type=file]').setInputFiles(scan)
    await w.page.locator('.files li button.name').first().waitFor()
    await expect.poll(focused).toBe(w.t('register.field.subject'))
    await w.page.locator('.files li .btn').click()
    await w.page.locator('.files').waitFor({ state: 'detached' })
    await expect.poll(focused).toBe(w.t('register.field.subject'))
  })

  it('F8 asks for the scan, and the field has the caret again', async () => {
    await subjectField(w).focus()
    const [chooser] = await Promise.all([w.page.waitForEvent('filechooser'), press('F8')])
    await chooser.setFiles(scan)
    await w.page.locator('.files li button.name').first().waitFor()
    await expect.poll(focused).toBe(w.t('register.field.subject'))
  })

  it('after a draft was thrown away', async () => {
    await w.page.keyboard.insertText('مسودة تُترك')
    await w.button('register.form.saveDraft').click()
    await w.page.getByText(w.t('register.draft.saved').split('{')[0] ?? '').waitFor()
    await w.goTo(w.t('values.registerKinds.outgoing'))
    await openForm(w)
    await w.button('register.draft.discardThis').click()
    await w.page.getByText((w.t('register.draft.restored').split('{')[0] ?? '').trim()).waitFor({ state: 'detached' })
    await expect.poll(focused).toBe(w.t('register.field.channel'))
  })
})

describe('the way of the Enter key', () => {
  it('registers a known sender’s letter with its scan in 25 keys or fewer beside the data', async () => {
    await openForm(w)
    let pressed = 0
    const key = async (name: string): Promise<void> => {
      pressed++
      await press(name)
    }
    /** Enter, until the field has the caret. */
    const goTo = async (field: string): Promise<void> => {
      const name = w.t(`register.field.${field}`)
      for (let tries = 0; tries < 15 && (await focused()) !== name; tries++) await key('Enter')
      expect(await focused()).toBe(name)
    }
    await expect.poll(focused).toBe(w.t('register.field.channel'))
    const [chooser] = await Promise.all([w.page.waitForEvent('filechooser'), key('F8')])
    await chooser.setFiles(scan)
    await w.page.locator('.files li button.name').first().waitFor()
    await goTo('letterDate')
    await w.page.keyboard.type(typedDay(-3))
    await goTo('reference')
    await w.page.keyboard.type('RAB/26/1204')
    await goTo('sender')
    await w.page.keyboard.type('سفارة')
    await w.page.locator('.combo [role=status]').waitFor()
    await key('Enter')
    await goTo('subject')
    await w.page.keyboard.type('موعد اللجنة المختلطة')
    pressed++ // Ctrl+Enter
    expect(await register(w)).toMatch(/2026/)
    expect(pressed).toBeLessThanOrEqual(25)
  })
})

describe('pages', () => {
  it('a register opens on its lines, and Esc on an entry comes back to the same line, search and scroll', async () => {
    await w.goTo(w.t('values.registerKinds.incoming'))
    await expect.poll(() => w.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
    const box = w.page.getByPlaceholder(w.t('register.search'))
    await press('/')
    await w.page.keyboard.insertText('الهجرة')
    await press('Enter')
    await press('ArrowDown')
    await expect.poll(() => w.page.locator('[role=row][aria-selected]').count()).toBeLessThan(9)
    const line = () => w.page.locator('[role=row][aria-selected=true] .number').innerText()
    const chosen = await line()
    await press('Enter')
    await w.page.locator('.path').waitFor()
    await expect.poll(() => w.page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await press('Escape')
    await expect.poll(line).toBe(chosen)
    expect(await box.inputValue()).toBe('الهجرة')
    await expect.poll(() => w.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
    // A link opens it at its beginning.
    await w.goTo(w.t('shell.nav.persons'))
    await w.goTo(w.t('values.registerKinds.incoming'))
    await expect.poll(() => box.inputValue()).toBe('')
  })

  it('persons open on their list; Esc on a card comes back to the same person', async () => {
    await w.goTo(w.t('shell.nav.persons'))
    await expect.poll(() => w.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox')
    await press('ArrowDown')
    await press('ArrowDown')
    const name = () => w.page.locator('[role=option][aria-selected=true] .names').innerText()
    const chosen = await name()
    await press('Enter')
    await w.page.locator('.life, .empty').first().waitFor()
    await press('Escape')
    await expect.poll(name).toBe(chosen)
  })

  it('search keeps its words and its line', async () => {
    await w.page.evaluate(() => (location.hash = '/search'))
    // The list before it has a field as well; a word typed too soon would be lost with it.
    await w.page.locator('.main input[aria-controls=search-hits]:focus').waitFor()
    await w.page.keyboard.insertText('الهجرة')
    await w.page.locator('.hits [role=option]').nth(1).waitFor()
    await press('ArrowDown')
    const hit = () => w.page.locator('.hits [aria-selected=true]').innerText()
    const chosen = await hit()
    await press('Enter')
    await w.page.locator('.main .head h1').waitFor()
    await w.page.locator('.hits [role=option]').first().waitFor({ state: 'detached' })
    await press('Escape')
    await expect.poll(hit).toBe(chosen)
    expect(await w.page.locator('.main input').first().inputValue()).toBe('الهجرة')
  })

  it('the first Tab leads past the sidebar; only one box is marked with the slash', async () => {
    await w.goTo(w.t('values.registerKinds.incoming'))
    await w.page.locator('[role=row][aria-selected]').first().waitFor()
    expect(await w.page.locator('kbd', { hasText: /^\/$/ }).count()).toBe(1)
    await w.page.locator('.side .cmd').focus()
    await press('Shift+Tab')
    await expect.poll(() => w.page.evaluate(() => document.activeElement?.className)).toContain('skip')
    await w.shot(resolve('test-output/screens/skip-link-ar.png'))
    await press('Enter')
    await expect.poll(() => w.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
  })

  it('the drawer stays open while the language is chosen, and Esc gives the focus back to its badge', async () => {
    await w.page.locator('button.sync').click()
    await w.page.locator('.dr').waitFor()
    await w.switchTo('fr')
    expect(await w.page.locator('.dr').count()).toBe(1)
    await w.page.locator('.dr .scroll').focus()
    await press('Escape')
    await w.page.locator('.dr').waitFor({ state: 'detached' })
    expect(await w.page.evaluate(() => document.activeElement?.className)).toContain('sync')
    await w.switchTo('ar')
  })
})

it('the menu of fields gives the caret back to the paragraph', async () => {
  await w.logInAs('karim', 'diwan-demo')
  await openEntry(w, 'RAB/26/0871')
  await w.reply()
  await w.page.locator('.editor').first().waitFor()
  const decision = w.page.locator('.editor[lang=fr]').nth(2)
  await decision.click()
  await w.page.keyboard.insertText('Avant ')
  await press('Control+j')
  await w.page.getByRole('menu').waitFor()
  await press('Escape')
  await w.page.getByRole('menu').waitFor({ state: 'detached' })
  await w.page.waitForTimeout(100)
  await w.page.keyboard.insertText('après')
  expect(await decision.innerText()).toContain('Avant après')
})
