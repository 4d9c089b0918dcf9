import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces'
import { isolatedNumbers } from '../../domain/text/isolate'
import { formatOf, placeOf } from '../../domain/labels/formats'
import { envelopes as sizes } from '../../domain/runs/post'
import { checked } from '../pdf/checked'
import { createPdf, type RenderedPdf } from '../pdf/engine'
import { INK, ratioOf, said } from '../pdf/style'
import { AddressLabelModel, EnvelopeModel } from './post-model'

const MM = 72 / 25.4
/** What a printer leaves white, and paper that lies a little askew. */
const EDGE = 10 * MM
const LABEL_EDGE = 4 * MM

type Box = { x: number; y: number; width: number; height: number }
type Block = { side: 'ar' | 'other'; lines: readonly string[] }

/** Envelopes true to size, one a page: to whom in the lower half beyond the middle, where the post reads it; from whom in the corner. */
export function renderEnvelopes(input: unknown, { fontsDir }: { fontsDir: string }): Promise<RenderedPdf> {
  const model = checked(EnvelopeModel, input, 'envelopes')
  const size = { width: sizes[model.format].width * MM, height: sizes[model.format].height * MM }
  const content = model.envelopes.flatMap(({ to, from }, i): Content[] => {
    const width = Math.min(100 * MM, size.width * 0.5)
    const top = Math.max(40 * MM, size.height * 0.42)
    const box = { x: size.width - EDGE - width, y: top, width, height: size.height - top - 15 * MM }
    const drawn = [block(to, box, 15), ...(from ? [sender(from, size.width)] : [])]
    return i === 0 ? drawn : [newPage(), ...drawn]
  })
  return createPdf(page(size, content), { fontsDir, ...plain(model.createdAt) })
}

/** Address labels, on the sheets and rolls the register's labels are printed on. */
export function renderAddressLabels(input: unknown, { fontsDir }: { fontsDir: string }): Promise<RenderedPdf> {
  const model = checked(AddressLabelModel, input, 'address label')
  const { paper, label } = formatOf(model.format)
  let at = 0
  const content = model.labels.flatMap((one, i): Content[] => {
    const place = placeOf(model.format, model.start + i)
    const inner = {
      ...{ x: place.x * MM + LABEL_EDGE, y: place.y * MM + LABEL_EDGE },
      ...{ width: label.width * MM - 2 * LABEL_EDGE, height: label.height * MM - 2 * LABEL_EDGE },
    }
    const begins = place.page !== at
    at = place.page
    return begins ? [newPage(), block(one, inner, 13)] : [block(one, inner, 13)]
  })
  return createPdf(page({ width: paper.width * MM, height: paper.height * MM }, content), {
    fontsDir,
    ...plain(model.createdAt),
  })
}

const newPage = (): Content => ({ text: '', pageBreak: 'before', fontSize: 1, lineHeight: 0.01 })
const plain = (createdAt: number) => ({ createdAt, language: 'ar' as const, title: 'Diwan', untagged: true })
const page = (size: { width: number; height: number }, content: Content[]): Omit<TDocumentDefinitions, 'info'> => ({
  pageSize: size,
  pageMargins: [0, 0, 0, 0],
  content,
  defaultStyle: { font: 'Amiri', color: INK },
})

/** Amiri's own height of a line, in em. */
const LINE = 1.76
/** Of a letter's width to its size, over an address of any language. */
const WIDE = 0.52
const SMALLEST = 6

/** As large as the box takes: a name of two hundred letters is small, and whole. */
function block({ side, lines }: Block, box: Box, largest: number): Content {
  const { fontSize, lineHeight } = ratioOf(side)
  const height = (size: number): number =>
    lines.reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * size * WIDE) / box.width)), 0) *
    size *
    LINE *
    lineHeight
  let size = largest
  while (size > SMALLEST && height(size) > box.height) size -= 0.5
  const alignment = side === 'ar' ? 'right' : 'left'
  const stack = lines.map((line, i) =>
    said(side, isolatedNumbers(line), { alignment, scale: size / fontSize, bold: i === 0 }),
  )
  return placed(box, stack)
}

function sender(lines: readonly { side: 'ar' | 'other'; text: string }[], width: number): Content {
  const box = { x: EDGE, y: EDGE, width: Math.min(85 * MM, width * 0.45), height: 25 * MM }
  const arabic = lines.every(({ side }) => side === 'ar')
  const at = arabic ? { ...box, x: width - EDGE - box.width } : box
  const stack = lines.map(({ side, text }) =>
    said(side, text, { alignment: arabic ? 'right' : 'left', scale: 9 / ratioOf(side).fontSize }),
  )
  return placed(at, stack)
}

const placed = ({ x, y, width }: Box, stack: Content[]): Content => ({
  absolutePosition: { x, y },
  columns: [{ width, stack }],
})
