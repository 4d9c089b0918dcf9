import { z } from 'zod'
import { command, query } from './define'
import { CountryCode, measures } from './diaspora'
import { Look, refusalReasons, textEncodings, textSeparators } from './imports'
import { Id, Sha256, Year, text } from './values'

/** What a column of a table of figures is taken for; `origin`: whose people they are, of tables that count many countries'. */
export const figureUses = ['country', 'year', 'total', 'male', 'female', 'origin', 'note', 'none'] as const
const FigureUse = z.enum(figureUses)
export type FigureUse = z.infer<typeof FigureUse>

/** How the rows become figures; kept on this PC for the next file with the same headings. */
export const FigureMapping = z.object({
  headerRows: z.int().min(0).max(5),
  columns: z.array(FigureUse).max(500),
  measure: z.enum(measures),
  /** Who says so; without it nothing comes in (R4). */
  source: text(200),
  /** Of rows that say none. */
  year: Year.nullable(),
})
export type FigureMapping = z.infer<typeof FigureMapping>

export const OpenedFigures = z.object({
  id: Id,
  name: z.string(),
  look: Look,
  headings: z.array(z.string()),
  sample: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
  mapping: FigureMapping,
  remembered: z.boolean(),
})
export type OpenedFigures = z.infer<typeof OpenedFigures>

/** Of a cell, as of any spreadsheet (imports.ts), and of a figure. */
export const figureRefusals = [
  ...refusalReasons.slice(0, 6),
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
export const FigureRefusal = z.object({
  line: z.int(),
  column: z.int().nullable(),
  value: z.string(),
  reason: z.enum(figureRefusals),
})
export type FigureRefusal = z.infer<typeof FigureRefusal>

const Counts = z.object({ added: z.int(), changed: z.int(), same: z.int(), refused: z.int(), elsewhere: z.int() })
export const FiguresPreview = Counts.extend({
  sha256: Sha256,
  rows: z.int(),
  /** By reason, the most frequent first. */
  problems: z.array(z.object({ reason: z.enum(figureRefusals), count: z.int() })),
  refusals: z.array(FigureRefusal),
  /** The first of what is taken in. `before`: what the same source says here of that country and year now. */
  lines: z.array(
    z.object({ line: z.int(), countryCode: CountryCode, year: Year, total: z.int(), before: z.int().nullable() }),
  ),
})
export type FiguresPreview = z.infer<typeof FiguresPreview>

const ById = z.object({ id: Id })
const needs = 'figures:manage'

/** A table of official figures from a spreadsheet (R4): opened, looked at, decided, written; all of it in one transaction. */
export const figureImport = {
  /** The path comes from a File the person chose (preload). */
  open: command({ needs, input: z.object({ path: z.string().max(4000) }), output: OpenedFigures }),
  look: command({
    needs,
    input: ById.extend({
      encoding: z.enum(textEncodings).optional(),
      separator: z.enum(textSeparators).optional(),
      sheet: z.int().min(0).max(500).optional(),
      headerRows: z.int().min(0).max(5).optional(),
    }),
    output: OpenedFigures,
  }),
  /** Goes over the whole file and writes nothing. */
  check: command({ needs, input: ById.extend({ mapping: FigureMapping }), output: FiguresPreview }),
  /** Writes what was looked at, and nothing else: `sha256` and the counts are those of the preview. */
  run: command({
    needs,
    input: ById.extend({
      mapping: FigureMapping,
      sha256: Sha256,
      expected: Counts.pick({ added: true, changed: true }),
    }),
    output: Counts,
  }),
  /** The refused rows with their reasons: diwan://print/<token>. */
  refused: query({
    needs,
    input: ById.extend({ mapping: FigureMapping }),
    output: z.object({ url: z.string(), name: text(120) }),
  }),
  close: command({ needs, input: ById, output: z.object({}).strict() }),
}
