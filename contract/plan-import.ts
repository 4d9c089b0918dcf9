import { z } from 'zod'
import { Fate, RetentionEvent } from './filing'
import { cellRefusals, mappingOf, openedOf, previewOf, refusalOf, sheetCalls } from './sheet-import'

/** What a column of a filing plan is taken for; `none`: left out. */
export const planUses = [
  ...(['code', 'nameAr', 'nameFr', 'nameEn', 'nameEs', 'parent'] as const),
  ...(['active', 'intermediate', 'event', 'fate', 'basis', 'none'] as const),
] as const
export const PlanUse = z.enum(planUses)
export type PlanUse = z.infer<typeof PlanUse>

/** How the rows become classes; kept on this PC for the next file with the same headings. */
export const PlanMapping = mappingOf(PlanUse, {
  /** Where a row says nothing of it. */
  event: RetentionEvent,
  fate: Fate,
})
export type PlanMapping = z.infer<typeof PlanMapping>

export const OpenedPlan = openedOf(PlanMapping)
export type OpenedPlan = z.infer<typeof OpenedPlan>

/** Of a cell, as of any spreadsheet (imports.ts), and of a class. */
export const planRefusals = [
  ...cellRefusals,
  ...(['code-missing', 'code-double', 'name-missing', 'parent-unknown', 'parent-circle'] as const),
  ...(['years-missing', 'years-unreadable', 'fate-unknown', 'event-unknown', 'retention-shortened'] as const),
] as const
export const PlanRefusal = refusalOf(z.enum(planRefusals))
export type PlanRefusal = z.infer<typeof PlanRefusal>

/** What becomes of a row: a class that is not there yet, one that is and changes, one that stands as it is. */
export const planDoings = ['added', 'changed', 'same'] as const

const Counts = z.object({ added: z.int(), changed: z.int(), same: z.int(), refused: z.int() })
export const PlanPreview = previewOf(z.enum(planRefusals), {
  ...Counts.shape,
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

/** A filing plan brought in from a spreadsheet (R1, ADR 044): opened, looked at, decided, written; all of it in one transaction. */
export const planImport = sheetCalls({
  ...{ needs: 'filing:manage', mapping: PlanMapping, opened: OpenedPlan, preview: PlanPreview, outcome: Counts },
  run: { expected: Counts.pick({ added: true, changed: true }) },
})
