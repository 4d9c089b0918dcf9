import { z } from 'zod'
import { command, event, query } from './define'
import { Id, Ids, Instant, filled, paragraphs, text, orNewer } from './values'

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
