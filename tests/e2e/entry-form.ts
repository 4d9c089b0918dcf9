import type { DeskWindow } from './window'

/** What a clerk types; what is left out is said to be absent, with its key. */
export type Typed = { sender: string; subject?: string; reference?: string; letterDate?: string; scan?: string }

export async function openForm(w: DeskWindow): Promise<void> {
  await w.page.evaluate(() => (location.hash = '/register/incoming/new'))
  await w.page.locator('.numband').waitFor()
}

/** Fills the form in the order of the paper, by its labels and keys. */
export async function fillForm(w: DeskWindow, typed: Typed): Promise<void> {
  const { page } = w
  if (typed.scan) {
    await page.locator('input[type=file]').setInputFiles(typed.scan)
    await page.locator('.files li button.name').first().waitFor()
  }
  if (typed.letterDate) await w.field('register.field.letterDate').fill(typed.letterDate)
  else await page.keyboard.press('F3')
  if (typed.reference) await w.field('register.field.reference').fill(typed.reference)
  else await page.keyboard.press('F4')
  await chooseSender(w, typed.sender)
  if (typed.subject) await subjectField(w).fill(typed.subject)
}

export async function chooseSender(w: DeskWindow, name: string): Promise<void> {
  const combo = w.page.getByRole('combobox', { name: w.t('register.field.sender') })
  await combo.fill(name)
  // The count of results stands there only when they are the answer to what is typed.
  await w.page.locator('.combo [role=status]').waitFor()
  await combo.press('Enter')
}

export const subjectField = (w: DeskWindow) => w.page.locator('form textarea').first()

/** Registers what stands in the form. @returns the number that was given */
export async function register(w: DeskWindow): Promise<string> {
  const given = w.page.locator('.given .number')
  const before = (await given.count()) > 0 ? await given.innerText() : ''
  await w.page.keyboard.press('Control+Enter')
  await w.page.waitForFunction(
    (old) => (document.querySelector('.given .number')?.textContent ?? '').trim() !== old.trim(),
    before,
  )
  return (await given.innerText()).trim()
}

export const sequenceOf = (number: string): number => Number(/(\d+)$/.exec(number)?.[1])

/** 21/11/2026, so many days from today, as it is typed. */
export function typedDay(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000)
  return [day.getDate(), day.getMonth() + 1, day.getFullYear()].map((n) => String(n).padStart(2, '0')).join('/')
}
