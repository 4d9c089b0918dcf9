import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex, createTable, type Notation } from './columns'

/** Who did it: signed changes, proofs of what gives power, and the rows that were not proven (docs/security.md). */
export class Trust1763740800003 implements MigrationInterface {
  name = 'Trust1763740800003'

  async up(q: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(ADDED)) {
      // Not TypeORM's addColumn, which copies the table: a register of a million entries gets its column at once.
      for (const [name, notation] of Object.entries(columns)) await q.query(added(table, name, notation))
    }
    await createIndex(q, 'outbox', ['change'])
    await createTable(q, 'signedChange', { id: 'text', userId: 'text?', keyId: 'text?', signature: 'text' })
    await createTable(q, 'asideRow', {
      rowId: 'text',
      entity: 'text',
      seq: 'int',
      fields: 'text',
      versions: 'text',
      reason: 'text',
      at: 'int',
    })
    await createTable(q, 'provenAt', { rowId: 'text', at: 'int' })
  }

  async down(): Promise<void> {
    throw new Error('who did it is never taken back')
  }
}

const ADDED: Record<string, Record<string, Notation>> = {
  office: { rootKey: 'text?', proof: 'text?' },
  user: { proof: 'text?' },
  userKey: { origin: 'text?', proof: 'text?' },
  device: { proof: 'text?' },
  book: { proof: 'text?' },
  entry: { proof: 'text?' },
  letter: {
    authors: 'text?',
    frozen: 'text?',
    voidedAt: 'int?',
    voidReason: 'text?',
    proof: 'text?',
  },
  outbox: { change: "text=''" },
  cursor: { head: 'int=0' },
}
