import { z } from 'zod'
import { CountryCode, measures } from './diaspora'
import { cellRefusals, mappingOf, openedOf, previewOf, refusalOf, sheetCalls } from './sheet-import'
import { Year, text } from './values'

/** What a column of a table of figures is taken for; `origin`: whose people they are, of tables that count many countries'. */
export const figureUses = ['country', 'year', 'total', 'male', 'female', 'origin', 'note', 'none'] as const
const FigureUse = z.enum(figureUses)
export type FigureUse = z.infer<typeof FigureUse>

/** How the rows become figures; kept on this PC for the next file with the same headings. */
export const FigureMapping = mappingOf(FigureUse, {
  measure: z.enum(measures),
  /** Who says so; without it nothing comes in (R4). */
  source: text(200),
  /** Of rows that say none. */
  year: Year.nullable(),
})
export type FigureMapping = z.infer<typeof FigureMapping>

export const OpenedFigures = openedOf(FigureMapping)
export type OpenedFigures = z.infer<typeof OpenedFigures>

/** Of a cell, as of any spreadsheet (imports.ts), and of a figure. */
export const figureRefusals = [
  ...cellRefusals,
  ...([
    'country-unknown',
    'country-own',
    'year-missing',
    'year-unreadable',
    'people-missing',
    'people-unreadable',
  ] as const),
  ...(['people-sum', 'figure-double'] as const),
] as const
export const FigureRefusal = refusalOf(z.enum(figureRefusals))
export type FigureRefusal = z.infer<typeof FigureRefusal>

const Counts = z.object({ added: z.int(), changed: z.int(), same: z.int(), refused: z.int(), elsewhere: z.int() })
export const FiguresPreview = previewOf(z.enum(figureRefusals), {
  ...Counts.shape,
  /** The first of what is taken in. `before`: what the same source says here of that country and year now. */
  lines: z.array(
    z.object({ line: z.int(), countryCode: CountryCode, year: Year, total: z.int(), before: z.int().nullable() }),
  ),
})
export type FiguresPreview = z.infer<typeof FiguresPreview>

/** A table of official figures from a spreadsheet (R4): opened, looked at, decided, written; all of it in one transaction. */
export const figureImport = sheetCalls({
  ...{
    needs: 'figures:manage',
    mapping: FigureMapping,
    opened: OpenedFigures,
    preview: FiguresPreview,
    outcome: Counts,
  },
  run: { expected: Counts.pick({ added: true, changed: true }) },
})
