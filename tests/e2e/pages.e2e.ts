import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pdf, stream } from '../fixtures/scans'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const work = mkdtempSync(join(tmpdir(), 'diwan-pages-'))
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(join(work, 'home'))
  await w.openDemonstration('ar')
})
afterAll(async () => {
  await w.close()
  rmSync(work, { recursive: true, force: true })
})
photographFailures(() => w)

const picture = (name: string): Promise<string> => w.shot(resolve('test-output/screens', `${name}.png`))
const dialog = () => w.page.getByRole('dialog')
const press = (key: string): Promise<void> => w.page.keyboard.press(key)
const sheets = () => w.page.locator('.well .page')

/** A text of so many pages, each saying which it is. */
function textFile(pages: number): string {
  const objects: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, i) => `${4 + i * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  for (let i = 0; i < pages; i++)
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + i * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      stream(
        '',
        `BT /F1 60 Tf 60 700 Td (Page ${i + 1}) Tj /F1 18 Tf 0 -60 Td (D\xe9cision du Pr\xe9fet, article ${i + 1}) Tj ET`,
      ),
    )
  const path = join(work, 'decision.pdf')
  writeFileSync(path, pdf(objects))
  return path
}
/** Adds a file to the entry that is open. */
async function add(path: string): Promise<void> {
  const { page } = w
  const has = (await page.locator('.well .viewer').count()) > 0
  await w.button(has ? 'register.entry.rescan' : 'register.scans.add').click()
  if (has) await dialog().locator('input[type=checkbox]').check()
  await dialog().locator('input[type=file]').setInputFiles(path)
  await dialog().locator('.page canvas').first().waitFor()
  await w.button('register.rescan.do').click()
  await dialog().waitFor({ state: 'detached' })
}
const drawn = async (count: number): Promise<void> => {
  await expect.poll(() => sheets().count(), { timeout: 20_000 }).toBe(count)
  await w.page.locator('.well .page[aria-busy=false] canvas').first().waitFor()
}

it('pages are put in order with the keyboard, split off, and become a new version (I3)', async () => {
  const { page } = w
  await page.evaluate(() => (location.hash = '/register/incoming'))
  await page.locator('[role=row][aria-selected]').nth(1).dblclick()
  await page.locator('.path').waitFor()
  await add(textFile(6))
  await drawn(6)
  await w.button('pages.open').click()
  const pages = () => dialog().getByRole('option')
  await expect.poll(() => pages().count()).toBe(6)
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('option')
  // To the third, which goes two places earlier (in Arabic earlier is to the right), and is turned.
  await press('ArrowLeft')
  await press('ArrowLeft')
  await press('Alt+ArrowRight')
  await press('Alt+ArrowRight')
  await press('r')
  const order = () => pages().evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))
  await expect.poll(async () => (await order())[0]).toContain('3')
  await picture('pages-ar')
  // The last two leave it.
  await press('End')
  await press('Space')
  await press('Home')
  await press('Space')
  await press('End')
  await press('ArrowRight')
  await press('Space')
  await w.button('pages.splitOff').click()
  await dialog().locator('.split').waitFor()
  await picture('pages-split-ar')
  await w.button('pages.save').click()
  expect(await dialog().getByRole('alert').innerText()).toBe(w.t('register.problem.reason'))
  await w.field('pages.reason').fill('صفحات مقلوبة عند المسح')
  await press('Control+Enter')
  await dialog().waitFor({ state: 'detached' })
  await drawn(4)
  await page.locator('.files .chip.old', { hasText: 'decision' }).click()
  await page.locator('.older').waitFor()
  expect(await page.locator('.older').innerText()).toContain('صفحات مقلوبة عند المسح')
  await drawn(6)
  await picture('pages-older-ar')
  await w.button('pages.newest').click()
  await drawn(4)
})

it('words are found in a text PDF, folded, and marked (P2)', async () => {
  const { page } = w
  await press('Control+f')
  await page.locator('.find input').fill('DECISION du prefet')
  await expect.poll(() => page.locator('.mark-box').count()).toBe(4)
  await press('Enter')
  await picture('find-ar')
  await press('Escape')
  await page.locator('.mark-box').first().waitFor({ state: 'detached' })
})

it('what is printed is chosen first: pages, size, both sides', async () => {
  const { page } = w
  await w.app.evaluate(({ BrowserWindow }) => {
    const [open] = BrowserWindow.getAllWindows()
    if (open)
      open.webContents.print = (options, done) => {
        Object.assign(globalThis, { printed: { options, over: () => done?.(true, '') } })
      }
  })
  await w.switchTo('fr')
  await w.button('register.viewer.print').click()
  await w.field('printing.pages').fill('2-9')
  await w.button('printing.go').click()
  await dialog().getByRole('alert').waitFor()
  await w.field('printing.pages').fill('1, 3')
  await dialog().getByText(w.t('printing.sizes.actual'), { exact: true }).click()
  await w.choose('printing.duplex', w.t('printing.duplexes.longEdge'))
  await picture('printing-fr')
  await w.button('printing.go').click()
  const printed = page.locator('.print-view img')
  await expect.poll(() => printed.count(), { timeout: 30_000 }).toBe(2)
  await page.emulateMedia({ media: 'print' })
  // A page that lies stands up, and A4 is as large as A4: 210 mm are 794 points of the window.
  const sizes = await printed.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().width)))
  await page.emulateMedia({ media: null })
  expect(sizes).toEqual([793, 793])
  const asked = await w.app.evaluate(
    () => (globalThis as unknown as { printed: { options: object; over: () => void } }).printed.options,
  )
  expect(asked).toMatchObject({ duplexMode: 'longEdge', scaleFactor: 100 })
  await w.app.evaluate(() => (globalThis as unknown as { printed: { over: () => void } }).printed.over())
  await page.locator('.print-view').waitFor({ state: 'detached' })
})

it('a signed document says what became of it, and stays as it came', async () => {
  const { page } = w
  await add(resolve('tests/fixtures/signed/rsa.pdf'))
  await page.locator('.files .chip', { hasText: 'rsa' }).click()
  await page.locator('.signatures summary').click()
  expect(await page.locator('.signatures').innerText()).toContain('نادية العلوي')
  await picture('signed-unknown-fr')
  await w.button('pages.open').click()
  await dialog().locator('.note').waitFor()
  await picture('signed-pages-fr')
  await w.field('pages.reason').fill('Pour l’imprimer')
  await press('Control+Enter')
  await dialog().waitFor({ state: 'detached' })
  expect(await page.locator('.files .chip.old', { hasText: 'rsa' }).count()).toBe(0)
  expect(await page.locator('.files .chip', { hasText: 'rsa' }).count()).toBe(2)
})
