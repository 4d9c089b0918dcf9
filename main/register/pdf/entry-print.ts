import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces'
import { checked } from '../../pdf/checked'
import { createPdf, type RenderedPdf } from '../../pdf/engine'
import { isolate } from '../../pdf/isolate'
import { FAINT, HAIRLINE, INK, MARK, PAGE, rule, said, type Side, type TextStyle } from '../../pdf/style'
import { mirrorRtl } from '../../pdf/mirror'
import { EntryPrintModel } from './model'
import { qrCode } from '../../pdf/qr'

const LABEL = 118
const CODE = 56

/** In the reader's language only: Arabic sizes for Arabic, Latin ones for the others. */
function speaker({ direction }: EntryPrintModel) {
  const side: Side = direction === 'rtl' ? 'ar' : 'other'
  const start = direction === 'rtl' ? ('right' as const) : ('left' as const)
  const end = direction === 'rtl' ? ('left' as const) : ('right' as const)
  return {
    side,
    start,
    end,
    say: (text: string, style?: TextStyle) => said(side, text, { alignment: start, ...style }),
  }
}

function head(model: EntryPrintModel): Content[] {
  const { say, end } = speaker(model)
  return [
    {
      columns: [
        { width: '*', stack: model.office.map((line, index) => say(line, { bold: index === 0, scale: 0.9 })) },
        { width: 'auto', stack: model.mark ? [say(model.mark, { bold: true, color: MARK, alignment: end })] : [] },
      ],
      columnGap: 12,
    },
    rule(INK, 0.9, [0, 6, 0, 12]),
    {
      columns: [
        {
          width: '*',
          stack: [
            say(model.title, { scale: 1.05, color: FAINT, tag: 'H1' }),
            say(isolate(model.number), { bold: true, scale: 2 }),
          ],
        },
        { width: 150, stack: [stampBox(model)] },
      ],
      columnGap: 16,
      margin: [0, 0, 0, 12],
    },
  ]
}

/** The empty frame the office stamps by hand. */
function stampBox(model: EntryPrintModel): Content {
  const { say } = speaker(model)
  return {
    table: {
      widths: ['*'],
      heights: [72],
      body: [[say(model.stampLabel, { alignment: 'center', scale: 0.75, color: FAINT })]],
    },
    layout: { hLineWidth: () => 0.8, vLineWidth: () => 0.8, hLineColor: () => FAINT, vLineColor: () => FAINT },
  }
}

const hairlines = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0,
  hLineColor: () => HAIRLINE,
  paddingLeft: () => 0,
  paddingRight: () => 8,
  paddingTop: () => 3,
  paddingBottom: () => 4,
}

function rows(model: EntryPrintModel): Content {
  const { say } = speaker(model)
  return {
    table: {
      widths: [LABEL, '*'],
      dontBreakRows: true,
      body: model.rows.map(({ label, value, isolate: alone }) => [
        say(label, { color: FAINT, scale: 0.92 }),
        say(alone ? isolate(value) : value),
      ]),
    },
    layout: hairlines,
  }
}

/** What was done with the entry, act by act, the oldest first. */
function history(model: EntryPrintModel): Content[] {
  const { say } = speaker(model)
  const { title, acts } = model.history
  if (acts.length === 0) return []
  return [
    { ...say(title, { bold: true, tag: 'H2' }), margin: [0, 14, 0, 4] },
    {
      table: {
        widths: [LABEL, '*', 130],
        dontBreakRows: true,
        body: acts.map(({ when, what, who }) => [
          say(isolate(when), { color: FAINT, scale: 0.85 }),
          say(what, { scale: 0.9 }),
          say(who, { color: FAINT, scale: 0.85 }),
        ]),
      },
      layout: hairlines,
    },
  ]
}

function foot(model: EntryPrintModel, page: number, pages: number): Content {
  const { say, end } = speaker(model)
  return {
    direction: model.direction,
    margin: [PAGE.side, 12, PAGE.side, 0],
    stack: [
      rule(HAIRLINE, 0.7, [0, 0, 0, 6]),
      {
        columns: [
          ...(model.qr ? [qrCode(model.qr, CODE)] : []),
          { width: '*', stack: [say(model.footer, { scale: 0.78, color: FAINT })] },
          { width: 60, stack: [say(isolate(`${page} / ${pages}`), { scale: 0.78, alignment: end })] },
        ],
        columnGap: 12,
      },
    ],
  } as Content
}

/** A register entry on A4, for the paper file: what is known of it, and what was done with it. */
export function entryPrintDefinition(model: EntryPrintModel): TDocumentDefinitions {
  const content = { direction: model.direction, stack: [...head(model), rows(model), ...history(model)] }
  return {
    pageSize: { width: PAGE.width, height: PAGE.height },
    pageMargins: [PAGE.side, PAGE.top, PAGE.side, PAGE.foot],
    defaultStyle: { font: 'Amiri', color: INK },
    footer: (page, pages) => mirrorRtl(foot(model, page, pages)),
    content: mirrorRtl(content) as Content,
  }
}

export async function renderEntryPrint(
  model: EntryPrintModel,
  { fontsDir }: { fontsDir: string },
): Promise<RenderedPdf> {
  const entry = checked(EntryPrintModel, model, 'register entry')
  return createPdf(entryPrintDefinition(entry), {
    fontsDir,
    createdAt: entry.createdAt,
    title: `${entry.title} ${entry.number}`,
    language: entry.language,
  })
}
