import { z } from 'zod'
import { command, query } from './define'
import { Failed } from './jobs'
import { letterKinds, letterPathStep } from './letter-forms'
import { Letter } from './letters'
import { Id, Instant, Names, None, Sha256, orNewer, paragraphs } from './values'

/** Whom a visa is asked of: a person, or whoever holds a role in a unit. */
export const VisaStep = letterPathStep
export type VisaStep = z.infer<typeof VisaStep>

/** A step as it is read: who is asked, and what they said of the text as it stands. */
export const ShownStep = z.object({
  step: VisaStep.extend({ kind: z.string(), role: z.string() }),
  names: Names.nullable(),
  state: z.enum(['given', 'waiting', 'ahead']),
  byNames: Names.nullable(),
  at: Instant.nullable(),
  /** Given by somebody who stood in for whom was asked. */
  stoodIn: z.boolean(),
})
export type ShownStep = z.infer<typeof ShownStep>

export const VisaPath = z.object({
  steps: z.array(ShownStep),
  /** Of the letter's text: what a visa given now is bound to. */
  textHash: Sha256,
  /** This reader may give or refuse the visa that waits. */
  mine: z.boolean(),
  /** For whom they would: an absent person, or one whose work they took over. */
  forNames: Names.nullable(),
  /** Words on texts that were changed since, and refusals: who, when, why. */
  before: z.array(
    z.object({
      byNames: Names.nullable(),
      at: Instant,
      verdict: orNewer(z.enum(['given', 'refused'])),
      reason: z.string(),
    }),
  ),
  /** Of a draft: the path the office usually goes with it. */
  usual: z.array(VisaStep.extend({ kind: z.string(), role: z.string() })),
  /** In whose name this reader would sign: the delegation it would be under. */
  signs: z
    .object({
      mode: z.enum(['byDelegation', 'byOrder', 'acting']),
      ofTitle: Names,
      until: z.string(),
    })
    .nullable(),
})
export type VisaPath = z.infer<typeof VisaPath>

/** Who may be asked: everybody who may say a word; `active`: is at work here. Whoever left may still hand over. */
export const Askable = z.object({
  id: Id,
  names: Names,
  unitId: Id.nullable(),
  roles: z.array(z.string()),
  active: z.boolean(),
})
export type Askable = z.infer<typeof Askable>

/** The path a kind of letter of a unit usually goes; null: of every kind, of every unit. */
export const UsualPath = z.object({
  id: Id,
  kind: orNewer(z.enum(letterKinds)).nullable(),
  unitId: Id.nullable(),
  steps: z.array(VisaStep.extend({ kind: z.string(), role: z.string() })),
})
export type UsualPath = z.infer<typeof UsualPath>

/** The most that are decided at once: what somebody can look through in one sitting. */
export const MOST_DECIDED = 200
const deciding = z.enum(['visa', 'signature'])
export const Prepared = z.object({
  id: Id,
  subject: z.string(),
  what: deciding.nullable(),
  /** What would be signed: of the text for a visa, of the page for a signature; null where it cannot be. */
  hash: Sha256.nullable(),
  refused: Failed.nullable(),
})
export type Prepared = z.infer<typeof Prepared>
export const Decided = z.object({ id: Id, subject: z.string(), failed: Failed.nullable() })
export type Decided = z.infer<typeof Decided>

const ById = z.object({ id: Id })
const Seen = ById.extend({ textHash: Sha256 })

export const visas = {
  path: query({ needs: 'letters:read', input: ById, output: VisaPath }),
  askable: query({ needs: 'letters:read', input: None, output: z.array(Askable) }),
  /** W2: in order, of exactly the text that was seen. @throws visa-not-asked · own-draft · letter-superseded */
  give: command({ needs: 'letters:approve', input: Seen, output: Letter }),
  /** W2: a refusal returns the letter to its author with the reason. */
  refuse: command({
    needs: 'letters:approve',
    input: Seen.extend({ reason: paragraphs(1000).min(1) }),
    output: Letter,
  }),
  /** What a visa or a signature of each of these would be over; nothing is decided. */
  prepare: query({
    needs: 'letters:approve',
    input: z.object({ ids: z.array(Id).min(1).max(MOST_DECIDED) }),
    output: z.array(Prepared),
  }),
  /** Many at once, each with its own outcome: none is left silently. */
  decide: command({
    needs: 'letters:approve',
    input: z.object({
      items: z
        .array(z.object({ id: Id, what: deciding, hash: Sha256 }))
        .min(1)
        .max(MOST_DECIDED),
    }),
    output: z.array(Decided),
  }),
  usual: query({ needs: 'letters:read', input: None, output: z.array(UsualPath) }),
  /** A path without steps is no path any more. */
  keepUsual: command({
    needs: 'templates:manage',
    input: UsualPath.extend({ kind: z.enum(letterKinds).nullable(), steps: z.array(VisaStep).max(12) }),
    output: z.array(UsualPath),
  }),
}
