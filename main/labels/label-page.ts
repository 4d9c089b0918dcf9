import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces'
import { formatOf, placeOf } from '../../domain/labels/formats'
import { barPath, code128, moduleWidth } from '../pdf/bars'
import { checked } from '../pdf/checked'
import { createPdf, type RenderedPdf } from '../pdf/engine'
import { isolate } from '../pdf/isolate'
import { qrCode } from '../pdf/qr'
import { INK, MARK, PAGE, said, sideBySide } from '../pdf/style'
import { LabelModel, SeparatorModel, StampModel, type OneLabel } from './label-model'

const MM = 72 / 25.4
/** What a printer leaves white, and a label cut a little askew. */
const EDGE = 3 * MM
const GAP = 2 * MM
const BAR_HEIGHT = 7 * MM
const MOST_QR = 30 * MM

type Box = { x: number; y: number; width: number; height: number }

/** Labels true to size: the page is the paper, each label in its place. */
export function renderLabels(input: unknown, { fontsDir }: { fontsDir: string }): Promise<RenderedPdf> {
  const model = checked(LabelModel, input, 'label')
  const { paper, label } = formatOf(model.format)
  let page = 0
  const content = model.labels.flatMap((one, i): Content[] => {
    const place = placeOf(model.format, model.start + i)
    const box = { x: place.x * MM, y: place.y * MM, width: label.width * MM, height: label.height * MM }
    const drawn = drawLabel(one, box, model)
    const begins = place.page !== page
    page = place.page
    return begins ? [{ text: '', pageBreak: 'before', fontSize: 1, lineHeight: 0.01 }, ...drawn] : drawn
  })
  const definition: Omit<TDocumentDefinitions, 'info'> = {
    pageSize: { width: paper.width * MM, height: paper.height * MM },
    pageMargins: [0, 0, 0, 0],
    content,
    defaultStyle: { font: 'Amiri', color: INK },
  }
  return createPdf(definition, { fontsDir, createdAt: model.createdAt, language: 'ar', title: 'Diwan', untagged: true })
}

/** The square code, the words beside it (under it, on a label that is higher than wide), the bars along the lower edge. */
function drawLabel(one: OneLabel, box: Box, { format, office }: LabelModel): Content[] {
  const inner = {
    x: box.x + EDGE,
    y: box.y + EDGE,
    width: box.width - 2 * EDGE,
    height: box.height - 2 * EDGE,
  }
  const upright = inner.height > inner.width
  const side = Math.min(MOST_QR * (upright ? 1.3 : 1), upright ? inner.width : inner.height)
  const text = upright
    ? { x: inner.x, width: inner.width, y: inner.y + side + GAP, height: inner.height - side - GAP }
    : { x: inner.x + side + GAP, width: inner.width - side - GAP, y: inner.y, height: inner.height }
  const scale =
    Math.min(1.3, (text.height - BAR_HEIGHT - 1.5 * MM) / (25 * MM), text.width / (48 * MM)) * (upright ? 1.15 : 1)
  const long = one.number.length > 16 ? 16 / one.number.length : 1
  return [
    at(
      upright
        ? { x: inner.x + (inner.width - side) / 2, y: inner.y }
        : { x: inner.x, y: inner.y + (inner.height - side) / 2 },
      side,
      [qrCode(one.code, side)],
    ),
    at(text, text.width, [
      {
        stack: [
          said('ar', shortened(office.ar), { alignment: 'center', scale: 0.72 * scale }),
          ...(office.other === office.ar
            ? []
            : [said('other', shortened(office.other), { alignment: 'center', scale: 0.62 * scale })]),
          said('other', isolate(one.number), { alignment: 'center', bold: true, scale: 1.7 * scale * long }),
          said('other', isolate(one.at), { alignment: 'center', scale: 0.95 * scale }),
        ],
      },
    ]),
    bars(one.bars, text, formatOf(format).dpi),
  ]
}

const at = ({ x, y }: { x: number; y: number }, width: number, columns: Content[]): Content => ({
  absolutePosition: { x, y },
  columns: columns.map((column) => ({ width, stack: [{ columns: [column] }] })) as never,
})

