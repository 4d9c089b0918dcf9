import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fillBook } from '../fixtures/many-entries'
import { newOffice, PASSWORD, startDesk, testClock } from '../fixtures/office'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const ENTRIES = 50_000
const home = mkdtempSync(join(tmpdir(), 'diwan-big-'))
let w: DeskWindow
let subject: (seq: number) => string
beforeAll(async () => {
  const desk = startDesk({ folder: join(home, 'office'), clock: testClock(Date.now() - 60_000) })
  await desk.api.session.createOffice(newOffice())
  subject = await fillBook(desk, ENTRIES)
  await desk.app.close()
  w = await DeskWindow.open(home)
  await w.logIn('admin', PASSWORD)
  await w.page.getByRole('row').nth(3).waitFor()
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

const grid = () => w.page.getByRole('grid')
/** Which number the chosen line carries, once it is here. */
const chosen = async (): Promise<number> => {
  const text = await w.page
    .locator('[role=row][aria-selected=true] .number')
    .innerText({ timeout: 3000 })
    .catch(() => '')
  return Number(/(\d{5})/.exec(text)?.[1] ?? 0)
}

it('a register of 50,000 entries opens at its newest line, with few lines in the page', async () => {
  await grid().focus()
  await w.page.keyboard.press('Home')
  await expect.poll(chosen).toBe(ENTRIES)
  expect(await w.page.getByRole('row').count()).toBeLessThan(120)
})

it('End shows number 1, Home the newest again', async () => {
  await w.page.keyboard.press('End')
  await expect.poll(chosen).toBe(1)
  await expect.poll(() => w.page.locator('[role=row][aria-selected=true]').innerText()).toContain(subject(1))
  expect(await w.page.locator('[role=row][aria-selected=true]').isVisible()).toBe(true)
  expect(await w.page.getByRole('row').count()).toBeLessThan(120)
  await w.shot(resolve('test-output/screens/big-register-ar.png'))
  await w.page.keyboard.press('Home')
  await expect.poll(chosen).toBe(ENTRIES)
})

it('PageDown goes on by a screenful and every line is the one it stands for', async () => {
  const seen: number[] = [ENTRIES]
  for (let page = 0; page < 5; page++) {
    await w.page.keyboard.press('PageDown')
    await expect.poll(chosen).toBeLessThan(seen.at(-1) ?? 0)
    seen.push(await chosen())
  }
  const steps = seen.slice(1).map((seq, i) => (seen[i] ?? 0) - seq)
  expect(new Set(steps).size).toBe(1)
  expect(steps[0]).toBeGreaterThan(5)
  // Whatever is drawn is right: each number with its own subject, one after the other.
  await w.page.locator('[role=row][aria-busy=true]').first().waitFor({ state: 'detached' })
  const drawn = await w.page.locator('[role=row][aria-selected]').allInnerTexts()
  const numbers = drawn.map((text) => Number(/\/(\d{5})/.exec(text)?.[1]))
  expect(drawn.filter((text, i) => !text.includes(subject(numbers[i] ?? 0)))).toEqual([])
  const sorted = [...numbers].sort((a, b) => b - a)
  expect(sorted.map((_, i) => (sorted[0] ?? 0) - i)).toEqual(sorted)
})

it('a drag of the bar to the middle draws the middle', async () => {
  await grid().evaluate((element) => (element.scrollTop = element.scrollHeight / 2))
  await expect
    .poll(async () => {
      const texts = await w.page.locator('[role=row][aria-selected]').allInnerTexts()
      return texts.some((text) => Math.abs(Number(/\/(\d{5})/.exec(text)?.[1] ?? 0) - ENTRIES / 2) < 200)
    })
    .toBe(true)
  expect(await w.page.getByRole('row').count()).toBeLessThan(120)
})
