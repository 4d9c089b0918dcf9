import { z } from 'zod'
import { ClockPeriods } from './clock'
import { letterContentValue } from './letters'
import { Proof } from './proof'
import { Id, Instant, LegalDate, Sha256, Year, isStorable, Word } from './values'

/**
 * Every replicated entity, field by field: type, values, merge group, fixed or not, and which fields give power. The desk's
 * tables (db/), the server's rows, the merge and the proofs all follow this list; a test holds the tables against it. A field
 * is never removed: offices run mixed versions.
 */
export type FieldType = 'text' | 'int' | 'bool' | 'json'
export type FieldDescriptor = {
  type: FieldType
  nullable: boolean
  /** Written once, at creation (I2): a later patch is parked. */
  fixed: boolean
  /** Fields of one group conflict and merge together (the dates; a name in both scripts; one letter's text). */
  group: string
  /** What may stand in it, asked by the server when it comes and by every desk before it is stored. */
  value: z.ZodType
}
export type EntityDescriptor = {
  fields: Record<string, FieldDescriptor>
  /** These fields give power: who set them signed them, and the row's `proof` says so to every desk (docs/security.md). */
  proves: readonly string[]
  /** Fields of a later version that give power carry their proof inside: older PCs find the row's own proof as they know it. */
  seals: readonly string[]
}

type Flags = { fixed?: boolean; group?: string; nullable?: boolean }
const field =
  (type: FieldType) =>
  (value: z.ZodType, flags: Flags = {}) => ({ type, value, ...flags })
const text = field('text')
const int = field('int')
const bool = (flags: Flags = {}) => field('bool')(z.boolean(), flags)
const json = field('json')
const fixed = { fixed: true }
const optional = { nullable: true }

/** Text of at most so many characters; trimming is the desk's, what comes here must stay what it is. */
const line = (max: number) => z.string().max(max).refine(isStorable)
/** Kept and shown as such (docs/sync.md). */
const word = Word
const names = z.looseObject({ ar: line(200), fr: line(200), en: line(200), es: line(200) })
const personName = z.looseObject({
  full: line(200),
  given: line(80),
  father: line(80),
  family: line(80),
  maiden: line(80),
})
const lines = z.array(line(200)).max(20)
const count = z.int().min(0).max(100_000)
const seq = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)
const base64 = z.string().regex(/^[A-Za-z0-9+/=]{1,200}$/)
/** A scan is at most 150 MB at intake (main/documents); a row that says more is nobody's scan. */
export const fileSizeLimit = 1024 * 1024 * 1024
const side = z.looseObject({
  fields: z.record(z.string().max(40), z.json()),
  userId: Id.nullable(),
  deviceId: Id,
  at: Instant,
})
const proof = (group: string, flags: Flags = {}) => json(Proof.nullable(), { ...flags, group, nullable: true })

function entity(
  fields: Record<string, { type: FieldType; value: z.ZodType } & Flags>,
  proves: readonly string[] = [],
  seals: readonly string[] = [],
): EntityDescriptor {
  const entries = Object.entries(fields).map(([name, f]): [string, FieldDescriptor] => [
    name,
    {
      type: f.type,
      value: f.value,
      nullable: f.nullable ?? false,
      fixed: f.fixed ?? false,
      group: f.group ?? name,
    },
  ])
  return { fields: Object.fromEntries(entries), proves, seals }
}

const policy = { group: 'policy' }
const rights = { group: 'rights' }
const pen = { group: 'pen' }
const dates = { group: 'dates' }
const cancellation = { group: 'cancellation', nullable: true }
const letter = { group: 'letter' }
const letterOptional = { group: 'letter', nullable: true }
const decision = { group: 'decision', nullable: true }
const address = { group: 'address' }
const enclosures = { group: 'enclosures' }

