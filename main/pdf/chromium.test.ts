import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FONT_FAMILIES, fontFiles, type FontFamily } from './fonts'
import { renderProof, type ProofInput } from './proof'
import { chromiumPdf, picturesOf } from './testing/chromium'
import { HARD_STRINGS } from './testing/hard-strings'
import { inkInCommon } from './testing/ink'
import { randomStrings, seeded } from './testing/random-strings'

/*
 * The bar of design/letters.md: a page is right when at least 98 % of its ink lies within one pixel, at 144 dpi, of what Chromium
 * prints of the same text with the same font file.
 */
const SAME = 0.98
/** `DIWAN_RANDOM=10000` for the long run. */
const RANDOM = Number(process.env['DIWAN_RANDOM'] ?? 60)
const root = resolve(__dirname, '../..')
const fontsDir = join(root, 'resources/fonts')
const parallelTexts = join(root, '../shared/data/parallel-texts/un_admin_ar_fr_en_es.tsv')

/** Whole CSS pixels: a browser rounds the margins of any other sheet, and so moves the page as a whole. */
const SHEET = { width: 384, height: 288, margin: 15 }
/** As wide as A4, and no higher than a string needs: every dot is compared. */
const A4 = { width: 595.5, height: 288, margin: 57 }

type Paragraphs = ProofInput['paragraphs']

/** The share of ink each paragraph has in common with Chromium's. */
async function compare(font: FontFamily, paragraphs: Paragraphs, fontSize = 15, page = SHEET): Promise<number[]> {
  const input: ProofInput = { page, font, fontSize, paragraphs }
  const [ours, theirs] = await Promise.all([
    renderProof(input, fontsDir).then(picturesOf),
    chromiumPdf(input, fontFiles(fontsDir)[font].normal).then(picturesOf),
  ])
  expect(ours).toHaveLength(paragraphs.length)
  expect(theirs).toHaveLength(paragraphs.length)
  return paragraphs.map((_, index) => {
    const [one, other] = [ours[index], theirs[index]]
    return one && other ? inkInCommon(one, other) : 0
  })
}

function different(paragraphs: Paragraphs, shares: readonly number[]): string[] {
  return paragraphs.flatMap(({ text }, index) => {
    const share = shares[index] ?? 0
    return share < SAME ? [`${share.toFixed(3)} ${text}`] : []
  })
}

describe.each(FONT_FAMILIES)('letters in %s look as Chromium prints them', (font) => {
  test('the 28 hard strings', async () => {
    const paragraphs = HARD_STRINGS.map(([, direction, text]) => ({ direction, text }))
    expect(different(paragraphs, await compare(font, paragraphs))).toEqual([])
  })

  test.each([
    [12, A4],
    [18, { width: 612, height: 360, margin: 72 }],
  ])('the 28 hard strings at %d pt on %o', async (fontSize, page) => {
    const paragraphs = HARD_STRINGS.map(([, direction, text]) => ({ direction, text }))
    expect(different(paragraphs, await compare(font, paragraphs, fontSize, page))).toEqual([])
  })

  test(
    'random mixed paragraphs of both directions',
    async () => {
      const paragraphs = randomStrings(RANDOM, 20261121)
      const wrong: string[] = []
      for (let at = 0; at < RANDOM; at += 500) {
        const some = paragraphs.slice(at, at + 500)
        wrong.push(...different(some, await compare(font, some)))
      }
      console.log(`${font}: ${RANDOM - wrong.length} of ${RANDOM} random paragraphs match`, wrong)
      expect(wrong.length / RANDOM).toBeLessThanOrEqual(0.05)
    },
    30_000 + RANDOM * 300,
  )

  const given = existsSync(parallelTexts)
  const title = 'sentences of the United Nations in Arabic, French, English and Spanish'
  test.skipIf(!given)(given ? title : `${title}: SKIPPED, the parallel texts are not beside the project`, async () => {
    const random = seeded(7)
    const rows = readFileSync(parallelTexts, 'utf8')
      .split('\n')
      .slice(1)
      .filter((row) => row !== '')
    const paragraphs = rows
      .filter(() => random() < 60 / rows.length)
      .map((row): Paragraphs[number] => {
        const column = Math.floor(random() * 4)
        return { direction: column === 0 ? 'rtl' : 'ltr', text: row.split('\t')[2 + column] ?? '' }
      })
      .filter(({ text }) => text.length > 0 && text.length < 450)
    const wrong = different(paragraphs, await compare(font, paragraphs, 12))
    console.log(`${font}: ${paragraphs.length - wrong.length} of ${paragraphs.length} sentences match`, wrong)
    expect(wrong.length / paragraphs.length).toBeLessThanOrEqual(0.05)
  })
})