/** One line on any label. */
const shortened = (name: string): string => (name.length <= 44 ? name : `${name.slice(0, 43).trimEnd()}…`)

function bars(text: string, { x, y, width, height }: Box, dpi: number): Content {
  const { widths, size } = code128(text)
  const one = moduleWidth(size, width, dpi)
  const drawn = size * one
  const path = barPath(widths, BAR_HEIGHT / one)
  const frame = `<svg viewBox="0 0 ${size} ${BAR_HEIGHT / one}" width="${size}" height="${BAR_HEIGHT / one}"/>`
  return {
    absolutePosition: { x: x + (width - drawn) / 2, y: y + height - BAR_HEIGHT },
    svg: frame,
    fit: [drawn, BAR_HEIGHT],
    ...{ plainPath: { path, size } },
  }
}

/** A whole page that a scanner cannot overlook: which way up it lies does not matter. */
export function renderSeparators(input: unknown, { fontsDir }: { fontsDir: string }): Promise<RenderedPdf> {
  const model = checked(SeparatorModel, input, 'separator')
  const side = 240
  const content = Array.from({ length: model.sheets }, (_, i): Content => ({
    stack: [
      said('ar', model.title.ar, { alignment: 'center', bold: true, scale: 2.2 }),
      said('other', model.title.other, { alignment: 'center', bold: true, scale: 2 }),
      {
        columns: [{ width: '*', text: '' }, qrCode(model.code, side), { width: '*', text: '' }],
        margin: [0, 60, 0, 60],
      },
      sideBySide(said('other', model.text.other), said('ar', model.text.ar, { alignment: 'right' }), [0, 0, 0, 0]),
    ],
    ...(i > 0 && { pageBreak: 'before' as const }),
  }))
  return createPdf(
    {
      pageSize: { width: PAGE.width, height: PAGE.height },
      pageMargins: [PAGE.side, 90, PAGE.side, 60],
      content,
      defaultStyle: { font: 'Amiri', color: INK },
    },
    { fontsDir, createdAt: model.createdAt, language: 'ar', title: model.title.ar },
  )
}

/** The stamp block of a scan: a page as large as itself, set on the scan's first page afterwards. */
export function renderStamp(input: unknown, { fontsDir }: { fontsDir: string }): Promise<RenderedPdf> {
  const { createdAt, office, label } = checked(StampModel, input, 'stamp')
  const [width, height] = [66 * MM, 25 * MM]
  const frame = { x: 1, y: 1, width: width - 2, height: height - 2 }
  const side = height - 4 * MM
  const text = { x: side + 4 * MM, y: 2 * MM, width: width - side - 6 * MM }
  const long = label.number.length > 16 ? 16 / label.number.length : 1
  return createPdf(
    {
      pageSize: { width, height },
      pageMargins: [0, 0, 0, 0],
      defaultStyle: { font: 'Amiri', color: INK },
      content: [
        {
          absolutePosition: { x: 0, y: 0 },
          canvas: [
            {
              type: 'rect',
              ...{ x: frame.x, y: frame.y, w: frame.width, h: frame.height },
              lineWidth: 0.8,
              lineColor: MARK,
            },
          ],
        },
        at({ x: 2 * MM, y: 2 * MM }, side, [qrCode(label.code, side)]),
        at(text, text.width, [
          {
            stack: [
              said('ar', shortened(office.ar), { alignment: 'center', scale: 0.62 }),
              ...(office.other === office.ar
                ? []
                : [said('other', shortened(office.other), { alignment: 'center', scale: 0.52 })]),
              said('other', isolate(label.number), {
                alignment: 'center',
                bold: true,
                scale: 1.35 * long,
                color: MARK,
              }),
              said('other', isolate(label.at), { alignment: 'center', scale: 0.85 }),
            ],
          },
        ]),
      ],
    },
    { fontsDir, createdAt, language: 'ar', title: 'Diwan', untagged: true },
  )
}
