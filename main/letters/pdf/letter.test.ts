import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createPdf } from '../../pdf/engine'
import { renderEntryPrint } from '../../register/pdf/entry-print'
import { renderLetter } from './letter'
import { picturesOf, textOf } from '../../pdf/testing/chromium'
import { arabicEntry, frenchEntry } from '../../pdf/testing/entries'
import { bare, pagesAsCopied } from '../../pdf/testing/reader'
import { englishDraft, longSpanish, lyonReply, pieces } from '../../pdf/testing/letters'

const fontsDir = join(resolve(__dirname, '../../..'), 'resources/fonts')

const read = async (pdf: Uint8Array): Promise<string> => bare((await pagesAsCopied(pdf)).join(''))

describe('a letter', () => {
  test('is one page as in the design, and the same letter gives the same bytes', async () => {
    const [one, other] = [await renderLetter(lyonReply(), { fontsDir }), await renderLetter(lyonReply(), { fontsDir })]
    expect(one.pages).toBe(1)
    expect(one.bytes.equals(other.bytes)).toBe(true)
  })

  test('is PDF/A-2b, says its language and embeds its fonts', async () => {
    const raw = (await renderLetter(lyonReply(), { fontsDir })).bytes.toString('latin1')
    expect(raw).toContain('<pdfaid:part>2</pdfaid:part>')
    expect(raw).toContain('<pdfaid:conformance>B</pdfaid:conformance>')
    expect(raw).toContain('/Lang (ar)')
    expect(raw).toContain('/OutputIntents')
    expect(raw).toContain('/FontFile2')
  })

  test('is copied and searched as it was written: number, references, Arabic words', async () => {
    const text = await read((await renderLetter(longSpanish(), { fontsDir })).bytes)
    for (const written of [
      '417/م.ق/2026',
      'AME/2026/57',
      '٤٥/م.ش',
      '2026-11-12',
      'المملكة',
      'وبتفويضمنه',
      'النسخة',
      'Extranjero',
    ])
      expect(text).toContain(bare(written))
  })

  test('a reference with Arabic letters survives copying', async () => {
    const letter = {
      ...lyonReply(),
      paragraphs: [{ ar: pieces('المرجع م.ش/45 بتاريخ اليوم'), other: pieces('Réf. ⟦م.ش/45⟧') }],
    }
    const text = await read((await renderLetter(letter, { fontsDir })).bytes)
    expect(text.split('م.ش/45')).toHaveLength(3)
  })

  test('is read by pdftotext too: words, dates and references', async () => {
    const text = bare(await textOf((await renderLetter(longSpanish(), { fontsDir })).bytes))
    for (const written of ['2026-11-12', 'AME/2026/57', '1183-24', 'المملكة', 'إشارتكم', 'Extranjero'])
      expect(text).toContain(written)
  })

  test('of several pages counts them in both languages and repeats its mark on each', async () => {
    const { bytes, pages } = await renderLetter(longSpanish(), { fontsDir })
    expect(pages).toBeGreaterThan(2)
    expect(await picturesOf(bytes)).toHaveLength(pages)
    const text = await read(bytes)
    expect(text).toContain(bare(`Página ${pages} de ${pages}`))
    expect(text).toContain(bare(`صفحة ${pages} من ${pages}`))
    expect(text.split('Confidencial')).toHaveLength(pages + 1)
  })

  test('that is a draft says so', async () => {
    const text = await read((await renderLetter(englishDraft(), { fontsDir })).bytes)
    expect(text).toContain('DRAFT')
    expect(text).toContain('مسودة')
  })

  test('of any length: as many pages signed as not, and two lines of text stand above the signature', async () => {
    const word = 'administration '
    for (let lines = 6; lines < 66; lines += 6) {
      const paragraph = { ar: pieces('كلمة '.repeat(12 * lines)), other: pieces(`${word.repeat(3 * lines)}fin.`) }
      const draft = { ...lyonReply(), paragraphs: [paragraph] }
      const signed = {
        ...draft,
        number: {
          ...draft.number,
          text: { ar: 'ص/2026/00417', other: 'ص/2026/00417' },
          issued: { ar: 'صدر في 21 نونبر 2026', other: 'parti le 21 novembre' },
        },
        signature: {
          ...draft.signature,
          signedBy: { name: { ar: 'أمينة', other: 'Amina Benali' }, at: { ar: 'وُقع', other: 'Signé ici' } },
        },
        draftMark: null,
      }
      const [before, after] = [await renderLetter(draft, { fontsDir }), await renderLetter(signed, { fontsDir })]
      expect(after.pages, `${lines} lines`).toBe(before.pages)
      const page = (await pagesAsCopied(after.bytes)).find((text) => text.includes('Signé ici')) ?? ''
      const words = page.match(/كلمة|administration/g) ?? []
      expect(words.length, `${lines} lines`).toBeGreaterThan(8)
    }
  }, 120_000)

  test('without its second language in a pair is refused with a reason', async () => {
    const letter = { ...lyonReply(), paragraphs: [{ ar: [] }] } as unknown as ReturnType<typeof lyonReply>
    await expect(renderLetter(letter, { fontsDir })).rejects.toThrow(/other/)
  })
})

describe('the print of an entry', () => {
  test.each([
    ['Arabic', arabicEntry, 'و/2026/00407', 'طلبتعيينأستاذين'],
    ['French', frenchEntry, 'AML/2026/57', 'Expéditeur'],
  ])('in %s is one page with number and rows', async (_, entry, ...written) => {
    const { bytes, pages } = await renderEntryPrint(entry(), { fontsDir })
    expect(pages).toBe(1)
    const text = await read(bytes)
    for (const word of written) expect(text).toContain(word)
  })
})

describe('a definition reaches nothing outside', () => {
  const options = { fontsDir, createdAt: 0, language: 'ar' as const }
  const defaultStyle = { font: 'Amiri' }

  test('no address', async () => {
    const images = { a: 'https://example.org/a.png' }
    await expect(createPdf({ defaultStyle, images, content: [{ image: 'a' }] }, options)).rejects.toThrow(
      /may not load/,
    )
  })

  test('no file but the fonts', async () => {
    await expect(
      createPdf({ defaultStyle, content: [{ image: join(fontsDir, 'amiri/OFL.txt') }] }, options),
    ).rejects.toThrow(/denied/)
  })
})
