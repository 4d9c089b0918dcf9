import { z } from 'zod'
import { capacities, relationNames } from './relations'
import { orNewer, Id, Instant, Names } from './values'

/** What a card's timeline is made of, and narrowed to. */
export const lifeKinds = ['entry', 'letter', 'receipt', 'relation', 'consent', 'change'] as const
export const LifeKind = z.enum(lifeKinds)
export type LifeKind = z.infer<typeof LifeKind>

/** `id`: what the next page goes on after, with `at`; of what has a day and no hour, noon of it. */
export const LifeId = z.string().regex(/^[a-z0-9-]{1,60}$/)
const base = { id: LifeId, at: Instant }

/** One line of a card's life; hidden items are absent, not counted (A2). */
export const TimelineItem = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('entry'),
    ...base,
    kind: z.string(),
    numberText: z.string(),
    subject: z.string().nullable(),
    status: z.string(),
  }),
  /** Not issued yet, or withdrawn: one that left is its entry. */
  z.object({
    what: z.literal('letter'),
    ...base,
    state: z.string(),
    subject: z.object({ ar: z.string(), other: z.string() }),
  }),
  z.object({
    what: z.literal('receipt'),
    ...base,
    entryId: Id,
    numberText: z.string(),
    copy: z.int(),
    depositor: z.string(),
  }),
  z.object({
    what: z.literal('relation'),
    ...base,
    /** Its last day; else its first. */
    ended: z.boolean(),
    kind: orNewer(z.enum(relationNames)),
    end: z.enum(['from', 'to']),
    capacity: orNewer(z.enum(capacities)).nullable(),
    title: z.string(),
    other: z.object({ id: Id, nameAr: z.string(), nameLatin: z.string() }),
  }),
  z.object({
    what: z.literal('consent'),
    ...base,
    withdrawn: z.boolean(),
    purpose: z.string(),
    sharedWith: z.string(),
  }),
  z.object({
    what: z.literal('change'),
    ...base,
    by: Names.nullable(),
    changes: z.array(z.object({ field: z.string(), was: z.json(), now: z.json() })),
  }),
])
export type TimelineItem = z.infer<typeof TimelineItem>
export type LifeKey = { at: number; id: string }
