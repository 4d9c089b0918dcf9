import { z } from 'zod'
import { CardFacts, CountryCode, ShownFacts } from './card'
import { Consent, ConsentFacts } from './consents'
import { command, event, query } from './define'
import { LifeId, LifeKind, TimelineItem } from './life'
import { capacities, relationNames } from './relations'
import { Id, Ids, Instant, LegalDate, Names, None, filled, paragraphs, text, orNewer } from './values'

/** P4: `discreet`: no call, and nothing on an envelope that says who writes; `never`: not contacted at all. */
export const reaches = ['discreet', 'never'] as const

export const contactKinds = ['person', 'entity'] as const
export const cardFormats = ['xlsx', 'csv', 'vcf'] as const

/** P1: a name as on the document, in both scripts, with its civil-status parts. An entity has only `full`. */
export const PersonName = z.object({
  full: text(200),
  given: text(80),
  father: text(80),
  family: text(80),
  maiden: text(80),
})
export type PersonName = z.infer<typeof PersonName>

const ContactBase = z.object({
  id: Id,
  /** Decided once; a card of a kind that a newer version made keeps it when the rest is mended here. */
  kind: orNewer(z.enum(contactKinds)),
  /** At least one of the two scripts is filled; the service checks it. */
  nameAr: PersonName,
  nameLatin: PersonName,
  /** What it is, in its own words: a role for a person, what an entity does. */
  description: text(200),
  /** The preferred ones, as an older version knows them; `phones` and `emails` have all. */
  phone: text(60),
  email: text(120),
  /** Where they live, or have their seat. */
  address: text(300),
  city: text(80),
  /** ISO 3166-1 alpha-2, or empty. */
  countryCode: CountryCode,
  notes: paragraphs(4000),
  reach: orNewer(z.enum(reaches)).nullable().optional(),
})
/** Facts that are not said stay as they are. */
export const ContactInput = ContactBase.extend(CardFacts.partial().shape)
export type ContactInput = z.infer<typeof ContactInput>

export const Contact = ContactBase.extend(ShownFacts.shape).extend({
  entries: z.int(),
  createdAt: Instant,
  pending: z.boolean(),
  /** It went with the import it came with (ADR 054). */
  removedAt: Instant.nullable().optional(),
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

export const verdicts = ['same', 'different'] as const

/** What somebody said of two cards: one person, or not. */
export const SamenessRow = z.object({
  id: Id,
  verdict: orNewer(z.enum(verdicts)),
  /** The other card, as it is called; and which of the two leads. */
  other: ContactHit.pick({ id: true, kind: true, nameAr: true, nameLatin: true }),
  keptId: Id.nullable(),
  reason: z.string(),
  at: Instant,
  by: Names,
})
export type SamenessRow = z.infer<typeof SamenessRow>

/** What two cards have to say about each other, in the words of domain/community/duplicates.ts; `weight`: ln of odds. */
export const ReasonRow = z.object({ reason: z.string(), weight: z.number() })
export const Alike = z.object({ hit: ContactHit, chance: z.number(), reasons: z.array(ReasonRow) })
export type Alike = z.infer<typeof Alike>
export const Proposal = z.object({
  one: ContactHit,
  other: ContactHit,
  chance: z.number(),
  reasons: z.array(ReasonRow),
})
export type Proposal = z.infer<typeof Proposal>

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
  /** Everything about them, newest first, a page at a time. */
  timeline: query({
    needs: 'contacts:read',
    input: z.object({
      id: Id,
      /** None: all of them. */
      kinds: z.array(LifeKind).max(6),
      after: z.object({ at: Instant, id: LifeId }).optional(),
      limit: z.int().min(1).max(200),
    }),
    output: z.object({ items: z.array(TimelineItem), more: z.boolean() }),
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
  /** Which cards are one with this one, which of them leads, and who said so (P3). */
  sameness: query({
    needs: 'contacts:read',
    input: z.object({ id: Id }),
    output: z.object({ leadId: Id, cards: z.array(ContactHit), disputed: z.boolean(), said: z.array(SamenessRow) }),
  }),
  /** Says that two cards are one, of which `keptId` leads, or that they are not. Nothing of either is changed. */
  judge: command({
    needs: 'contacts:write',
    input: z.object({ keptId: Id, otherId: Id, verdict: z.enum(verdicts), reason: text(300) }),
    output: z.object({ leadId: Id }),
  }),
  /** Takes back what was said of two cards, whoever said it: it stays in their history. */
  unjudge: command({ needs: 'contacts:write', input: z.object({ id: Id }), output: None }),
  /** Cards that may be the one being typed, the likeliest first. */
  alike: query({
    needs: 'contacts:read',
    input: ContactInput.pick({ id: true, kind: true, nameAr: true, nameLatin: true, phone: true, email: true }).extend({
      ...ContactInput.pick({ address: true, city: true }).shape,
      ...CardFacts.pick({ birthDate: true, documents: true, phones: true, emails: true, civilNumber: true }).partial()
        .shape,
      ...CardFacts.pick({ birthPlace: true, kinAr: true, kinLatin: true }).partial().shape,
    }),
    output: z.array(Alike),
  }),
  /** Looks through all cards for those that may be one: a job. The likeliest first; what was judged is left out. */
  proposals: command({
    needs: 'contacts:write',
    input: None,
    output: z.object({ rows: z.array(Proposal), more: z.boolean(), cards: z.int() }),
  }),
  /** What they agreed to (P4), the newest first; what was withdrawn stays there. */
  consents: query({ needs: 'contacts:read', input: z.object({ id: Id }), output: z.array(Consent) }),
  /** `id` is the idempotency key. */
  consent: command({
    needs: 'contacts:write',
    input: ConsentFacts.extend({ id: Id, contactId: Id }),
    output: None,
  }),
  /** Once; it is not taken back: a new consent is given instead. */
  withdrawConsent: command({
    needs: 'contacts:write',
    input: z.object({ id: Id, on: LegalDate, how: text(300) }),
    output: None,
  }),
  /** All that is known of them and that this person may read, as paper (PDF) and as data (JSON) in one file; it is recorded (A3). */
  exportData: command({
    needs: 'contacts:read',
    input: z.object({ id: Id }),
    output: z.object({ name: z.string() }).nullable(),
  }),
  /** The cards of a list in a file, of which a spreadsheet runs nothing; null when they changed their mind. It is recorded (A3). */
  exportCards: command({
    needs: 'contacts:read',
    input: z.object({ kind: z.enum(contactKinds), text: text(120), format: z.enum(cardFormats) }),
    output: z.object({ name: z.string(), cards: z.int() }).nullable(),
  }),
  /** The card as paper: diwan://print/<token>. */
  print: command({ needs: 'contacts:read', input: z.object({ id: Id }), output: z.object({ url: z.string() }) }),
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
