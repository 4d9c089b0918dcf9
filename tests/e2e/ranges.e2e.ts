import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openForm } from './entry-form'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-ranges-'))
let w: DeskWindow
photographFailures(() => w)
beforeAll(async () => {
  w = await DeskWindow.open(home)
  await w.openDemonstration('ar')
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})

/** Pages of 50 KB, twenty to a branch of the tree: each draws a word, and carries what a scan weighs. */
function scanOf(pages: number): string {
  const BRANCH = 20
  const branches = Math.ceil(pages / BRANCH)
  const parts: string[] = []
  const offsets: number[] = []
  let at = 0
  const add = (text: string): void => {
    parts.push(text)
    at += text.length
  }
  const object = (body: string): void => {
    offsets.push(at)
    add(`${offsets.length} 0 obj\n${body}\nendobj\n`)
  }
  const list = (n: number, of: (i: number) => number): string =>
    Array.from({ length: n }, (_, i) => `${of(i)} 0 R`).join(' ')
  const pageObject = (i: number): number => 4 + branches + 2 * i
  add('%PDF-1.4\n')
  object('<</Type/Catalog/Pages 2 0 R>>')
  object(`<</Type/Pages/Kids[${list(branches, (b) => 4 + b)}]/Count ${pages}>>`)
  object('<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>')
  for (let b = 0; b < branches; b++)
    object(`<</Type/Pages/Parent 2 0 R/Kids[${list(BRANCH, (i) => pageObject(b * BRANCH + i))}]/Count ${BRANCH}>>`)
  for (let i = 0; i < pages; i++) {
    const look = `/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>`
    object(`<</Type/Page/Parent ${4 + Math.floor(i / BRANCH)} 0 R${look}/Contents ${pageObject(i) + 1} 0 R>>`)
    const drawn = `BT /F 60 Tf 60 700 Td (Page ${i + 1}) Tj ET\n% ${'x'.repeat(50_000)}\n`
    object(`<</Length ${drawn.length}>>\nstream\n${drawn}endstream`)
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = offsets.length + 1
  const trailer = `trailer<</Root 1 0 R/Size ${size}>>\nstartxref\n${at}\n%%EOF\n`
  add(`xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`)
  const path = join(home, 'scan.pdf')
  writeFileSync(path, parts.join(''))
  return path
}

it('a scan of 400 pages shows its first page before the middle of it was read', async () => {
  await openForm(w)
  // Everything behind the first quarter and before the table at the end waits until the test lets it go.
  await w.page.evaluate(() => {
    const real = window.fetch
    const asked: string[] = []
    let go: () => void = () => undefined
    const gate = new Promise<void>((done) => (go = done))
    Object.assign(window, { asked, go })
    window.fetch = async (input, init) => {
      const range = new Headers(init?.headers).get('range')
      const url = String(input)
      if (url.startsWith('diwan://file/')) {
        asked.push(range ?? 'all')
        const from = Number(/^bytes=(\d+)/.exec(range ?? '')?.[1] ?? 0)
        if (from > 5_500_000 && from < 18_000_000) await gate
      }
      return real(input, init)
    }
  })
  await w.page.locator('input[type=file]').setInputFiles(scanOf(400))
  await w.page.locator('.page[aria-busy=false] canvas').first().waitFor({ timeout: 60_000 })
  const asked = await w.page.evaluate(() => (window as unknown as { asked: string[] }).asked)
  expect(asked).not.toContain('all')
  expect(asked.length).toBeGreaterThan(1)
  await w.shot(resolve('test-output/screens/scan-400-ar.png'))
  await w.page.evaluate(() => (window as unknown as { go: () => void }).go())
  await w.page.locator('.viewer .wb').focus()
  await w.page.keyboard.press('End')
  await w.page.locator('.page[aria-busy=false] canvas').last().waitFor()
})
