import { z } from 'zod'
import { command, query } from './define'
import { errorCodes } from './errors'
import type { correctable } from './correctable'
import { RegisterFilter } from './register'
import { Id, Instant, filled, paragraphs, text } from './values'

/** So many entries are changed or chosen one by one at once; more than that is more than one order. */
export const MOST_CHOSEN = 5_000
/** Paper of more lines than that is printed a part of the year at a time. */
export const MOST_ON_PAPER = 2_000

/** Entries chosen one by one, or all that a filter shows. */
export const Which = z.union([
  z.strictObject({ ids: z.array(Id).min(1).max(MOST_CHOSEN) }),
  z.strictObject({ filter: RegisterFilter }),
])
export type Which = z.infer<typeof Which>

/** What is changed of many at once: what the law lets a correction change, where one value is right for all. */
export const bulkFields = [
  'unitId',
  'classId',
  'urgency',
  'level',
] as const satisfies readonly (typeof correctable)[number][]
const Change = z.object({ field: z.enum(bulkFields), value: filled(40) })
export type Change = z.infer<typeof Change>

/** Why something of many did not go. */
const Reason = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export const BulkPreview = z.object({
  total: z.int(),
  /** Exactly these are changed when it is ordered. */
  ids: z.array(Id),
  /** Bear the value already: nothing is written of them. */
  same: z.int(),
  /** Of those that would change: so many would be kept less long, or with less care (R1). */
  shorter: z.int(),
  refused: z.array(Reason.extend({ count: z.int(), numbers: z.array(z.string()) })),
})
export type BulkPreview = z.infer<typeof BulkPreview>

/** How it ended for each: those that were reached and are not named were changed, or were so already. */
export const BulkOutcome = z.object({
  changed: z.int(),
  same: z.int(),
  /** `at`: its place in the order. */
  failed: z.array(Reason.extend({ at: z.int(), numberText: z.string() })),
  /** How many were; fewer than were ordered when a person stopped it. */
  reached: z.int(),
})
export type BulkOutcome = z.infer<typeof BulkOutcome>

export const exportColumns = [
  ...(['number', 'day', 'arrival', 'letterDate', 'correspondent', 'reference', 'subject'] as const),
  ...(['class', 'unit', 'status'] as const),
] as const
export type ExportColumn = (typeof exportColumns)[number]
export const exportFormats = ['xlsx', 'csv', 'pdf'] as const
export type ExportFormat = (typeof exportFormats)[number]

const Sheet = z.object({
  which: Which,
  columns: z.array(z.enum(exportColumns)).min(1).max(exportColumns.length),
  /** Of the register and the year, for the heading. */
  registerId: Id,
  year: RegisterFilter.shape.year,
  /** The filter in the reader's words, as the window says it. */
  saidFilter: text(500),
})

/** What is done with many lines of a register at once. */
export const lists = {
  /** What would become of each, before anything is written. */
  preview: query({ needs: 'register:correct', input: Change.extend({ which: Which }), output: BulkPreview }),
  /** One correction an entry, with one reason (I2). */
  change: command({
    needs: 'register:correct',
    input: Change.extend({ ids: z.array(Id).min(1).max(MOST_CHOSEN), reason: paragraphs(500).min(1) }),
    output: BulkOutcome,
  }),
  /** What is seen, in a file where the person says; null when they changed their mind. */
  export: command({
    needs: 'register:read',
    input: Sheet.extend({ format: z.enum(exportFormats) }),
    output: z.object({ lines: z.int(), name: z.string(), at: Instant }).nullable(),
  }),
  /** The same as paper: diwan://print/<token>. */
  print: query({ needs: 'register:read', input: Sheet, output: z.object({ url: z.string() }) }),
}
