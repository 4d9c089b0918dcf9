import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces'
import { checked } from '../../pdf/checked'
import { createPdf, type RenderedPdf } from '../../pdf/engine'
import { isolate } from '../../pdf/isolate'
import { mirrorRtl } from '../../pdf/mirror'
import { qrCode } from '../../pdf/qr'
import { FAINT, HAIRLINE, INK, MARK, PAGE, rule, said, sideBySide, type Side, type TextStyle } from '../../pdf/style'
import type { Both } from '../../pdf/text'
import { PaperModel, type Cell } from './paper-model'

const CODE = 82
const SMALL = 0.78

const sideOf = (text: string): Side => (/\p{Script=Arabic}/u.test(/\p{L}/u.exec(text)?.[0] ?? '') ? 'ar' : 'other')

const both = (text: Both, style: TextStyle = {}): Content[] => [
  said('ar', text.ar, { alignment: 'right', ...style }),
  said('other', text.other, { alignment: 'left', ...style }),
]

/** The same in both languages, Arabic at the right. */
const pair = (text: Both, style: TextStyle, margin: [number, number, number, number]): Content =>
  sideBySide(
    said('other', text.other, { alignment: 'left', ...style }),
    said('ar', text.ar, { alignment: 'right', ...style }),
    margin,
  )

function head({ office, title, mark }: PaperModel): Content[] {
  const lines = (side: Side, texts: readonly string[]): Content => ({
    stack: texts.map((line, index) =>
      said(side, line, { alignment: side === 'ar' ? 'right' : 'left', scale: 0.85, bold: index === texts.length - 1 }),
    ),
  })
  return [
    sideBySide(lines('other', office.other), lines('ar', office.ar), [0, 0, 0, 4]),
    rule(INK, 0.9, [0, 4, 0, 10]),
    pair(title, { bold: true, scale: 1.25, tag: 'H1' }, [0, 0, 0, 6]),
    ...(mark ? [pair(mark, { bold: true, color: MARK }, [0, 0, 0, 6])] : []),
  ]
}

const lines = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0,
  hLineColor: () => HAIRLINE,
  paddingLeft: () => 3,
  paddingRight: () => 3,
  paddingTop: () => 2,
  paddingBottom: () => 3,
}

function cell(value: Cell, { struck = false, end = false }: { struck?: boolean; end?: boolean }): Content {
  if (typeof value !== 'string') return pairOf(value, { scale: SMALL }) as Content
  const side = sideOf(value)
  // A number or an hour stands as one thing, whichever way the row runs.
  const text = /\s/.test(value) ? value : isolate(value)
  const alignment = side === 'ar' && !end ? 'right' : 'left'
  return { ...said(side, text, { scale: SMALL, alignment }), ...(struck && { decoration: 'lineThrough' }) } as Content
}

/** Arabic at the right with its name, the other language at the left with its own. */
function facts({ facts: rows }: PaperModel): Content[] {
  if (rows.length === 0) return []
  const name = (side: Side, text: string): Content =>
    said(side, text, { color: FAINT, scale: 0.8, alignment: side === 'ar' ? 'right' : 'left' })
  return [
    {
      table: {
        widths: ['auto', '*', '*', 'auto'],
        body: rows.map(({ label, value: { ar, other } }) => [
          name('ar', label.ar),
          cell(ar, {}),
          cell(other, { end: true }),
          name('other', label.other),
        ]),
      },
      layout: lines,
      margin: [0, 0, 0, 8],
    },
  ]
}

/** What was counted: in a figure, and in words of both languages. */
function figures({ figures: rows }: PaperModel): Content[] {
  if (rows.length === 0) return []
  const scale = 0.85
  return [
    {
      table: {
        widths: ['auto', '*', 56, '*', 'auto'],
        body: rows.map(({ label, figure, words }) => [
          said('ar', label.ar, { scale, color: FAINT, alignment: 'right' }),
          said('ar', words.ar, { scale, alignment: 'right' }),
          said('ar', isolate(figure), { scale: 0.95, bold: true, alignment: 'center' }),
          said('other', words.other, { scale, alignment: 'left' }),
          said('other', label.other, { scale, color: FAINT, alignment: 'left' }),
        ]),
      },
      layout: lines,
      margin: [0, 0, 0, 8],
    },
  ]
}

