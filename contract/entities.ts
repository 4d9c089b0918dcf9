/**
 * Every replicated entity, field by field: type, merge group, fixed or not. The desk's tables (db/), the server's rows and
 * the merge all follow this list; a test holds the tables against it. A field is never removed: offices run mixed versions.
 */
export type FieldType = 'text' | 'int' | 'bool' | 'json'
export type FieldDescriptor = {
  type: FieldType
  nullable: boolean
  /** Written once, at creation (I2): a later patch is parked. */
  fixed: boolean
  /** Fields of one group conflict and merge together (the dates; a name in both scripts; one letter's text). */
  group: string
}
export type EntityDescriptor = { fields: Record<string, FieldDescriptor> }

type Flags = { fixed?: boolean; group?: string; nullable?: boolean }
const field =
  (type: FieldType) =>
  (flags: Flags = {}) => ({ type, ...flags })
const text = field('text')
const int = field('int')
const bool = field('bool')
const json = field('json')
const fixed = { fixed: true }
const optional = { nullable: true }

function entity(fields: Record<string, { type: FieldType } & Flags>): EntityDescriptor {
  const entries = Object.entries(fields).map(([name, f]): [string, FieldDescriptor] => [
    name,
    { type: f.type, nullable: f.nullable ?? false, fixed: f.fixed ?? false, group: f.group ?? name },
  ])
  return { fields: Object.fromEntries(entries) }
}

export const entities = {
  office: entity({
    country: text(fixed),
    timeZone: text(fixed),
    names: json(),
    ministry: json(),
    place: json(),
    secondLanguage: text(),
    ownApprovalAllowed: bool(),
    /** X25519: one printed secret opens every PC of the office. */
    recoveryKey: text(fixed),
    createdAt: int(fixed),
  }),
  unit: entity({ names: json(), position: int() }),
  user: entity({
    login: text(fixed),
    names: json(),
    roles: json({ group: 'rights' }),
    clearance: text({ group: 'rights' }),
    active: bool({ group: 'rights' }),
    unitId: text(optional),
    createdAt: int(fixed),
  }),
  /** Ed25519 keys people sign acts with; one a person and PC. */
  userKey: entity({ userId: text(fixed), deviceId: text(fixed), publicKey: text(fixed), createdAt: int(fixed) }),
  device: entity({
    name: text(),
    deskCode: text({ ...fixed, ...optional }),
    publicKey: text(fixed),
    createdAt: int(fixed),
  }),
  register: entity({ kind: text(fixed), code: text(fixed), names: json(), pattern: text(fixed) }),
  book: entity({
    registerId: text(fixed),
    year: int(fixed),
    desk: text({ ...fixed, ...optional }),
    opening: int(fixed),
    holderId: text({ group: 'pen' }),
    epoch: int({ group: 'pen' }),
  }),
  entry: entity({
    registerId: text(fixed),
    bookId: text(fixed),
    year: int(fixed),
    seq: int(fixed),
    numberText: text(fixed),
    registeredAt: int(fixed),
    businessDate: text(fixed),
    registeredById: text(fixed),
    deviceId: text(fixed),
    arrivalAt: int({ group: 'dates' }),
    letterDate: text({ group: 'dates', nullable: true }),
    postmarkDate: text({ group: 'dates', nullable: true }),
    correspondentId: text(optional),
    reference: text(optional),
    subject: text(optional),
    channel: text(),
    urgency: text(),
    level: text(),
    unitId: text(),
    enclosureCount: int({ group: 'enclosures' }),
    enclosures: json({ group: 'enclosures' }),
    notes: text(),
    replyToId: text(optional),
    secondCopyOfId: text({ ...fixed, ...optional }),
    letterId: text({ ...fixed, ...optional }),
    cancelledAt: int({ group: 'cancellation', nullable: true }),
    cancelledById: text({ group: 'cancellation', nullable: true }),
    cancelReason: text({ group: 'cancellation', nullable: true }),
  }),
  /** The chain of a book (I5): every numbered act, in order, so that any desk can verify any book it sees. */
  act: entity({
    bookId: text(fixed),
    position: int(fixed),
    kind: text(fixed),
    entryId: text({ ...fixed, ...optional }),
    seq: int(fixed),
    at: int(fixed),
    userId: text(fixed),
    deviceId: text(fixed),
    /** Canonical JSON of what was done; may be withheld or disposed of, the links still verify. */
    body: text({ ...fixed, ...optional }),
    salt: text({ ...fixed, ...optional }),
    bodyHash: text(fixed),
    previous: text(fixed),
    link: text(fixed),
    signature: text({ ...fixed, ...optional }),
  }),
  file: entity({
    entryId: text(optional),
    name: text(fixed),
    mediaType: text(fixed),
    size: int(fixed),
    sha256: text(fixed),
    version: int({ group: 'place' }),
    position: int({ group: 'place' }),
    replacedById: text(optional),
    createdAt: int(fixed),
    createdById: text(fixed),
  }),
  contact: entity({
    kind: text(fixed),
    nameAr: json({ group: 'name' }),
    nameLatin: json({ group: 'name' }),
    description: text(),
    phone: text(),
    email: text(),
    address: text({ group: 'address' }),
    city: text({ group: 'address' }),
    countryCode: text({ group: 'address' }),
    notes: text(),
    createdAt: int(fixed),
  }),
  letter: entity({
    replyToId: text({ ...fixed, ...optional }),
    addresseeId: text({ ...fixed, ...optional }),
    draftedById: text(fixed),
    createdAt: int(fixed),
    content: json({ group: 'content' }),
    updatedAt: int({ group: 'content' }),
    state: text({ group: 'state' }),
    submittedAt: int({ group: 'state', nullable: true }),
    returnReason: text({ group: 'state', nullable: true }),
    signedAt: int({ group: 'state', nullable: true }),
    signedById: text({ group: 'state', nullable: true }),
    frozenHash: text({ group: 'state', nullable: true }),
    signature: text({ group: 'state', nullable: true }),
    issuedEntryId: text({ group: 'issue', nullable: true }),
    pdfFileId: text({ group: 'pdf', nullable: true }),
  }),
  /** Made by the server's merge: both values are kept, a person decides. */
  conflict: entity({
    entity: text(fixed),
    rowId: text(fixed),
    group: text(fixed),
    server: json(fixed),
    other: json(fixed),
    at: int(fixed),
    decidedAt: int({ group: 'decision', nullable: true }),
    decidedById: text({ group: 'decision', nullable: true }),
    keep: text({ group: 'decision', nullable: true }),
  }),
} as const satisfies Record<string, EntityDescriptor>

export type EntityName = keyof typeof entities
export const entityNames = Object.keys(entities) as EntityName[]
export const isEntity = (name: string): name is EntityName => Object.hasOwn(entities, name)
export const descriptor = (name: EntityName): EntityDescriptor => entities[name]
