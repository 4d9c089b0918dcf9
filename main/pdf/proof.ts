import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { checked } from './checked'
import { isStorable } from '../../contract/values'
import { createPdf } from './engine'
import { FONT_FAMILIES, fontFiles } from './fonts'
import { Shaper, startHarfBuzz } from './harfbuzz'

/** A page is at most 200 inches, the limit of a PDF viewer. */
const length = z.number().positive().max(14_400)

const ProofParagraph = z.object({
  direction: z.enum(['rtl', 'ltr']),
  text: z
    .string()
    .max(100_000)
    .refine((text) => text.trim() !== '', 'an empty paragraph proves nothing')
    .refine((text) => !text.includes('\0'), 'NUL is not text')
    .refine(isStorable, 'half a surrogate pair is not text'),
})

/** Text to be set as a browser sets it, to be compared with what the browser prints. Lengths are points. */
export const ProofInput = z
  .object({
    page: z.object({ width: length, height: length, margin: z.number().nonnegative() }),
    font: z.enum(FONT_FAMILIES),
    fontSize: length,
    paragraphs: z.array(ProofParagraph).min(1).max(2_000),
  })
  .refine(({ page }) => page.margin < Math.min(page.width, page.height) / 2, {
    path: ['page', 'margin'],
    message: 'the margins leave no room on the page',
  })
export type ProofInput = z.infer<typeof ProofInput>

/** CSS Text 4.1.1, `white-space: normal`: blanks and line feeds are one space, and none stands at either end. */
const collapsed = (text: string): string => text.replace(/[ \t\n\r\f]+/g, ' ').replace(/^ | $/g, '')

/** CSS pixels in a point. */
const PIXELS = 4 / 3

/** Chromium prints with margins of whole CSS pixels. */
const wholePixels = (length: number): number => Math.round(length * PIXELS) / PIXELS

/**
 * `line-height: normal` as Chromium lays it out: ascent, descent and line gap are rounded to whole CSS pixels each, and half the
 * gap, rounded down, lies above the text. `drop` is how much lower than ours its first line stands, `ratio` how much higher than
 * ours its lines are.
 */
function browserLines(file: string, fontSize: number): { drop: number; ratio: number } {
  const { ascent, descent, lineGap } = new Shaper(readFileSync(file)).extents
  const pixels = (em: number): number => Math.round(em * fontSize * PIXELS)
  const [above, below, gap] = [pixels(ascent), pixels(-descent), pixels(lineGap)]
  return {
    drop: (above + Math.floor(gap / 2)) / PIXELS - ascent * fontSize,
    ratio: (above + below + gap) / PIXELS / ((ascent - descent) * fontSize),
  }
}

/** One page a paragraph, justified, the last line at the side where the paragraph starts. Throws an Error in words on bad input. */
export async function renderProof(input: unknown, fontsDir: string): Promise<Buffer> {
  const { page, font, fontSize, paragraphs } = checked(ProofInput, input, 'proof')
  await startHarfBuzz()
  const margin = wholePixels(page.margin)
  const { drop, ratio } = browserLines(fontFiles(fontsDir)[font].normal, fontSize)
  const { bytes } = await createPdf(
    {
      pageSize: { width: page.width, height: page.height },
      pageMargins: [margin, margin + drop, margin, 0],
      defaultStyle: { font, fontSize, lineHeight: ratio },
      content: paragraphs.map(({ direction, text }, index) => ({
        text: collapsed(text),
        alignment: 'justify',
        ...{ direction },
        ...(index > 0 ? { pageBreak: 'before' } : {}),
      })),
    },
    { fontsDir, createdAt: 0, language: 'ar' },
  )
  return bytes
}

/** A page a paragraph: what a proof of this input has. */
export function countPages(input: unknown): number {
  return checked(ProofInput, input, 'proof').paragraphs.length
}