function table({ title, columns, rows }: PaperModel['tables'][number]): Content[] {
  if (rows.length === 0) return []
  const titles = columns.map(({ head: name }) => ({
    stack: [
      said('ar', name.ar, { scale: 0.72, bold: true, alignment: 'center' }),
      said('other', name.other, { scale: 0.66, color: FAINT, alignment: 'center' }),
    ],
  }))
  return [
    ...(title ? [{ ...pairOf(title, { bold: true, scale: 0.9, tag: 'H2' }), margin: [0, 8, 0, 3] } as Content] : []),
    {
      table: {
        headerRows: 1,
        widths: columns.map(({ width }) => width),
        dontBreakRows: true,
        body: [
          titles,
          ...rows.map(({ cells, struck }) => cells.map((value) => cell(value, { struck: struck === true }))),
        ],
      },
      layout: lines,
      margin: [0, 0, 0, 6],
    },
  ]
}

function signatures({ signatures: people }: PaperModel): Content {
  const box = (name: Both): Content => ({
    table: { widths: ['*'], heights: [52], body: [[{ stack: both(name, { scale: 0.8, alignment: 'center' }) }]] },
    layout: { hLineWidth: () => 0.6, vLineWidth: () => 0.6, hLineColor: () => FAINT, vLineColor: () => FAINT },
  })
  return { columns: people.map((name) => ({ width: '*', stack: [box(name)] })), columnGap: 14, margin: [0, 10, 0, 8] }
}

function code({ code: what }: PaperModel): Content[] {
  if (!what) return []
  const values = what.values.map(({ label, value }): Content => ({
    stack: [
      pairOf(label, { scale: 0.72, color: FAINT }) as Content,
      { ...said('other', isolate(value), { scale: 0.8, alignment: 'left' }), margin: [0, 0, 0, 4] } as Content,
    ],
  }))
  return [{ columns: [{ width: '*', stack: values }, qrCode(what.qr, CODE)], columnGap: 14 } as Content]
}

/** The same inside what is mirrored. */
const pairOf = ({ ar, other }: Both, style: TextStyle): object => ({
  columns: [
    { width: '*', stack: [said('ar', ar, { ...style, alignment: 'right' })] },
    { width: '*', stack: [said('other', other, { ...style, alignment: 'left' })] },
  ],
})

const foot = ({ footer }: PaperModel, page: number, pages: number): Content =>
  ({
    direction: 'rtl',
    margin: [PAGE.side, 8, PAGE.side, 0],
    stack: [
      rule(HAIRLINE, 0.7, [0, 0, 0, 4]),
      {
        columns: [
          { width: '*', stack: both(footer, { scale: 0.7, color: FAINT }) },
          { width: 50, stack: [said('other', isolate(`${page} / ${pages}`), { scale: 0.78, alignment: 'left' })] },
        ],
        columnGap: 12,
      },
    ],
  }) as Content

export function paperDefinition(model: PaperModel): TDocumentDefinitions {
  const fromTheRight = {
    direction: 'rtl' as const,
    stack: [
      ...facts(model),
      ...figures(model),
      ...model.tables.flatMap(table),
      { stack: [signatures(model), ...code(model)], unbreakable: true } as Content,
    ],
  }
  return {
    pageSize: { width: PAGE.width, height: PAGE.height },
    pageMargins: [PAGE.side, PAGE.top, PAGE.side, 64],
    defaultStyle: { font: 'Amiri', color: INK },
    footer: (page, pages) => mirrorRtl(foot(model, page, pages)),
    content: [...head(model), pair(model.statement, { scale: 0.88 }, [0, 0, 0, 6]), mirrorRtl(fromTheRight) as Content],
  }
}

/** PDF/A-3b with what it is about inside, when there is such; else PDF/A-2b. */
export async function renderPaper(model: PaperModel, { fontsDir }: { fontsDir: string }): Promise<RenderedPdf> {
  const paper = checked(PaperModel, model, 'page about a book')
  const { attached, createdAt, title } = paper
  return createPdf(paperDefinition(paper), {
    ...{ fontsDir, createdAt, title: title.ar, language: 'ar', second: paper.other },
    ...(attached && {
      attached: {
        ...{ name: attached.name, description: attached.description, type: 'application/json' },
        bytes: Buffer.from(attached.text),
      },
    }),
  })
}
