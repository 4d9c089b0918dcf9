import { int, optional, or, primary, text, type Columns } from './columns'

/** What this PC adds to replicated tables. */
export const ofThisPc: Record<string, Columns> = {
  book: { lastSeq: or(int, 0), lastPosition: or(int, 0), lastLink: text, lastAt: or(int, 0), state: or(text, 'open') },
  assignment: { rank: or(int, 3), live: or(int, 0), due: or(text, ''), ownerId: optional(text) },
  valuable: { place: or(int, 0), whereNow: or(text, 'void') },
  file: { fileKey: optional(text), stagedById: optional(text), uploaded: or(int, 0), readAt: or(int, 0) },
}

const counters: Columns = { entries: int, cancelled: int, urgent: int, urgentCancelled: int, answered: int }
/** What only this PC has. */
export const local: Record<string, Columns> = {
  meta: { key: primary(text), value: text },
  preference: { userId: primary(text), body: text },
  entryCount: {
    registerId: primary(text),
    year: primary(int),
    bookId: primary(text),
    date: primary(text),
    rank: primary(int),
    ...counters,
  },
  entryBlock: {
    registerId: primary(text),
    year: primary(int),
    at: primary(int),
    seq: primary(int),
    rank: primary(int),
    ...counters,
  },
  party: { entryId: primary(text), place: primary(int), partyId: text },
  letterWait: {
    ...{ letterId: primary(text), what: text, toKind: text, toId: text, toRole: text, since: int, updatedAt: int },
    ...{ level: text, draftedById: text, authors: text, kind: text },
  },
  cardCount: { countryCode: primary(text), kind: primary(text), cards: int },
  contactCount: { contactId: primary(text), rank: primary(int), entries: int },
  answeredEntry: {
    id: primary(text),
    ...{ registerId: text, year: int, bookId: text, date: text, at: int, seq: int, rank: int },
  },
  transcribing: { bookId: primary(text), firstD: int },
  transcribingChange: { lastD: primary(int), change: text },
  disposalItem: { key: primary(int), entryId: text, disposalId: text },
  contentText: { sha256: primary(text), body: text, at: int },
  destroyedFile: { key: primary(int), fileId: text, destructionId: text, gone: or(int, 0) },
  draft: { id: primary(text), userId: text, registerId: text, body: text, updatedAt: int },
  capsuleTaken: { entryId: primary(text), body: text, at: int },
  shelf: { key: primary(text), userId: text, entryId: text, pinned: int, at: int },
  closingSheet: { actId: primary(text), body: { type: 'blob' }, sha256: text, at: int },
  nameWord: { id: primary(int), spelling: text },
  nameBearers: { key: primary(int), cards: { type: 'blob' } },
  nameCard: { no: primary(int), contactId: text, words: text },
  runPlan: { id: primary(text), userId: text, at: int, body: text },
  // Where each deadline that runs stands, as it was last looked at (main/deadlines/standing.ts): due, the stage it is in and the day that changes are
  // numbers of days. `rise` numbers what came to a later stage, in the order it was noticed; `told` is the highest stage that was, for the due day it was.
  clockStand: {
    clockId: primary(text),
    ...{ entryId: text, place: text, due: optional(int), sort: int, changesOn: optional(int), since: optional(int) },
    ...{ told: or(int, 0), toldFor: optional(int), rise: optional(int) },
  },
  // What waits to be looked at again, put there by triggers.
  clockDirty: { clockId: primary(text) },
  ownWords: { key: primary(text), content: text, at: int },
  letterState: {
    ...{ key: primary(int), letterId: text, at: int, state: text },
    ...{ byId: optional(text), authors: optional(text), content: optional(text) },
  },
  outbox: {
    d: primary(int),
    entity: text,
    rowId: text,
    operation: text,
    hash: text,
    at: int,
    state: or(text, 'waiting'),
    result: optional(text),
    reason: optional(text),
    seq: or(int, 0),
    change: or(text, ''),
  },
  outboxPack: { firstD: primary(int), lastD: int, body: { type: 'blob' } },
  parkedAnswer: { change: primary(text), how: text, userId: text, at: int, again: optional(text) },
  signedChange: { id: primary(text), userId: optional(text), keyId: optional(text), signature: text },
  asideRow: {
    rowId: primary(text),
    entity: text,
    seq: int,
    fields: text,
    versions: text,
    reason: text,
    at: int,
  },
  provenAt: { rowId: primary(text), at: int },
  securityLog: {
    position: primary(int),
    at: int,
    kind: text,
    userId: optional(text),
    entity: optional(text),
    rowId: optional(text),
    detail: text,
    once: optional(text),
    previous: text,
    link: text,
  },
  deferredRow: { rowId: primary(text), entity: text, seq: int, fields: text, versions: text },
  cursor: { stream: primary(text), epoch: text, live: int, backfill: int, head: or(int, 0) },
  /** `level` and `ownerId` are of 0.1; the row itself says who may find it (domain/visibility). */
  searchDoc: {
    docId: primary(int),
    entity: text,
    rowId: text,
    level: int,
    ownerId: optional(text),
    at: int,
    referenceKey: optional(text),
  },
}
