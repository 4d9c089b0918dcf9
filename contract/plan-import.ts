import { z } from 'zod'
import { command, query } from './define'
import { Fate, RetentionEvent } from './filing'
import { Look, refusalReasons, textEncodings, textSeparators } from './imports'
import { Id, Sha256, text } from './values'

/** What a column of a filing plan is taken for; `none`: left out. */
export const planUses = [
  ...(['code', 'nameAr', 'nameFr', 'nameEn', 'nameEs', 'parent'] as const),
  ...(['active', 'intermediate', 'event', 'fate', 'basis', 'none'] as const),
] as const
export const PlanUse = z.enum(planUses)
export type PlanUse = z.infer<typeof PlanUse>

/** How the rows become classes; kept on this PC for the next file with the same headings. */
export const PlanMapping = z.object({
  headerRows: z.int().min(0).max(5),
  columns: z.array(PlanUse).max(500),
  /** Where a row says nothing of it. */
  event: RetentionEvent,
  fate: Fate,
})
export type PlanMapping = z.infer<typeof PlanMapping>

export const OpenedPlan = z.object({
  id: Id,
  name: z.string(),
  look: Look,
  headings: z.array(z.string()),
  /** The first rows, headings included, as they stand. */
  sample: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
  mapping: PlanMapping,
  /** The mapping is that of an earlier file with these headings. */
  remembered: z.boolean(),
})
export type OpenedPlan = z.infer<typeof OpenedPlan>

/** Of a cell, as of any spreadsheet (imports.ts), and of a class. */
export const planRefusals = [
  ...refusalReasons.slice(0, 6),
  ...(['code-missing', 'code-double', 'name-missing', 'parent-unknown', 'parent-circle'] as const),
  ...(['years-missing', 'years-unreadable', 'fate-unknown', 'event-unknown', 'retention-shortened'] as const),
] as const
export const PlanRefusal = z.object({
  line: z.int(),
  column: z.int().nullable(),
  value: z.string(),
  reason: z.enum(planRefusals),
})
export type PlanRefusal = z.infer<typeof PlanRefusal>

/** What becomes of a row: a class that is not there yet, one that is and changes, one that stands as it is. */
export const planDoings = ['added', 'changed', 'same'] as const

const Counts = z.object({ added: z.int(), changed: z.int(), same: z.int(), refused: z.int() })
export const PlanPreview = Counts.extend({
  sha256: Sha256,
  rows: z.int(),
  /** By reason, the most frequent first. */
  problems: z.array(z.object({ reason: z.enum(planRefusals), count: z.int() })),
  /** The first of them; all of them are in the report. */
  refusals: z.array(PlanRefusal),
  /** The first of what is taken in, in the order of the file. */
  lines: z.array(
    z.object({
      line: z.int(),
      does: z.enum(planDoings),
      code: z.string(),
      name: z.string(),
      /** The code of the class it stands under. */
      under: z.string().nullable(),
      active: z.int(),
      intermediate: z.int(),
      event: RetentionEvent,
      fate: Fate,
    }),
  ),
})
export type PlanPreview = z.infer<typeof PlanPreview>

const ById = z.object({ id: Id })
const needs = 'filing:manage'

/** A filing plan brought in from a spreadsheet (R1, ADR 044): opened, looked at, decided, written; all of it in one transaction. */
export const planImport = {
  /** The path comes from a File the person chose (preload). */
  open: command({ needs, input: z.object({ path: z.string().max(4000) }), output: OpenedPlan }),
  /** Reads it another way: another encoding, separator, sheet, or number of header rows. */
  look: command({
    needs,
    input: ById.extend({
      encoding: z.enum(textEncodings).optional(),
      separator: z.enum(textSeparators).optional(),
      sheet: z.int().min(0).max(500).optional(),
      headerRows: z.int().min(0).max(5).optional(),
    }),
    output: OpenedPlan,
  }),
  /** Goes over the whole file and writes nothing. */
  check: command({ needs, input: ById.extend({ mapping: PlanMapping }), output: PlanPreview }),
  /** Writes what was looked at, and nothing else: `sha256` and the counts are those of the preview. */
  run: command({
    needs,
    input: ById.extend({ mapping: PlanMapping, sha256: Sha256, expected: Counts.pick({ added: true, changed: true }) }),
    output: Counts,
  }),
  /** The refused rows with their reasons, as a file to mend and to bring in again: diwan://print/<token>. */
  refused: query({
    needs,
    input: ById.extend({ mapping: PlanMapping }),
    output: z.object({ url: z.string(), name: text(120) }),
  }),
  close: command({ needs, input: ById, output: z.object({}).strict() }),
}
