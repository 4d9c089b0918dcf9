import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Content } from 'pdfmake/interfaces'
import { renderLetter } from '../letters/pdf/letter'
import { renderEntryPrint } from '../register/pdf/entry-print'
import { createPdf } from './engine'
import { accessibilityFaults } from './testing/accessible'
import { program } from './testing/chromium'
import { arabicEntry } from './testing/entries'
import { longSpanish, lyonReply } from './testing/letters'
import { judge } from './testing/preflight'

const fontsDir = join(resolve(__dirname, '../..'), 'resources/fonts')
const run = promisify(execFile)

async function structureOf(pdf: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'diwan-structure-'))
  try {
    await writeFile(join(folder, 'a.pdf'), pdf)
    return (await run(program(['pdfinfo'], 'poppler-utils'), ['-struct-text', join(folder, 'a.pdf')])).stdout
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe('a page for whoever cannot see it (PDF/UA-1)', () => {
  test('letters of one and of several pages, and a printed entry, pass the machine checks', async () => {
    const long = { ...longSpanish(), confidentialityMark: { ar: 'سري', other: 'Confidencial' } }
    for (const { bytes } of [
      await renderLetter(lyonReply(), { fontsDir }),
      await renderLetter(long, { fontsDir }),
      // A draft that has no subject yet has a title all the same.
      await renderLetter({ ...lyonReply(), subject: { ...lyonReply().subject, ar: [] } }, { fontsDir }),
      await renderEntryPrint(arabicEntry(), { fontsDir }),
    ])
      expect(await accessibilityFaults(bytes)).toEqual([])
  })

  test('Arabic is read before the other language, and each run says its own', async () => {
    const { bytes } = await renderLetter(lyonReply(), { fontsDir })
    const raw = bytes.toString('latin1')
    expect(raw.match(/\/Lang \(fr\)/g)?.length).toBeGreaterThan(8)
    const said = await structureOf(bytes)
    expect(said.indexOf('H1')).toBeGreaterThan(0)
    expect(said.indexOf('Figure')).toBeGreaterThan(0)
    expect(said.indexOf('Royaume du Maroc')).toBeGreaterThan(said.indexOf('Figure'))
    expect(said).not.toContain('صفحة')
  })

  test('lists, tables with spans and heads said again on the next page', async () => {
    const cell = (text: string): object => ({ text, direction: 'ltr' })
    const { bytes, pages } = await createPdf(
      {
        content: [
          { text: 'One', ...{ tag: 'H1' } },
          { ol: ['first', 'second'] },
          {
            table: {
              headerRows: 1,
              body: [
                [{ text: 'Head', colSpan: 2 }, '', 'Third'],
                [{ text: 'Tall', rowSpan: 2 }, 'b', 'c'],
                ['', 'e', ''],
                ...Array.from({ length: 45 }, () => [cell('١٢'), cell('x'), cell('y')]),
              ],
            },
          } as unknown as Content,
        ],
        defaultStyle: { font: 'Amiri' },
      },
      { fontsDir, createdAt: 0, language: 'en', title: 'Tables & <lists>' },
    )
    expect(pages).toBeGreaterThan(1)
    expect(await accessibilityFaults(bytes)).toEqual([])
    const raw = bytes.toString('latin1')
    expect(raw).toMatch(/\/ColSpan 2/)
    expect(raw).toMatch(/\/RowSpan 2/)
    expect((await structureOf(bytes)).match(/"Head"/g)).toHaveLength(1)
  })
})

describe('a page for the archive (PDF/A-2b)', () => {
  // Apache PDFBox's Preflight judges PDF/A-1b. What it may say of ours is what PDF/A-2 no longer asks for.
  test('Preflight finds nothing but that it is no PDF/A-1', { timeout: 60_000 }, async () => {
    const letter = { ...longSpanish(), title: 'ردا على «رسالتكم» & <نسخة>' }
    const { bytes } = await renderLetter(letter, { fontsDir })
    const faults = await judge(bytes)
    expect(faults.filter((fault) => !/^3\.1\.11 : .*CIDSet|^7\.11\.2 : .*part must be 1/.test(fault))).toEqual([])
    // It does look: the schema of PDF/UA has to be described.
    expect(faults).toContainEqual(expect.stringMatching(/^7\.11\.2/))
  })
})
