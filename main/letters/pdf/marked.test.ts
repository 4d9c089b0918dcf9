import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { accessibilityFaults } from '../../pdf/testing/accessible'
import { lyonReply, markedLetter } from '../../pdf/testing/letters'
import { judge } from '../../pdf/testing/preflight'
import { bare, pagesAsCopied } from '../../pdf/testing/reader'
import { markedParagraph } from '../marked'
import { renderLetter } from './letter'

const root = resolve(__dirname, '../../..')
const fontsDir = join(root, 'resources/fonts')

/** Kept for whoever wants to look at it. */
function keep(name: string, bytes: Uint8Array): void {
  mkdirSync(join(root, 'test-output/letters'), { recursive: true })
  writeFileSync(join(root, 'test-output/letters', name), bytes)
}

describe('a letter with lists and tables', () => {
  test('its words are copied in reading order, in both languages, and no mark of them', async () => {
    const { bytes, missing } = await renderLetter(markedLetter(), { fontsDir })
    keep('marked.pdf', bytes)
    expect(missing).toEqual([])
    const text = bare((await pagesAsCopied(bytes)).join(''))
    for (const said of ['الطلبالمؤرخفي12نونبر2026', 'toutenotreattention', 'Désignation', '1.2.', 'المجموع', '•'])
      expect(text).toContain(said)
    expect(text).not.toMatch(/\*\*|\+\+|''|\|/)
  })

  test('is PDF/UA-1 and PDF/A: lists in lists, heads of columns, spans', async () => {
    for (const layout of ['sideBySide', 'arabic', 'other', 'stacked', 'rectoVerso'] as const) {
      const { bytes } = await renderLetter({ ...markedLetter(), layout }, { fontsDir })
      keep(`marked-${layout}.pdf`, bytes)
      expect(await accessibilityFaults(bytes)).toEqual([])
    }
    const { bytes } = await renderLetter(markedLetter(), { fontsDir })
    const raw = bytes.toString('latin1')
    for (const tag of ['Table', 'TH', 'L', 'LI', 'Lbl', 'LBody', 'H2']) expect(raw).toContain(`/S /${tag}\n`)
    expect(raw).toContain('/ColSpan 2')
    const preflight = (given: Uint8Array) =>
      judge(given).then((said) => said.map((line) => line.split(' : ')[0]).sort())
    expect([...new Set(await preflight(bytes))]).toEqual([
      ...new Set(await preflight((await renderLetter(lyonReply(), { fontsDir })).bytes)),
    ])
  }, 30_000)

  test('a table longer than a page goes on below its heads, in both columns', async () => {
    const { bytes, pages } = await renderLetter(markedLetter(60), { fontsDir })
    keep('marked-long.pdf', bytes)
    expect(pages).toBeGreaterThan(1)
    const texts = (await pagesAsCopied(bytes)).map(bare)
    const withRows = texts.filter((text) => text.includes('500,00'))
    expect(withRows.length).toBeGreaterThan(1)
    for (const text of withRows) expect([text.includes('Désignation'), text.includes('البيان')]).toEqual([true, true])
    expect(await accessibilityFaults(bytes)).toEqual([])
  })

  test('a cell longer than a page loses no word, in one language or two', async () => {
    const words = Array.from({ length: 700 }, (_, n) => `mot${n}`)
    const long = `| ${words.join(' ')} | x |`
    for (const layout of ['sideBySide', 'other'] as const) {
      const letter = { ...markedLetter(), layout }
      const fill = (text: string) => [{ text }]
      const french = { language: 'fr', country: 'MA', digits: 'latn' } as const
      letter.paragraphs.push(
        markedParagraph({ ar: '| أ | ب |', other: long }, { ar: [fill, french], other: [fill, french] }),
      )
      const text = bare((await pagesAsCopied((await renderLetter(letter, { fontsDir })).bytes)).join(''))
      expect(words.filter((word) => !text.includes(word))).toEqual([])
    }
  })

  test('the same letter gives the same bytes', async () => {
    const [one, other] = [
      await renderLetter(markedLetter(), { fontsDir }),
      await renderLetter(markedLetter(), { fontsDir }),
    ]
    expect(one.bytes.equals(other.bytes)).toBe(true)
  })
})
