import { z } from 'zod'
import { command, event, query } from './define'
import { Id, Ids, LegalDate, Names, None, filled, orNewer, text } from './values'

/** What the years are counted from: the entry, or the last letter of its matter (what it answers, and what answers it). */
export const retentionEvents = ['registration', 'matter'] as const
export const RetentionEvent = z.enum(retentionEvents)
/** What becomes of it then (R1). */
export const fates = ['keep', 'transfer', 'sample', 'destroy'] as const
export const Fate = z.enum(fates)

export const FilingRule = z.object({
  active: z.int().min(0).max(200),
  intermediate: z.int().min(0).max(200),
  event: RetentionEvent,
  fate: Fate,
  basis: text(300),
})
export type FilingRule = z.infer<typeof FilingRule>

/** A class of the filing plan. */
export const FilingClass = FilingRule.extend({
  active: z.int(),
  intermediate: z.int(),
  event: orNewer(RetentionEvent),
  fate: orNewer(Fate),
  basis: z.string(),
  id: Id,
  code: z.string(),
  names: Names,
  parentId: Id.nullable(),
  /** Null: since always, as far as this office knows. */
  since: LegalDate.nullable(),
  /** Nothing is classed in it from that day on; what was stays. */
  until: LegalDate.nullable(),
})
export type FilingClass = z.infer<typeof FilingClass>

const Shape = z.object({ code: filled(20), names: Names, parentId: Id.nullable(), ...FilingRule.shape })
export type FilingShape = z.infer<typeof Shape>

/** Why a class is proposed: it is that of the letter that is answered, or the last of this correspondent, or of this unit. */
export const proposedBy = ['replyTo', 'correspondent', 'unit'] as const

const plan = z.array(FilingClass)

/** The filing plan (R1): a tree of classes with retention and final fate. Nothing of it is deleted. */
export const filing = {
  plan: query({ needs: 'register:read', input: None, output: plan }),
  add: command({
    needs: 'filing:manage',
    input: Shape.extend({ id: Id, since: LegalDate.nullable() }),
    output: plan,
  }),
  /** Names, place, and a rule that keeps no less; `basedOn` as the form was opened. */
  change: command({ needs: 'filing:manage', input: Shape.extend({ id: Id, basedOn: Shape }), output: plan }),
  /** With what stands under it; null: it was a mistake, it goes on. */
  end: command({ needs: 'filing:manage', input: z.object({ id: Id, until: LegalDate.nullable() }), output: plan }),
  /** The plan that is proposed for the office's country, of what is not there yet. */
  takeProposed: command({ needs: 'filing:manage', input: None, output: plan }),
  /** From entries this person sees (A2). */
  propose: query({
    needs: 'register:read',
    input: z.object({
      registerId: Id,
      correspondentId: Id.nullable(),
      unitId: Id.nullable(),
      replyToId: Id.nullable(),
    }),
    output: z.object({ classId: Id, by: z.enum(proposedBy) }).nullable(),
  }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['filingClass'] }),
}
