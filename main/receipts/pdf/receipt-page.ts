import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces'
import { isolatedNumbers } from '../../../domain/text/isolate'
import { languageOf } from '../../../domain/text/language'
import { checked } from '../../pdf/checked'
import { createPdf, type RenderedPdf } from '../../pdf/engine'
import { isolate } from '../../pdf/isolate'
import { qrCode } from '../../pdf/qr'
import { FAINT, HAIRLINE, INK, MARK, PAGE, latinDrop, rule, said, type TextStyle } from '../../pdf/style'
import type { Both } from '../../pdf/text'
import { ReceiptModel } from './model'

const LABEL = 104
const CODE = 78

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

/** In the direction and the size of its own script. */
function typed(text: string, model: ReceiptModel): Content {
  const arabic = languageOf(text, model.second).dir === 'rtl'
  return said(arabic ? 'ar' : 'other', isolatedNumbers(text), { alignment: 'center' })
}

function valueOf(value: ReceiptModel['rows'][number]['value'], model: ReceiptModel): Content {
  if ('alone' in value) return said('other', isolate(value.alone), { alignment: 'center', bold: true })
  if ('typed' in value) return { stack: value.typed.map((line) => typed(line, model)) }
  const { ar, other } = value.both
  return {
    stack: [
      said('ar', ar, { alignment: 'center' }),
      ...(other === ar ? [] : [said('other', other, { alignment: 'center', scale: 0.92 })]),
    ],
  }
}

const facts = (model: ReceiptModel): Content => ({
  table: {
    widths: [LABEL, '*', LABEL],
    dontBreakRows: true,
    body: model.rows.map(({ label, value }) => [
      said('other', label.other, { color: FAINT, scale: 0.86 }),
      valueOf(value, model),
      said('ar', label.ar, { color: FAINT, scale: 0.86, alignment: 'right' }),
    ]),
  },
  layout: {
    hLineWidth: () => 0.5,
    vLineWidth: () => 0,
    hLineColor: () => HAIRLINE,
    paddingLeft: () => 0,
    paddingRight: () => 0,
    paddingTop: () => 2,
    paddingBottom: () => 3,
  },
})

/** Who received and who brought it, each with room to sign and for the stamp. */
const signatures = (model: ReceiptModel): Content => ({
  unbreakable: true,
  columns: [
    { width: 'auto', stack: [{ columns: [qrCode(model.qr, CODE)] }] },
    ...model.signatures.map(({ ar, other }) => ({
      width: '*',
      stack: [
        said('ar', ar, { alignment: 'center', scale: 0.86 }),
        said('other', other, { alignment: 'center', scale: 0.86 }),
      ],
    })),
  ],
  columnGap: 14,
  margin: [0, 12, 0, CODE / 2],
})

export function receiptDefinition(model: ReceiptModel): TDocumentDefinitions {
  const { ar, other } = model.header
  return {
    pageSize: { width: PAGE.width, height: PAGE.height },
    pageMargins: [PAGE.side, PAGE.top, PAGE.side, 64],
    defaultStyle: { font: 'Amiri', color: INK, ...{ fallbackFonts: ['Scheherazade New'] } },
    footer: () => ({
      margin: [PAGE.side, 16, PAGE.side, 0],
      stack: [ends(model.footer, { scale: 0.72, color: FAINT })],
    }),
    content: [
      {
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
      },
      rule(INK, 0.9, [0, 6, 0, 8]),
      said('ar', model.title.ar, { alignment: 'center', bold: true, scale: 1.35 }),
      said('other', model.title.other, { alignment: 'center', scale: 1.05, color: FAINT }),
      said('other', isolate(model.number), { alignment: 'center', bold: true, scale: 1.6 }),
      ...model.marks.map((mark) =>
        said('ar', `${mark.ar} · ${isolate(mark.other)}`, { alignment: 'center', bold: true, color: MARK }),
      ),
      { ...(facts(model) as object), margin: [0, 8, 0, 0] } as Content,
      signatures(model),
      ends(model.caption, { scale: 0.72, color: FAINT }),
    ],
  }
}

/** @throws Error in words when `input` is no receipt */
export async function renderReceipt(input: unknown, { fontsDir }: { fontsDir: string }): Promise<RenderedPdf> {
  const model = checked(ReceiptModel, input, 'receipt')
  return createPdf(receiptDefinition(model), {
    fontsDir,
    createdAt: model.createdAt,
    title: `${model.title.ar} ${model.number}`,
    language: 'ar',
  })
}
