import type { Column, Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces'
import { isolatedNumbers } from '../../domain/text/isolate'
import { languageOf } from '../../domain/text/language'
import { checked } from './checked'
import { createPdf, type RenderedPdf } from './engine'
import { FormModel } from './form-model'
import { inkDrawing } from './ink'
import { isolate } from './isolate'
import { qrCode } from './qr'
import { FAINT, HAIRLINE, INK, MARK, PAGE, latinDrop, rule, said, type TextStyle } from './style'
import type { Both } from './text'

const LABEL = 104
const CODE = 78
/** How wide a signature stands that was drawn on the screen. */
const SIGNED = 150
/** Room for a stamp and a name written by hand. */
const ROOM = 54
/** A box to write a line or two in. */
const BOX = 30

/** One thing in both languages, at the two ends of a line. */
function ends({ ar, other }: Both, style: TextStyle = {}): Content {
  return {
    columns: [
      { width: '*', stack: [said('other', other, style)], margin: [0, latinDrop(style.scale), 0, 0] },
      { width: '*', stack: [said('ar', ar, { alignment: 'right', ...style })] },
    ],
    columnGap: 12,
  }
}

/** Arabic over the other language. */
const over = ({ ar, other }: Both, style: TextStyle = {}): Content[] => [
  said('ar', ar, { alignment: 'center', ...style }),
  ...(other === ar ? [] : [said('other', other, { alignment: 'center', ...style, scale: 0.92 * (style.scale ?? 1) })]),
]

/** In the direction and the size of its own script. */
function typed(text: string, { second }: FormModel, alignment?: TextStyle['alignment']): Content {
  const rtl = languageOf(text, second).dir === 'rtl'
  return said(rtl ? 'ar' : 'other', isolatedNumbers(text), { alignment: alignment ?? (rtl ? 'right' : 'left') })
}

function valueOf(value: FormModel['rows'][number]['value'], model: FormModel): Content {
  if ('alone' in value) return said('other', isolate(value.alone), { alignment: 'center', bold: true })
  if ('typed' in value) return { stack: value.typed.map((line) => typed(line, model, 'center')) }
  return { stack: over(value.both) }
}

const lines = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0,
  hLineColor: () => HAIRLINE,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 2,
  paddingBottom: () => 3,
}

const facts = (model: FormModel): Content => ({
  table: {
    widths: [LABEL, '*', LABEL],
    dontBreakRows: true,
    body: model.rows.map(({ label, value }): TableCell[] => [
      said('other', label.other, { color: FAINT, scale: 0.86 }),
      valueOf(value, model),
      said('ar', label.ar, { color: FAINT, scale: 0.86, alignment: 'right' }),
    ]),
  },
  layout: lines,
  margin: [0, 8, 0, 0],
})

/** Its heads are said again on each page. From the right, as the Arabic register reads. */
function pieces(model: FormModel): Content[] {
  if (!model.pieces) return []
  const { heads, rows } = model.pieces
  const head = (both: Both): TableCell => ({ stack: over(both, { scale: 0.82, color: FAINT }) })
  return [
    {
      table: {
        headerRows: 1,
        widths: [48, '*', 110],
        dontBreakRows: true,
        body: [
          [head(heads.count), head(heads.what), head(heads.number)],
          ...rows.map(({ number, what, count }): TableCell[] => [
            said('other', isolate(count), { alignment: 'center' }),
            typed(what, model),
            said('other', isolate(number), { alignment: 'center' }),
          ]),
        ],
      },
      layout: { ...lines, paddingLeft: () => 6, paddingRight: () => 6 },
      margin: [0, 10, 0, 0],
    },
  ]
}

/** A grid to write in. */
function boxes(model: FormModel): Content[] {
  if (!model.boxes) return []
  const { heads, rows } = model.boxes
  const head = (both: Both): TableCell => ({ stack: over(both, { scale: 0.82, color: FAINT }) })
  return [
    {
      table: {
        headerRows: 1,
        widths: heads.map(() => '*'),
        heights: (row: number) => (row === 0 ? 'auto' : BOX),
        body: [heads.map(head).reverse(), ...Array.from({ length: rows }, () => heads.map((): TableCell => ''))],
      },
      layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, hLineColor: () => HAIRLINE, vLineColor: () => HAIRLINE },
      margin: [0, 10, 0, 0],
    },
  ]
}

const signatures = ({ code, signatures }: FormModel): Content => ({
  unbreakable: true,
  stack: [
    {
      columns: [
        ...(code ? [{ width: 'auto', stack: [{ columns: [qrCode(code.payload, CODE)] }] } satisfies Column] : []),
        ...signatures.map(({ label, said: lines, ink }): Column => ({
          width: '*',
          stack: [
            ...over(label, { scale: 0.86 }),
            ...lines.map((line) => said('other', isolate(line), { alignment: 'center', bold: true })),
            ...(ink ? [inkDrawing(ink, SIGNED)] : []),
          ],
        })),
      ],
      columnGap: 14,
      margin: [0, 12, 0, ROOM],
    },
    ...(code ? [ends(code.caption, { scale: 0.72, color: FAINT })] : []),
  ],
})

function head({ header: { ar, other } }: FormModel): Content {
  return {
    columns: [
      {
        width: '*',
        stack: other.map((line, at) => said('other', line, { bold: at === 0, scale: 0.86 })),
        margin: [0, latinDrop(0.86), 0, 0],
      },
      {
        width: '*',
        stack: ar.map((line, at) => said('ar', line, { bold: at === 0, scale: 0.86, alignment: 'right' })),
      },
    ],
    columnGap: 12,
  }
}

function definition(model: FormModel): TDocumentDefinitions {
  const page = (at: number, of: number): Both => {
    const count = of > 1 ? ` · ${isolate(`${at} / ${of}`)}` : ''
    return { ar: model.footer.ar + count, other: model.footer.other + count }
  }
  return {
    pageSize: { width: PAGE.width, height: PAGE.height },
    pageMargins: [PAGE.side, PAGE.top, PAGE.side, 64],
    defaultStyle: { font: 'Amiri', color: INK },
    footer: (at, of) => ({
      margin: [PAGE.side, 16, PAGE.side, 0],
      stack: [ends(page(at, of), { scale: 0.72, color: FAINT })],
    }),
    content: [
      head(model),
      rule(INK, 0.9, [0, 6, 0, 8]),
      said('ar', model.title.ar, { alignment: 'center', bold: true, scale: 1.35, tag: 'H1' }),
      said('other', model.title.other, { alignment: 'center', scale: 1.05, color: FAINT, tag: 'H1' }),
      said('other', isolate(model.number), { alignment: 'center', bold: true, scale: 1.6 }),
      ...model.marks.map((mark) =>
        said('ar', `${mark.ar} · ${isolate(mark.other)}`, { alignment: 'center', bold: true, color: MARK }),
      ),
      facts(model),
      ...pieces(model),
      ...boxes(model),
      signatures(model),
    ],
  }
}

/** @throws Error in words when `input` is no form */
export async function renderForm(input: unknown, { fontsDir }: { fontsDir: string }): Promise<RenderedPdf> {
  const model = checked(FormModel, input, 'form')
  return createPdf(definition(model), {
    fontsDir,
    createdAt: model.createdAt,
    title: `${model.title.ar} ${model.number}`,
    language: 'ar',
    second: model.second,
  })
}
