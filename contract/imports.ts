import { z } from 'zod'
import { PaperNumbers } from './books'
import { command, query } from './define'
import { Channel, Id, LegalDate, Level, Sha256, Year, text } from './values'

/** What a column of a spreadsheet is taken for. `note`: kept in the notes under its heading, as it stands; `none`: left out. */
export const columnUses = [
  ...([
    'number',
    'date',
    'correspondent',
    'subject',
    'reference',
    'letterDate',
    'arrivalDate',
    'unit',
    'channel',
  ] as const),
  ...(['urgency', 'level', 'enclosures', 'notes', 'page', 'note', 'none'] as const),
] as const
export const ColumnUse = z.enum(columnUses)
export type ColumnUse = z.infer<typeof ColumnUse>

export const textEncodings = ['utf-8', 'windows-1256', 'windows-1252', 'utf-16le', 'utf-16be', 'iso-8859-6'] as const
export const textSeparators = [',', ';', '\t', '|'] as const

export const Look = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: z.literal('text'), encoding: z.enum(textEncodings), separator: z.enum(textSeparators) },
    /** vCards: they have no columns, and are shown under ours. */
    cards: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('workbook'),
    sheet: z.int().min(0).max(500),
    sheets: z.array(z.string()),
    /** From which day it counts its days. */
    system: z.enum(['1900', '1904']),
  }),
])
export type Look = z.infer<typeof Look>

/** How the rows become lines of a register; kept on this PC for the next file with the same headings. */
export const ImportPlan = z.object({
  registerId: Id,
  headerRows: z.int().min(0).max(5),
  columns: z.array(ColumnUse).max(500),
  /** What stands first in 03/04/1998. */
  dateOrder: z.enum(['day', 'month']),
  /** Of days that are written without one. */
  year: Year.nullable(),
  /** An empty day is that of the line above, as a ditto mark says it on paper. */
  repeatDate: z.boolean(),
  /** Where a line says nothing of it. */
  unitId: Id,
  channel: Channel,
  level: Level,
})
export type ImportPlan = z.infer<typeof ImportPlan>

export const OpenedSheet = z.object({
  id: Id,
  name: z.string(),
  look: Look,
  headings: z.array(z.string()),
  /** The first rows, headings included, as they stand. */
  sample: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
  /** Cells that were joined: each line has their value. */
  joined: z.int(),
  plan: ImportPlan,
  /** The plan is that of an earlier file with these headings. */
  remembered: z.boolean(),
})
export type OpenedSheet = z.infer<typeof OpenedSheet>

export const refusalReasons = [
  ...(['rounded', 'error-value', 'not-computed', 'undecodable', 'lost-characters', 'too-long'] as const),
  ...([
    'date-missing',
    'date-unreadable',
    'date-no-such-day',
    'date-without-year',
    'date-in-future',
    'date-too-old',
  ] as const),
  ...(['subject-missing', 'count-unreadable', 'level-unknown', 'urgency-unknown'] as const),
] as const
export const ImportRefusal = z.object({
  line: z.int(),
  column: z.int().nullable(),
  value: z.string(),
  reason: z.enum(refusalReasons),
})
export type ImportRefusal = z.infer<typeof ImportRefusal>

export const ImportPreview = z.object({
  sha256: Sha256,
  rows: z.int(),
  accepted: z.int(),
  refused: z.int(),
  /** By reason and column, the most frequent first. */
  problems: z.array(z.object({ reason: z.enum(refusalReasons), column: z.int().nullable(), count: z.int() })),
  /** The first of them; all of them are in the report. */
  refusals: z.array(ImportRefusal),
  years: z.array(PaperNumbers.extend({ year: Year })),
  /** Correspondents that have a card, and those that get one. */
  knownCards: z.int(),
  newCards: z.int(),
  /** Units and ways of arriving that nobody here knows: they stand in the notes. */
  toNotes: z.int(),
  lines: z.array(
    z.object({
      line: z.int(),
      numberText: z.string(),
      date: LegalDate,
      correspondent: z.string().nullable(),
      subject: z.string().nullable(),
      reference: z.string().nullable(),
      level: Level,
    }),
  ),
  /** Books this very file was transcribed into before. */
  before: z.array(z.object({ registerId: Id, year: Year })),
})
export type ImportPreview = z.infer<typeof ImportPreview>

export const ImportOutcome = z.object({
  books: z.array(PaperNumbers.extend({ bookId: Id, year: Year })),
  cards: z.int(),
  refused: z.int(),
})
export type ImportOutcome = z.infer<typeof ImportOutcome>

const ById = z.object({ id: Id })
const needs = 'register:open'

/** Paper books brought in from spreadsheets (ADR 029): opened, looked at, decided, written; whole or not at all. */
export const imports = {
  /** The path comes from a File the person chose (preload). */
  open: command({ needs, input: z.object({ path: z.string().max(4000), registerId: Id }), output: OpenedSheet }),
  /** Reads it another way: another encoding, separator, sheet, or number of header rows. */
  look: command({
    needs,
    input: ById.extend({
      encoding: z.enum(textEncodings).optional(),
      separator: z.enum(textSeparators).optional(),
      sheet: z.int().min(0).max(500).optional(),
      headerRows: z.int().min(0).max(5).optional(),
    }),
    output: OpenedSheet,
  }),
  /** Goes over the whole file and writes nothing. */
  check: command({ needs, input: ById.extend({ plan: ImportPlan }), output: ImportPreview }),
  /** Writes what was looked at: all of it, or nothing when it is stopped. */
  run: command({
    needs,
    input: ById.extend({ plan: ImportPlan, sha256: Sha256, confirmDate: LegalDate.optional() }),
    output: ImportOutcome,
  }),
  /** The refused rows with their reasons, as a file to mend and to bring in again: diwan://print/<token>. */
  refused: query({
    needs,
    input: ById.extend({ plan: ImportPlan }),
    output: z.object({ url: z.string(), name: text(120) }),
  }),
  close: command({ needs, input: ById, output: z.object({}).strict() }),
}
