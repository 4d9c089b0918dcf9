import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm'
import { entities, entityNames } from '../domain/entities'
import type { FieldDescriptor } from '../domain/entities/field'

/**
 * The tables as TypeORM sees them. Replicated ones follow domain/entities, plus what only this PC knows; the drift test
 * holds the migrations against this list.
 */
const text: EntitySchemaColumnOptions = { type: 'text' }
const int: EntitySchemaColumnOptions = { type: 'integer' }
const primary = (c: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({ ...c, primary: true })
const optional = (c: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({ ...c, nullable: true })
const or = (c: EntitySchemaColumnOptions, value: string | number): EntitySchemaColumnOptions => ({
  ...c,
  default: value,
})

type Columns = Record<string, EntitySchemaColumnOptions>
type Index = { columns: string[]; unique?: boolean; where?: string }

const ofThisPc: Record<string, Columns> = {
  book: { lastSeq: or(int, 0), lastPosition: or(int, 0), lastLink: text, lastAt: or(int, 0), state: or(text, 'open') },
  valuable: { place: or(int, 0), whereNow: or(text, 'void') },
  file: { fileKey: optional(text), stagedById: optional(text), uploaded: or(int, 0), readAt: or(int, 0) },
}

const by = (columns: string[]): Index => ({ columns })
const place = ['registerId', 'year', 'registeredAt', 'seq', 'businessDate', 'level', 'registeredById']
const asked = ['cancelledAt', 'urgency', 'channel', 'arrivalAt', 'letterDate', 'enclosureCount', 'unitId', 'classId']
const indices: Record<string, Index[]> = {
  user: [{ columns: ['login'] }],
  book: [{ columns: ['registerId', 'year'] }],
  entry: [
    { columns: ['bookId', 'seq'], unique: true },
    { columns: ['registerId', 'year', 'registeredAt', 'seq', 'level', 'registeredById', 'cancelledAt'] },
    { columns: ['registerId', 'year', 'businessDate', 'registeredAt', 'seq', 'level', 'registeredById', ...asked] },
    { columns: [...place, 'cancelledAt', 'urgency'], where: `urgency <> 'routine'` },
    { columns: [...place, 'cancelledAt'], where: 'cancelledAt IS NOT NULL' },
    { columns: ['registerId', 'year', 'registeredById', 'level'], where: `level <> 'ordinary'` },
    { columns: ['registeredById', 'replyToId'], where: `replyToId IS NOT NULL AND level <> 'ordinary'` },
    { columns: ['registeredById', 'correspondentId'], where: `level <> 'ordinary' AND correspondentId IS NOT NULL` },
    { columns: ['correspondentId', 'registeredAt'], where: 'correspondentId IS NOT NULL' },
    { columns: ['replyToId'], where: 'replyToId IS NOT NULL' },
    { columns: ['reference'], where: 'reference IS NOT NULL' },
    {
      columns: ['registeredAt', 'id', 'level', 'registeredById'],
      where: 'subject IS NULL AND cancelledAt IS NULL',
    },
    { columns: ['classId', 'businessDate'], where: 'classId IS NOT NULL' },
    { columns: ['batchOfId'], where: 'batchOfId IS NOT NULL' },
  ],
  act: [
    { columns: ['bookId', 'position'], unique: true },
    { columns: ['entryId'] },
    { columns: ['bookId'], where: `kind = 'void'` },
    { columns: ['bookId', 'position', 'kind'], where: 'entryId IS NULL' },
  ],
  file: [
    { columns: ['entryId'] },
    { columns: ['sha256'] },
    { columns: ['uploaded'] },
    {
      columns: ['createdAt'],
      where: `readAt = 0 AND fileKey IS NOT NULL AND entryId IS NOT NULL AND mediaType = 'application/pdf'`,
    },
  ],
  contact: [
    { columns: ['createdAt', 'id'] },
    { columns: ['kind', 'createdAt', 'id'] },
    { columns: ['countryCode', 'kind', 'createdAt', 'id'], where: `countryCode <> ''` },
    { columns: ['reach'], where: 'reach IS NOT NULL' },
  ],
  letter: [
    { columns: ['state'], where: 'pdfFileId IS NULL' },
    { columns: ['updatedAt', 'id'] },
    { columns: ['state', 'updatedAt', 'id'] },
    { columns: ['draftedById', 'updatedAt', 'id'] },
    { columns: ['replyToId'] },
    { columns: ['draftedById', 'templateId', 'createdAt'], where: 'templateId IS NOT NULL' },
    { columns: ['addresseeId', 'createdAt', 'id'], where: 'addresseeId IS NOT NULL' },
    { columns: ['runId', 'runPlace'], where: 'runId IS NOT NULL' },
  ],
  template: [{ columns: ['templateId', 'version', 'at'] }],
  run: [{ columns: ['createdAt', 'id'] }],
  runPlan: [{ columns: ['userId', 'at'] }],
  receipt: [{ columns: ['entryId'] }],
  capsule: [{ columns: ['entryId'] }, { columns: ['keptId'] }],
  party: [{ columns: ['partyId', 'entryId'] }],
  slip: [
    { columns: ['entryId'] },
    { columns: ['sentAt', 'id'] },
    { columns: ['dischargedAt', 'sentAt', 'id'], where: 'dischargedAt IS NULL' },
  ],
  hold: [{ columns: ['entryId'], where: 'entryId IS NOT NULL' }],
  disposal: [{ columns: ['preparedAt', 'id'] }],
  disposalItem: [{ columns: ['entryId', 'disposalId'], unique: true }],
  destroyedFile: [
    { columns: ['fileId', 'destructionId'], unique: true },
    { columns: ['destructionId', 'gone'] },
    { columns: ['key'], where: 'gone = 0' },
  ],
  valuable: [
    { columns: ['entryId', 'receivedAt', 'id'] },
    { columns: ['receivedAt', 'id'] },
    { columns: ['whereNow', 'receivedAt', 'id'], where: "whereNow IN ('inSafe', 'handedOn')" },
  ],
  mailSheet: [{ columns: ['openedAt', 'id'] }, { columns: ['deviceId', 'openedAt'] }],
  missingPiece: [
    { columns: ['entryId', 'notedAt', 'id'] },
    { columns: ['sheetId', 'notedAt', 'id'], where: 'sheetId IS NOT NULL' },
    { columns: ['noticeId'], where: 'noticeId IS NOT NULL' },
    { columns: ['notedAt', 'id'], where: 'suppliedAt IS NULL' },
  ],
  forwarding: [
    { columns: ['entryId', 'forwardedAt', 'id'] },
    { columns: ['forwardedAt', 'id'] },
    { columns: ['noticeId'], where: 'noticeId IS NOT NULL' },
  ],
  valuableMove: [{ columns: ['valuableId', 'place'] }],
  acknowledgement: [{ columns: ['entryId', 'toId'] }],
  tender: [{ columns: ['createdAt', 'id'] }, { columns: ['closesAt', 'id'], where: 'openedAt IS NULL' }],
  envelope: [{ columns: ['entryId'] }, { columns: ['tenderId', 'receivedAt', 'id'] }],
  delivery: [
    { columns: ['entryId'] },
    { columns: ['day', 'enteredAt', 'id'] },
    { columns: ['dischargedAt', 'enteredAt', 'id'], where: 'dischargedAt IS NULL AND struckAt IS NULL' },
  ],
  posting: [
    { columns: ['entryId'] },
    { columns: ['postNumber', 'postedAt'] },
    { columns: ['day', 'postedAt', 'id'] },
    { columns: ['listId', 'place'] },
    { columns: ['postedAt', 'id'] },
    { columns: ['outcome', 'postedAt', 'id'], where: 'outcome IS NULL AND struckAt IS NULL' },
  ],
  holding: [{ columns: ['entryId', 'since', 'id'] }, { columns: ['endedAt', 'since', 'id'], where: 'endedAt IS NULL' }],
  figure: [
    { columns: ['measure', 'source', 'year', 'countryCode'], where: 'removedAt IS NULL' },
    { columns: ['countryCode', 'year', 'measure', 'source'], where: 'removedAt IS NULL' },
  ],
  visa: [{ columns: ['letterId', 'at', 'id'] }],
  letterWait: [by(['what', 'toId', 'toRole', 'updatedAt', 'letterId']), by(['what', 'updatedAt', 'letterId'])],
  relation: [{ columns: ['fromId'] }, { columns: ['toId', 'kind'] }],
  sameness: [{ columns: ['oneId'] }, { columns: ['otherId'] }],
  consent: [{ columns: ['contactId', 'recordedAt', 'id'] }],
  cardChange: [{ columns: ['contactId', 'at', 'id'] }],
  conflict: [
    { columns: ['rowId'] },
    { columns: ['at', 'id'], where: 'decidedAt IS NULL' },
    { columns: ['decidedAt'], where: 'decidedAt IS NOT NULL' },
  ],
  outbox: [
    { columns: ['state', 'd'] },
    { columns: ['rowId', 'state'] },
    { columns: ['change'] },
    { columns: ['state', 'entity', 'rowId', 'at', 'change'], where: `state <> 'sent'` },
  ],
  answeredEntry: [{ columns: ['registerId', 'year', 'at', 'seq', 'rank'] }],
  securityLog: [
    { columns: ['once'], unique: true },
    { columns: ['userId'] },
    { columns: ['kind', 'position'] },
    { columns: ['position'], where: `json_extract(detail, '$.lost') IS NOT NULL` },
  ],
  shelf: [{ columns: ['userId', 'pinned', 'at'] }],
  nameWord: [{ columns: ['spelling'], unique: true }],
  nameCard: [{ columns: ['contactId'], unique: true }],
  searchDoc: [{ columns: ['rowId'] }, { columns: ['referenceKey'], where: 'referenceKey IS NOT NULL' }],
}

const counters: Columns = { entries: int, cancelled: int, urgent: int, urgentCancelled: int, answered: int }
const local: Record<string, Columns> = {
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
  ownWords: { key: primary(text), content: text, at: int },
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

const columnOf = (field: FieldDescriptor): EntitySchemaColumnOptions => ({
  type: field.type === 'int' || field.type === 'bool' ? 'integer' : 'text',
  nullable: field.nullable,
})

function schema(name: string, columns: Columns): EntitySchema {
  return new EntitySchema({
    name,
    tableName: name,
    columns,
    indices: (indices[name] ?? []).map(({ columns: names, unique = false, where }) => ({
      name: `${unique ? 'uq' : 'ix'}_${name}_${names.join('_')}`,
      columns: names,
      unique,
      ...(where && { where }),
    })),
  })
}

export const tables: EntitySchema[] = [
  ...entityNames.map((name) =>
    schema(name, {
      id: primary(text),
      ...Object.fromEntries(Object.entries(entities[name].fields).map(([key, field]) => [key, columnOf(field)])),
      ...ofThisPc[name],
      rv: or(int, 0),
      versions: or(text, '{}'),
      extra: or(text, '{}'),
    }),
  ),
  ...Object.entries(local).map(([name, columns]) => schema(name, columns)),
]
