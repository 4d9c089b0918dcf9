import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable, type Notation } from './columns'

/** Every replicated row: the server version it was pulled at, who wrote each merge group last, fields we do not know. */
const replicated: Record<string, Notation> = { rv: 'int=0', versions: "text='{}'", extra: "text='{}'" }

/** The whole desk of the first version. Later ones only add (offices run mixed versions). */
export class FirstDesk1763740800001 implements MigrationInterface {
  name = 'FirstDesk1763740800001'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'meta', { key: 'text', value: 'text' })
    await office(q)
    await registers(q)
    await createTable(q, 'contact', {
      id: 'text',
      kind: 'text',
      nameAr: 'text',
      nameLatin: 'text',
      description: 'text',
      phone: 'text',
      email: 'text',
      address: 'text',
      city: 'text',
      countryCode: 'text',
      notes: 'text',
      createdAt: 'int',
      ...replicated,
    })
    await createTable(q, 'letter', {
      id: 'text',
      replyToId: 'text?',
      addresseeId: 'text?',
      draftedById: 'text',
      createdAt: 'int',
      content: 'text',
      updatedAt: 'int',
      state: 'text',
      submittedAt: 'int?',
      returnReason: 'text?',
      signedAt: 'int?',
      signedById: 'text?',
      frozenHash: 'text?',
      signature: 'text?',
      issuedEntryId: 'text?',
      pdfFileId: 'text?',
      ...replicated,
    })
    await createIndex(q, 'letter', ['state'])
    await createIndex(q, 'letter', ['replyToId'])
    await line(q)
    await search(q)
  }

  async down(): Promise<void> {
    throw new Error('a register is never taken back')
  }
}

async function office(q: QueryRunner): Promise<void> {
  await createTable(q, 'office', {
    id: 'text',
    country: 'text',
    timeZone: 'text',
    names: 'text',
    ministry: 'text',
    place: 'text',
    secondLanguage: 'text',
    ownApprovalAllowed: 'int',
    recoveryKey: 'text',
    createdAt: 'int',
    ...replicated,
  })
  await createTable(q, 'unit', { id: 'text', names: 'text', position: 'int', ...replicated })
  await createTable(q, 'user', {
    id: 'text',
    login: 'text',
    names: 'text',
    roles: 'text',
    clearance: 'text',
    active: 'int',
    unitId: 'text?',
    createdAt: 'int',
    ...replicated,
  })
  await createIndex(q, 'user', ['login'])
  await createTable(q, 'userKey', {
    id: 'text',
    userId: 'text',
    deviceId: 'text',
    publicKey: 'text',
    createdAt: 'int',
    ...replicated,
  })
  await createTable(q, 'device', {
    id: 'text',
    name: 'text',
    deskCode: 'text?',
    publicKey: 'text',
    createdAt: 'int',
    ...replicated,
  })
  await createTable(q, 'preference', { userId: 'text', body: 'text' })
}

