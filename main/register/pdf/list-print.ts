import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces'
import { digits } from '../../../domain/text/digits'
import { fill } from '../../../domain/words'
import { checked } from '../../pdf/checked'
import { createPdf, type RenderedPdf } from '../../pdf/engine'
import { inkDrawing } from '../../pdf/ink'
import { isolate } from '../../pdf/isolate'
import { mirrorRtl } from '../../pdf/mirror'
import { FAINT, HAIRLINE, INK, MARK, PAGE, said, type Side, type TextStyle } from '../../pdf/style'
import { ListPrintModel } from './list-model'

/** A4 lying on its side, in points. */
const ACROSS = { width: PAGE.height, height: PAGE.width, side: 30, top: 30, foot: 44 }

/** What each column takes; the subject has what is left. */
const WIDTHS: Record<string, number | '*'> = {
  ...{ number: 64, day: 46, arrival: 46, letterDate: 46, correspondent: 98, reference: 64, subject: '*' },
  ...{ unit: 76, status: 62, level: 46 },
  // A delivery book, a list of registered post.
  ...{ place: 22, pieces: 34, to: 130, receivedBy: 104, when: 62, signature: 112 },
  ...{ postNumber: 110, addressee: '*', destination: 120, remark: 130 },
  // The envelopes of a tender.
  ...{ received: 84, depositor: '*', condition: 90 },
}
/** Room to sign in a line, and under the list. */
const TALL = 34
const SIGN_HERE = 58
const INK_WIDTH = 96

function speaker({ direction }: ListPrintModel) {
  const side: Side = direction === 'rtl' ? 'ar' : 'other'
  const start = direction === 'rtl' ? ('right' as const) : ('left' as const)
  const end = direction === 'rtl' ? ('left' as const) : ('right' as const)
  const say = (text: string, style?: TextStyle) => said(side, text, { alignment: start, ...style })
  return { say, end }
}

function head(model: ListPrintModel, copy?: string): Content {
  const { say, end } = speaker(model)
  return {
    columns: [
      {
        width: '*',
        stack: model.office.map((line, index) => say(line, { bold: index === 0, scale: 0.72 })),
      },
      {
        width: 'auto',
        stack: [
          say(model.title, { bold: true, scale: 1.3, alignment: end }),
          ...(copy ? [say(copy, { bold: true, scale: 0.8, alignment: end })] : []),
          ...model.facts.map((fact) => say(fact, { scale: 0.72, color: FAINT, alignment: end })),
        ],
      },
    ],
    columnGap: 16,
    margin: [0, 0, 0, 8],
  }
}

const lines = {
  hLineWidth: (index: number) => (index <= 1 ? 0.9 : 0.4),
  vLineWidth: () => 0.4,
  hLineColor: (index: number) => (index <= 1 ? INK : HAIRLINE),
  vLineColor: () => HAIRLINE,
  paddingLeft: () => 3,
  paddingRight: () => 3,
  paddingTop: () => 1.5,
  paddingBottom: () => 2,
}

/** The lines under headings that stand on every page; a cancelled one is struck through and can be read (I1). */
function table(model: ListPrintModel): Content {
  const { say } = speaker(model)
  const subject = model.columns.findIndex(({ column }) => column === 'subject')
  const body = model.rows.map(({ cells, kind }): TableCell[] =>
    cells.map(({ text, value, ink }, at) =>
      ink
        ? inkDrawing(ink, INK_WIDTH)
        : {
            ...say(value ? isolate(text) : text, {
              scale: 0.66,
              ...(kind === 'hidden' || kind === 'void' ? { color: FAINT } : {}),
            }),
            ...(kind === 'cancelled' && at === subject ? { decoration: 'lineThrough' as const } : {}),
          },
    ),
  )
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      ...(model.tall && { heights: (row: number) => (row === 0 ? 'auto' : TALL) }),
      widths: model.columns.map(({ column }) => WIDTHS[column] ?? 60),
      body: [model.columns.map(({ label }) => say(label, { bold: true, scale: 0.66 })), ...body],
    },
    layout: lines,
  }
}

/** Whoever signs for the whole of it, side by side. */
function ends(model: ListPrintModel): Content[] {
  const { say } = speaker(model)
  if (!model.ends) return []
  return [
    {
      unbreakable: true,
      margin: [0, 10, 0, 0],
      stack: [
        ...model.ends.lines.map((line) => say(line, { scale: 0.8, bold: true })),
        {
          columns: model.ends.signatures.map((label) => say(label, { scale: 0.76 })),
          columnGap: 16,
          margin: [0, 8, 0, SIGN_HERE],
        },
      ],
    },
  ]
}

function copies(model: ListPrintModel): Content[] {
  const each = model.copies ?? [undefined]
  return each.map((copy, at): Content => ({
    stack: [head(model, copy), table(model), ...ends(model)],
    ...(at > 0 && { pageBreak: 'before' as const }),
  }))
}

function foot(model: ListPrintModel, page: number, pages: number): Content {
  const { say, end } = speaker(model)
  const counted = digits(fill(model.page, { page: String(page), pages: String(pages) }), model.digits)
  return {
    direction: model.direction,
    margin: [ACROSS.side, 10, ACROSS.side, 0],
    columns: [
      {
        width: '*',
        stack: [
          model.mark ? say(model.mark, { scale: 0.72, color: MARK }) : say(model.footer, { scale: 0.72, color: FAINT }),
        ],
      },
      { width: 'auto', stack: [say(counted, { scale: 0.72, alignment: end })] },
    ],
    columnGap: 12,
  } as Content
}

/** A part of a register as it lies on paper: A4 across. */
export function listPrintDefinition(model: ListPrintModel): TDocumentDefinitions {
  return {
    pageSize: { width: ACROSS.width, height: ACROSS.height },
    pageMargins: [ACROSS.side, ACROSS.top, ACROSS.side, ACROSS.foot],
    defaultStyle: { font: 'Amiri', color: INK },
    footer: (page, pages) => mirrorRtl(foot(model, page, pages)),
    content: mirrorRtl({ direction: model.direction, stack: copies(model) }) as Content,
  }
}

export async function renderListPrint(model: ListPrintModel, { fontsDir }: { fontsDir: string }): Promise<RenderedPdf> {
  const list = checked(ListPrintModel, model, 'list')
  return createPdf(listPrintDefinition(list), {
    fontsDir,
    createdAt: list.createdAt,
    title: list.title,
    language: list.language,
    untagged: true,
  })
}
