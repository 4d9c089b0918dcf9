import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createPdf } from './engine'
import { textOf } from './testing/chromium'
import { pagesAsCopied } from './testing/reader'

const fontsDir = join(resolve(__dirname, '../..'), 'resources/fonts')

/** A column of `width` points in Amiri 12. */
async function set(text: string, width = 400, direction: 'ltr' | 'rtl' = 'ltr') {
  return createPdf(
    {
      pageSize: { width: width + 40, height: 300 },
      pageMargins: 20,
      defaultStyle: { font: 'Amiri', fontSize: 12 },
      content: [{ text, ...{ direction } }],
    },
    { fontsDir, createdAt: 0, language: 'fr' },
  )
}
const copied = async (...given: Parameters<typeof set>): Promise<string> =>
  (await pagesAsCopied((await set(...given)).bytes))[0] ?? ''

describe('what the letter’s own font lacks', () => {
  test.each(['ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ', '1ᵉʳ H₂O Nguyễn', '☐ ✓ → ₺ ≤ ™', 'Ελλάδα Киев Ștefan'])(
    '%s is drawn by another font and copied as it was written',
    async (text) => {
      const { bytes, missing } = await set(text)
      expect(missing).toEqual([])
      const [page = ''] = await pagesAsCopied(bytes)
      expect(page.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    },
  )

  test('a letter and the marks on it are drawn by one font', async () => {
    expect((await set('S\u0326 K\u0301 ж\u0301')).missing).toEqual([])
  })

  test('what no font has is named, as a reader counts characters', async () => {
    expect((await set('a 中 b 🇲🇦')).missing).toEqual(['中', '🇲🇦'])
  })
})

describe('what is typed or pasted', () => {
  test('a mark without a letter at the end of a line is not lost', async () => {
    expect(await copied('كلمة \u064b', 400, 'rtl')).toContain('\u064b')
  })

  test('a line broken in Word is broken here', async () => {
    const lines = (await textOf((await set('Objet : demande\u000bSuite')).bytes)).split('\n')
    expect(lines.slice(0, 2)).toEqual(['Objet : demande', 'Suite'])
  })

  test('a word cut at a soft hyphen shows a hyphen, and is copied as one word', async () => {
    const text = 'anti\u00adconsti\u00adtution\u00adnelle\u00adment'
    const lines = (await textOf((await set(text, 90)).bytes)).trim().split('\n')
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.slice(0, -1).every((line) => line.endsWith('\u00ad'))).toBe(true)
    expect(await copied(text, 90)).toBe('anticonstitutionnellement')
    expect(await copied(text, 400)).toBe('anticonstitutionnellement')
  })
})

describe('where pages and lines end', () => {
  const many = async (content: object[]): Promise<string[]> => {
    const definition = {
      pageSize: { width: 240, height: 200 },
      pageMargins: 20,
      defaultStyle: { font: 'Amiri', fontSize: 12 },
    }
    const { bytes } = await createPdf(
      { ...definition, content: content as never },
      { fontsDir, createdAt: 0, language: 'fr' },
    )
    return (await textOf(bytes)).split('\f').map((page) => page.trim())
  }

  test('no line of a paragraph stands alone on a page, before the break or after it', async () => {
    for (let before = 1; before < 9; before += 2)
      for (let lines = 2; lines < 9; lines++) {
        const pages = await many([
          { text: Array.from({ length: before }, () => 'x').join('\n'), ...{ direction: 'ltr' } },
          { text: 'parole parole parole parole parole '.repeat(lines), ...{ direction: 'ltr' } },
        ])
        const counts = pages.map((page) => page.split('\n').filter((line) => line.includes('parole')).length)
        expect(counts, `${before} and ${lines}`).not.toContain(1)
      }
  })

  test('a page of one line still takes one', async () => {
    const pages = await many([{ text: 'parole '.repeat(60), fontSize: 60, ...{ direction: 'ltr' } }])
    expect(pages.join(' ').split('parole').length - 1).toBe(60)
  })
})
