import { z } from 'zod'
import { checked } from './checked'
import { isStorable } from '../../contract/values'
import { createPdf } from './engine'
import { FONT_FAMILIES } from './fonts'
import { cutFontSize, cutToLayoutUnit, nearestLayoutUnit } from './metrics'
import type { BrowserLayout } from './types'

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

/** Chromium prints with margins of whole CSS pixels, shapes in hundredths of a pixel and draws in 1/64 pixel. */
function browserGeometry({ page, fontSize }: ProofInput) {
  return {
    margin: Math.round(page.margin * PIXELS) / PIXELS,
    measure: nearestLayoutUnit(page.width) - 2 * cutToLayoutUnit(page.margin),
    shapedSize: cutFontSize(fontSize),
    fontSize: cutToLayoutUnit(cutFontSize(fontSize)),
  }
}

/** Text is set on whole CSS pixels, though the sheet and what is left between its margins need not be. */
const wholePixels = (length: number): number => Math.ceil(length * PIXELS - 1e-4) / PIXELS

/** One page a paragraph, justified, the last line at the side where the paragraph starts. Throws an Error in words on bad input. */
export async function renderProof(input: unknown, fontsDir: string): Promise<Buffer> {
  const proof = checked(ProofInput, input, 'proof')
  const { page, font, paragraphs } = proof
  const { margin, measure, shapedSize, fontSize } = browserGeometry(proof)
  const print = async (width: number) => {
    const browserLayout: BrowserLayout = { fontSize: shapedSize, overflow: 0 }
    const { bytes } = await createPdf(
      {
        pageSize: { width: page.width, height: page.height },
        pageMargins: [margin, margin, page.width - margin - width, 0],
        defaultStyle: { font, fontSize, ...{ browserLayout } },
        content: paragraphs.map(({ direction, text }, index) => ({
          text: collapsed(text),
          alignment: 'justify',
          ...{ direction },
          ...(index > 0 ? { pageBreak: 'before' } : {}),
        })),
      },
      { fontsDir, createdAt: 0, language: 'ar' },
    )
    return { bytes, overflow: browserLayout.overflow }
  }
  const width = wholePixels(measure)
  const { bytes, overflow } = await print(width)
  // A line that is a layout unit too wide makes Chromium lay the whole document out again, on a page that is as much wider.
  const widened = wholePixels((measure * (width + overflow)) / width)
  return widened > width ? (await print(widened)).bytes : bytes
}

/** A page a paragraph: what a proof of this input has. */
export function countPages(input: unknown): number {
  return checked(ProofInput, input, 'proof').paragraphs.length
}
