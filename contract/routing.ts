import { z } from 'zod'
import { command, event, query } from './define'
import { BulkOutcome, BulkPreview, MOST_CHOSEN, Which } from './lists'
import { Id, Ids, Instant, Level, LegalDate, Names, None, orNewer, paragraphs, text } from './values'

/** W1: what an assignment asks for. `following` is what somebody gave to themselves: it asks nothing, and shows nothing it did not before. */
export const purposes = ['action', 'information', 'opinion', 'following'] as const
export type Purpose = (typeof purposes)[number]
export const outcomes = [
  'answered',
  'noFurtherAction',
  'returned',
  'redirected',
  'read',
  'given',
  'pulledBack',
  'left',
] as const
export const AssignmentOutcome = z.enum(outcomes)
export type AssignmentOutcome = z.infer<typeof AssignmentOutcome>

export const Addressee = z.object({ kind: z.enum(['unit', 'person']), id: Id })
export type Addressee = z.infer<typeof Addressee>
/** So many are given copies, or asked, at once. */
export const MOST_ASKED = 20
/** So many instructions an office keeps to choose from. */
export const MOST_INSTRUCTIONS = 60

/** Who did something of it, when, and at which desk. */
const Deed = z.object({ at: Instant, byNames: Names.nullable(), device: z.string().nullable() })

export const Assignment = z.object({
  id: Id,
  purpose: orNewer(z.enum(purposes)),
  to: Addressee.extend({ names: Names.nullable() }),
  /** As the office's list had it on that day, in its languages. */
  instruction: Names.nullable(),
  text: z.string(),
  dueOn: LegalDate.nullable(),
  late: z.boolean(),
  given: Deed.extend({ byId: Id }),
  opened: Deed.nullable(),
  ended: Deed.extend({ outcome: orNewer(AssignmentOutcome), said: z.string() }).nullable(),
  /** Asked in order, and the one before has not said anything yet. */
  waitsTurn: z.boolean(),
  /** It was given to this reader, or to the unit they belong to. */
  mine: z.boolean(),
  /** How this reader may end it now. */
  may: z.array(AssignmentOutcome),
})
export type Assignment = z.infer<typeof Assignment>

export const Routing = z.object({
  /** In the order they were given. */
  assignments: z.array(Assignment),
  /** The one that answers now (W1: there is one). */
  standing: Id.nullable(),
  mayAssign: z.boolean(),
  /** Giving it to somebody else takes it from whoever answers now. */
  mayRedirect: z.boolean(),
  /** This reader follows it: which of them says so. */
  following: Id.nullable(),
})
export type Routing = z.infer<typeof Routing>

const Asked = z.object({
  purpose: z.enum(['action', 'information', 'opinion']),
  /** One, where it is to be acted on. */
  to: z.array(Addressee).min(1).max(MOST_ASKED),
  /** Who is told of it meanwhile. */
  copies: z.array(Addressee).max(MOST_ASKED),
  instruction: Names.nullable(),
  text: paragraphs(2000),
  dueOn: LegalDate.nullable(),
  /** Opinions: the next is asked when the one before has said it. */
  inOrder: z.boolean(),
})
export type AssignmentAsked = z.infer<typeof Asked>

export const baskets = ['toDo', 'late', 'opinions', 'information', 'waiting', 'followed'] as const
export const Basket = z.enum(baskets)
export type Basket = z.infer<typeof Basket>

export const BasketRow = z.object({
  id: Id,
  entryId: Id,
  numberText: z.string(),
  /** Null: a sealed envelope, or one that is not described yet. */
  subject: z.string().nullable(),
  level: orNewer(Level),
  correspondent: z.string(),
  purpose: orNewer(z.enum(purposes)),
  to: Addressee.extend({ names: Names.nullable() }),
  byNames: Names.nullable(),
  instruction: Names.nullable(),
  text: z.string(),
  dueOn: LegalDate.nullable(),
  late: z.boolean(),
  opened: z.boolean(),
  at: Instant,
  /** Where the next page begins. */
  due: z.string(),
})
export type BasketRow = z.infer<typeof BasketRow>

/** Somebody who can be given something. */
export const Colleague = z.object({ id: Id, names: Names, unitId: Id.nullable(), unitNames: Names.nullable() })
export type Colleague = z.infer<typeof Colleague>

const Instructions = z.array(Names).max(MOST_INSTRUCTIONS)

export const routing = {
  ofEntry: query({ needs: 'register:read', input: z.object({ entryId: Id }), output: Routing }),
  colleagues: query({ needs: 'register:read', input: None, output: z.array(Colleague) }),
  /** `after`: the one that answered when the form was opened; `id`: pressed twice, it is one. */
  assign: command({
    needs: 'register:read',
    input: Asked.extend({ id: Id, entryId: Id, after: Id.nullable(), reason: paragraphs(1000) }),
    output: Routing,
  }),
  /** Whoever it was given to has seen it: from then on it is not pulled back. */
  open: command({ needs: 'register:read', input: z.object({ entryId: Id }), output: Routing }),
  /** `said`: the reason, the opinion, or what was answered. */
  end: command({
    needs: 'register:read',
    input: z.object({
      id: Id,
      outcome: AssignmentOutcome.exclude(['redirected', 'left']),
      said: paragraphs(4000),
    }),
    output: Routing,
  }),
  follow: command({ needs: 'register:read', input: z.object({ entryId: Id, follows: z.boolean() }), output: Routing }),
  /** What would become of each entry: nothing is written. One that somebody answers already stays with them. */
  preview: query({
    needs: 'register:read',
    input: Asked.omit({ inOrder: true, copies: true }).extend({
      which: Which,
      purpose: z.enum(['action', 'information']),
    }),
    output: BulkPreview,
  }),
  assignMany: command({
    needs: 'register:read',
    input: Asked.omit({ inOrder: true, copies: true }).extend({
      ids: z.array(Id).min(1).max(MOST_CHOSEN),
      purpose: z.enum(['action', 'information']),
    }),
    output: BulkOutcome,
  }),
  /** How much lies in each, in this reader's rights. */
  counts: query({ needs: 'register:read', input: None, output: z.object({ counts: z.record(Basket, z.int()) }) }),
  basket: query({
    needs: 'register:read',
    input: z.object({ basket: Basket, after: z.object({ due: text(40), id: Id }).optional() }),
    output: z.object({ rows: z.array(BasketRow), more: z.boolean() }),
  }),
  /** What the office chooses instructions from; `own`: it keeps a list of its own. */
  instructions: query({
    needs: 'register:read',
    input: None,
    output: z.object({ list: Instructions, own: z.boolean() }),
  }),
  setInstructions: command({ needs: 'office:manage', input: z.object({ list: Instructions }), output: None }),
  /** Who alone may give something to a unit (the minister's): null, everybody who may assign. */
  restrict: command({
    needs: 'office:manage',
    input: z.object({ unitId: Id, only: z.array(Id).max(100).nullable() }),
    output: None,
  }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['entry'] }),
}