export const entities = {
  office: entity(
    {
      country: text(z.string().regex(/^[A-Z]{2}$/), fixed),
      timeZone: text(line(60), fixed),
      names: json(names, policy),
      ministry: json(z.looseObject({ ar: lines, other: lines }), policy),
      place: json(z.looseObject({ ar: line(200), other: line(200) }), policy),
      secondLanguage: text(z.string().regex(/^[a-z]{2}$/), policy),
      ownApprovalAllowed: bool(policy),
      /** X25519: one printed secret opens every PC of the office. */
      recoveryKey: text(base64, fixed),
      createdAt: int(Instant, fixed),
      /** Ed25519, from the same printed secret: what founded the office, and what every proof goes back to. */
      rootKey: text(base64, { ...fixed, ...optional }),
      proof: proof('policy'),
      /** What an administrator knows of the clocks before the tables do (ADR 019). */
      clock: json(z.looseObject({ periods: ClockPeriods, proof: Proof }).nullable(), optional),
    },
    [
      'country',
      'timeZone',
      'names',
      'ministry',
      'place',
      'secondLanguage',
      'ownApprovalAllowed',
      'recoveryKey',
      'rootKey',
    ],
    ['clock'],
  ),
  unit: entity({ names: json(names), position: int(count) }),
  user: entity(
    {
      login: text(line(40), rights),
      names: json(names),
      roles: json(z.array(word).max(20), rights),
      clearance: text(word, rights),
      active: bool(rights),
      unitId: text(Id, optional),
      createdAt: int(Instant, fixed),
      proof: proof('rights'),
    },
    ['login', 'roles', 'clearance', 'active'],
  ),
  /** Ed25519 keys people sign with; one a person and PC. Whose it is, somebody whose word counts has signed (`origin`). */
  userKey: entity(
    {
      userId: text(Id, fixed),
      deviceId: text(Id, fixed),
      publicKey: text(base64, fixed),
      createdAt: int(Instant, fixed),
      origin: text(word, { ...fixed, ...optional }),
      proof: proof('proof', fixed),
    },
    ['userId', 'deviceId', 'publicKey', 'createdAt', 'origin'],
  ),
  device: entity(
    {
      name: text(line(60)),
      deskCode: text(z.string().max(12), { ...fixed, ...optional }),
      publicKey: text(base64, fixed),
      createdAt: int(Instant, fixed),
      proof: proof('proof', fixed),
    },
    ['deskCode', 'publicKey', 'createdAt'],
  ),
  register: entity({
    kind: text(word, fixed),
    code: text(line(12), fixed),
    names: json(names),
    pattern: text(line(80), fixed),
  }),
  book: entity(
    {
      registerId: text(Id, fixed),
      year: int(Year, fixed),
      desk: text(z.string().max(12), { ...fixed, ...optional }),
      opening: int(seq, fixed),
      holderId: text(Id, pen),
      epoch: int(seq, pen),
      proof: proof('pen'),
    },
    ['registerId', 'year', 'desk', 'opening', 'holderId', 'epoch'],
  ),
  entry: entity(
    {
      registerId: text(Id, fixed),
      bookId: text(Id, fixed),
      year: int(Year, fixed),
      seq: int(seq, fixed),
      numberText: text(line(80), fixed),
      registeredAt: int(Instant, fixed),
      businessDate: text(LegalDate, fixed),
      registeredById: text(Id, fixed),
      deviceId: text(Id, fixed),
      arrivalAt: int(Instant, dates),
      letterDate: text(LegalDate, { ...dates, ...optional }),
      letterDateSaid: text(line(60), { ...dates, ...optional }),
      postmarkDate: text(LegalDate, { ...dates, ...optional }),
      correspondentId: text(Id, optional),
      reference: text(line(80), optional),
      subject: text(line(1000), optional),
      channel: text(word),
      urgency: text(word),
      level: text(word),
      unitId: text(Id),
      enclosureCount: int(count, enclosures),
      enclosures: json(z.array(z.looseObject({ title: line(200), kind: word })).max(200), enclosures),
      notes: text(line(4000)),
      replyToId: text(Id, optional),
      secondCopyOfId: text(Id, { ...fixed, ...optional }),
      letterId: text(Id, { ...fixed, ...optional }),
      cancelledAt: int(Instant, cancellation),
      cancelledById: text(Id, cancellation),
      cancelReason: text(line(500), cancellation),
      proof: proof('cancellation'),
    },
    ['bookId', 'seq', 'registeredById', 'cancelledAt', 'cancelledById', 'cancelReason'],
  ),
  /** The chain of a book (I5): every numbered act, in order, so that any desk can verify any book it sees. */
  act: entity({
    bookId: text(Id, fixed),
    position: int(seq, fixed),
    kind: text(word, fixed),
    entryId: text(Id, { ...fixed, ...optional }),
    seq: int(
      z
        .int()
        .min(0)
        .max(2 ** 31 - 1),
      fixed,
    ),
    at: int(Instant, fixed),
    userId: text(Id, fixed),
    deviceId: text(Id, fixed),
    /** Canonical JSON of what was done; may be withheld or disposed of, the links still verify. */
    body: text(line(200_000), { ...fixed, ...optional }),
    salt: text(line(100), { ...fixed, ...optional }),
    bodyHash: text(Sha256, fixed),
    previous: text(Sha256, fixed),
    link: text(Sha256, fixed),
    signature: text(base64, { ...fixed, ...optional }),
  }),
  file: entity({
    entryId: text(Id, optional),
    name: text(line(200), fixed),
    mediaType: text(z.string().regex(/^[a-z]+\/[a-z0-9.+-]{1,80}$/), fixed),
    size: int(z.int().min(0).max(fileSizeLimit), fixed),
    sha256: text(Sha256, fixed),
    version: int(count, { group: 'place' }),
    position: int(count, { group: 'place' }),
    replacedById: text(Id, optional),
    createdAt: int(Instant, fixed),
    createdById: text(Id, fixed),
  }),
  contact: entity({
    kind: text(word, fixed),
    nameAr: json(personName, { group: 'name' }),
    nameLatin: json(personName, { group: 'name' }),
    description: text(line(200)),
    phone: text(line(60)),
    email: text(line(120)),
    address: text(line(300), address),
    city: text(line(80), address),
    countryCode: text(z.string().regex(/^([A-Z]{2})?$/), address),
    notes: text(line(4000)),
    createdAt: int(Instant, fixed),
  }),
  /** Text, state and signature are one group: a text that changed under a signature is a conflict, never a merge (W2). */
  letter: entity(
    {
      replyToId: text(Id, { ...fixed, ...optional }),
      addresseeId: text(Id, { ...fixed, ...optional }),
      draftedById: text(Id, fixed),
      createdAt: int(Instant, fixed),
      content: json(letterContentValue, letter),
      updatedAt: int(Instant, letter),
      /** Everybody who wrote in it: none of them signs it (A4). */
      authors: json(z.array(Id).max(200).nullable(), letterOptional),
      state: text(word, letter),
      submittedAt: int(Instant, letterOptional),
      returnReason: text(line(1000), letterOptional),
      signedAt: int(Instant, letterOptional),
      signedById: text(Id, letterOptional),
      /** What was seen when it was signed: letterhead, dates, values of fields, the page's hash (domain/letters/frozen.ts). */
      frozen: json(z.json(), letterOptional),
      frozenHash: text(Sha256, letterOptional),
      signature: text(base64, letterOptional),
      voidedAt: int(Instant, letterOptional),
      voidReason: text(line(1000), letterOptional),
      issuedEntryId: text(Id, letterOptional),
      proof: proof('letter'),
      pdfFileId: text(Id, { group: 'pdf', nullable: true }),
    },
    ['replyToId', 'addresseeId', 'draftedById', 'authors', 'frozen', 'frozenHash', 'signedAt', 'signedById'],
  ),
  /** Made by the server's merge: both values are kept, a person decides. */
  conflict: entity({
    entity: text(z.string().max(40), fixed),
    rowId: text(Id, fixed),
    group: text(z.string().max(40), fixed),
    server: json(side, fixed),
    other: json(side, fixed),
    at: int(Instant, fixed),
    decidedAt: int(Instant, decision),
    decidedById: text(Id, decision),
    keep: text(z.enum(['server', 'other']), decision),
  }),
} as const satisfies Record<string, EntityDescriptor>

export type EntityName = keyof typeof entities
export const entityNames = Object.keys(entities) as EntityName[]
export const isEntity = (name: string): name is EntityName => Object.hasOwn(entities, name)
export const descriptor = (name: EntityName): EntityDescriptor => entities[name]
