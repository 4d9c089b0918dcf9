import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { words } from '../../domain/text/normalise'
import { createPdf } from '../../main/pdf/engine'
import { fillForm, openForm, register } from './entry-form'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

/** Texts as they really are, with mixed scripts and odd white space; they are not part of this repository. */
const folder = resolve('../shared/data/documents')
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : []
if (files.length === 0) console.log(`skipped: no texts in ${folder}`)

const linesOf = (file: string): string[] =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
const subjectOf = (file: string): string => (linesOf(file)[0] ?? '').slice(0, 400)

async function writePdf(file: string, path: string): Promise<void> {
  const content = linesOf(file)
    .slice(0, 40)
    .map((line) => ({
      text: line.slice(0, 1500),
      margin: [0, 0, 0, 6] as [number, number, number, number],
      ...(/[\u0620-\u064a]/.test(line) && { direction: 'rtl', alignment: 'right' as const }),
    }))
  const { bytes } = await createPdf(
    { pageSize: 'A4', pageMargins: [60, 60, 60, 60], defaultStyle: { font: 'Amiri', fontSize: 12 }, content },
    { fontsDir: resolve('resources/fonts'), createdAt: Date.UTC(2026, 0, 1), title: basename(file), language: 'ar' },
  )
  await writeFile(path, bytes)
}

describe.skipIf(files.length === 0)('documents from outside', () => {
  const work = mkdtempSync(join(tmpdir(), 'diwan-documents-'))
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

  it.each(files)('%s is registered with its pages', async (file) => {
    const scan = join(work, file.replace('.txt', '.pdf'))
    await writePdf(file, scan)
    await openForm(w)
    await fillForm(w, { sender: 'Belhaj', subject: subjectOf(file), scan })
    await w.page.locator('.page[aria-busy=false] canvas').first().waitFor()
    if (file === files[1]) await w.shot(resolve('test-output/screens/entry-filled-ar.png'))
    expect(await register(w)).toMatch(/\d{5}$/)
  })

  it.each(files)('%s is found by one of its words', async (file) => {
    const longest = words(subjectOf(file)).sort((a, b) => b.length - a.length)[0] ?? ''
    await w.goTo(w.t('values.registerKinds.incoming'))
    const box = w.page.getByPlaceholder(w.t('register.search'))
    await box.fill('')
    await box.fill(longest)
    const subject = subjectOf(file)
    await expect
      .poll(() =>
        w.page
          .locator('[role=row][aria-selected] .subject bdi')
          .evaluateAll((all) => all.map((bdi) => bdi.getAttribute('title'))),
      )
      .toContain(subject)
  })
})