async function registers(q: QueryRunner): Promise<void> {
  await createTable(q, 'register', {
    id: 'text',
    kind: 'text',
    code: 'text',
    names: 'text',
    pattern: 'text',
    ...replicated,
  })
  await createTable(q, 'book', {
    id: 'text',
    registerId: 'text',
    year: 'int',
    desk: 'text?',
    opening: 'int',
    holderId: 'text',
    epoch: 'int',
    lastSeq: 'int=0',
    lastPosition: 'int=0',
    lastLink: 'text',
    lastAt: 'int=0',
    state: "text='open'",
    ...replicated,
  })
  await createIndex(q, 'book', ['registerId', 'year'])
  await createTable(q, 'entry', {
    id: 'text',
    registerId: 'text',
    bookId: 'text',
    year: 'int',
    seq: 'int',
    numberText: 'text',
    registeredAt: 'int',
    businessDate: 'text',
    registeredById: 'text',
    deviceId: 'text',
    arrivalAt: 'int',
    letterDate: 'text?',
    postmarkDate: 'text?',
    correspondentId: 'text?',
    reference: 'text?',
    subject: 'text?',
    channel: 'text',
    urgency: 'text',
    level: 'text',
    unitId: 'text',
    enclosureCount: 'int',
    enclosures: 'text',
    notes: 'text',
    replyToId: 'text?',
    secondCopyOfId: 'text?',
    letterId: 'text?',
    cancelledAt: 'int?',
    cancelledById: 'text?',
    cancelReason: 'text?',
    ...replicated,
  })
  // N3: whatever else goes wrong, the file itself refuses a number twice.
  await createIndex(q, 'entry', ['bookId', 'seq'], { isUnique: true })
  await createIndex(q, 'entry', ['registerId', 'year', 'registeredAt', 'seq'])
  await createIndex(q, 'entry', ['registerId', 'year', 'businessDate', 'cancelledAt'])
  await createIndex(q, 'entry', ['correspondentId', 'registeredAt'], { where: 'correspondentId IS NOT NULL' })
  // Few entries are urgent or hidden: the counts beside the tabs read these and not the register.
  await createIndex(q, 'entry', ['registerId', 'year', 'urgency', 'level', 'registeredById'], {
    where: "urgency <> 'routine'",
  })
  await createIndex(q, 'entry', ['registerId', 'year', 'level'], { where: "level <> 'ordinary'" })
  await createIndex(q, 'entry', ['replyToId'], { where: 'replyToId IS NOT NULL' })
  await createIndex(q, 'entry', ['reference'], { where: 'reference IS NOT NULL' })
  await createTable(q, 'act', {
    id: 'text',
    bookId: 'text',
    position: 'int',
    kind: 'text',
    entryId: 'text?',
    seq: 'int',
    at: 'int',
    userId: 'text',
    deviceId: 'text',
    body: 'text?',
    salt: 'text?',
    bodyHash: 'text',
    previous: 'text',
    link: 'text',
    signature: 'text?',
    ...replicated,
  })
  await createIndex(q, 'act', ['bookId', 'position'], { isUnique: true })
  await createIndex(q, 'act', ['entryId'])
  await createTable(q, 'file', {
    id: 'text',
    entryId: 'text?',
    name: 'text',
    mediaType: 'text',
    size: 'int',
    sha256: 'text',
    version: 'int',
    position: 'int',
    replacedById: 'text?',
    createdAt: 'int',
    createdById: 'text',
    /** Of this PC only: the key of the bytes in the vault (absent = not here), who staged it, whether the server has it. */
    fileKey: 'text?',
    stagedById: 'text?',
    uploaded: 'int=0',
    ...replicated,
  })
  await createIndex(q, 'file', ['entryId'])
  await createIndex(q, 'file', ['sha256'])
  await createIndex(q, 'file', ['uploaded'])
  await createTable(q, 'draft', { id: 'text', userId: 'text', registerId: 'text', body: 'text', updatedAt: 'int' })
}

async function line(q: QueryRunner): Promise<void> {
  await createTable(q, 'conflict', {
    id: 'text',
    entity: 'text',
    rowId: 'text',
    group: 'text',
    server: 'text',
    other: 'text',
    at: 'int',
    decidedAt: 'int?',
    decidedById: 'text?',
    keep: 'text?',
    ...replicated,
  })
  await createIndex(q, 'conflict', ['rowId'])
  await createTable(q, 'outbox', {
    d: 'int',
    entity: 'text',
    rowId: 'text',
    operation: 'text',
    hash: 'text',
    at: 'int',
    state: "text='waiting'",
    result: 'text?',
    reason: 'text?',
    seq: 'int=0',
  })
  await createIndex(q, 'outbox', ['state', 'd'])
  await createIndex(q, 'outbox', ['rowId', 'state'])
  await createTable(q, 'cursor', { stream: 'text', epoch: 'text', live: 'int', backfill: 'int' })
}

/** decisions.md, Search: with `columnsize=0` nothing could be deleted, with `detail=none` no phrase could be found. */
async function search(q: QueryRunner): Promise<void> {
  await createTable(q, 'searchDoc', {
    docId: 'int',
    entity: 'text',
    rowId: 'text',
    level: 'int',
    ownerId: 'text?',
    at: 'int',
  })
  await createIndex(q, 'searchDoc', ['rowId'])
  await q.query(
    `CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, detail=full, prefix='1 2 3 4', tokenize='unicode61 remove_diacritics 0')`,
  )
}
