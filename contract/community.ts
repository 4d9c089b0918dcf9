import { z } from 'zod'
import { command, event, query } from './define'
import { Id, Ids, Instant, LegalDate, None, filled, paragraphs, text, orNewer } from './values'

/** P4: `discreet`: no call, and nothing on an envelope that says who writes; `never`: not contacted at all. */
export const reaches = ['discreet', 'never'] as const

export const contactKinds = ['person', 'entity'] as const

/** P1: a name as on the document, in both scripts, with its civil-status parts. An entity has only `full`. */
export const PersonName = z.object({
  full: text(200),
  given: text(80),
  father: text(80),
  family: text(80),
  maiden: text(80),
})
export type PersonName = z.infer<typeof PersonName>

export const ContactInput = z.object({
  id: Id,
  /** Decided once; a card of a kind that a newer version made keeps it when the rest is mended here. */
  kind: orNewer(z.enum(contactKinds)),
  /** At least one of the two scripts is filled; the service checks it. */
  nameAr: PersonName,
  nameLatin: PersonName,
  /** What it is: a role or an occupation for a person, a type for an entity. */
  description: text(200),
  phone: text(60),
  email: text(120),
  address: text(300),
  city: text(80),
  /** ISO 3166-1 alpha-2, or empty. */
  countryCode: z.string().regex(/^([A-Z]{2})?$/),
  notes: paragraphs(4000),
  reach: orNewer(z.enum(reaches)).nullable().optional(),
})
export type ContactInput = z.infer<typeof ContactInput>

export const Contact = ContactInput.extend({
  kind: orNewer(z.enum(contactKinds)),
  entries: z.int(),
  createdAt: Instant,
  pending: z.boolean(),
})
export type Contact = z.infer<typeof Contact>

export const ContactHit = z.object({
  id: Id,
  kind: orNewer(z.enum(contactKinds)),
  nameAr: z.string(),
  nameLatin: z.string(),
  description: z.string(),
  city: z.string(),
  entries: z.int(),
  createdAt: Instant,
})
export type ContactHit = z.infer<typeof ContactHit>

/** One line of a card's timeline; hidden items are absent, not counted (A2). */
export const TimelineItem = z.object({
  entryId: Id,
  kind: z.string(),
  numberText: z.string(),
  subject: z.string().nullable(),
  at: Instant,
  status: z.string(),
})
export type TimelineItem = z.infer<typeof TimelineItem>

/** What one card is to another (P1); which cards, and which of them are said the same from both ends, is in domain/community. */
export const relationNames = [
  ...(['spouse', 'parent', 'sibling', 'relative', 'guardian', 'household'] as const),
  ...(['representative', 'member', 'employee', 'branch', 'federated'] as const),
] as const
export type RelationKind = (typeof relationNames)[number]

/** As what somebody represents an entity. */
export const capacities = [
  'president',
  'vicePresident',
  'secretary',
  'treasurer',
  'director',
  'spokesperson',
  'agent',
  'other',
] as const
export type Capacity = (typeof capacities)[number]

/** What may be changed of a relation; an unknown day is null. */
export const RelationFacts = z.object({
  /** Only of a representative. */
  capacity: z.enum(capacities).nullable(),
  /** As the act says it: « président par intérim ». */
  title: text(120),
  /** The act it rests on: minutes of an assembly, a decree, a civil-status extract. */
  basis: text(300),
  since: LegalDate.nullable(),
  /** The first day on which it is no more. */
  until: LegalDate.nullable(),
  note: paragraphs(500),
})
export type RelationFacts = z.infer<typeof RelationFacts>

/** A relation as one of its two cards has it. */
export const RelationRow = RelationFacts.extend({
  capacity: orNewer(z.enum(capacities)).nullable(),
  id: Id,
  kind: orNewer(z.enum(relationNames)),
  /** Which of its ends this card is: of a parent, `from` is the parent. */
  end: z.enum(['from', 'to']),
  other: ContactHit.pick({ id: true, kind: true, nameAr: true, nameLatin: true }),
  inForce: z.boolean(),
  /** Another person is said to hold, today, what one person holds. */
  disputed: z.boolean(),
})
export type RelationRow = z.infer<typeof RelationRow>

export const community = {
  /** As you type; folds Arabic, finds words by their beginning in either script. */
  find: query({
    needs: 'contacts:read',
    input: z.object({
      text: text(120),
      kind: z.enum(contactKinds).nullable(),
      limit: z.int().min(1).max(100),
      /** The newest first where nothing is typed: the last one that is here already. */
      after: z.object({ createdAt: Instant, id: Id }).optional(),
    }),
    output: z.array(ContactHit),
  }),
  get: query({ needs: 'contacts:read', input: z.object({ id: Id }), output: Contact }),
  timeline: query({
    needs: 'contacts:read',
    input: z.object({ id: Id, limit: z.int().min(1).max(500) }),
    output: z.array(TimelineItem),
  }),
  /** `basedOn`: the card the form was opened with; only what it changed is written. */
  save: command({
    needs: 'contacts:write',
    input: ContactInput.extend({ basedOn: ContactInput.omit({ id: true, kind: true }).partial().optional() }),
    output: Contact,
  }),
  /** What a card is to others: what is in force first. */
  relations: query({
    needs: 'contacts:read',
    input: z.object({ id: Id }),
    output: z.object({ rows: z.array(RelationRow), more: z.boolean() }),
  }),
  /** `id` is the card it is said from, and `end` which end of the relation that is. Said twice, also on two PCs, it is one. */
  relate: command({
    needs: 'contacts:write',
    input: RelationFacts.extend({
      ...{ id: Id, end: z.enum(['from', 'to']), otherId: Id, kind: z.enum(relationNames) },
    }),
    output: z.object({ id: Id }),
  }),
  changeRelation: command({
    needs: 'contacts:write',
    input: RelationFacts.partial().extend({ id: Id, basedOn: RelationFacts.partial() }),
    output: None,
  }),
  /** One that was wrong: it is shown no more, and may be brought back. */
  removeRelation: command({ needs: 'contacts:write', input: z.object({ id: Id }), output: None }),
  restoreRelation: command({ needs: 'contacts:write', input: z.object({ id: Id }), output: None }),
  changed: event({ needs: 'contacts:read', payload: Ids, about: ['contact'] }),
}

/** Everything that matches, newest first, over entries and contacts; what is hidden is neither shown nor counted (A2). */
export const SearchHit = z.object({
  id: Id,
  kind: orNewer(z.enum(['entry', 'person', 'entity'])),
  title: z.string(),
  detail: z.string(),
  at: Instant,
  /** A cancelled entry looks cancelled wherever it is found (N3). */
  cancelled: z.boolean(),
})
export type SearchHit = z.infer<typeof SearchHit>
export const search = {
  everywhere: query({
    needs: 'register:read',
    input: z.object({ text: filled(200), limit: z.int().min(1).max(100) }),
    output: z.object({ hits: z.array(SearchHit), more: z.boolean() }),
  }),
}
