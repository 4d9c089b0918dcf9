import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** A second person's word over a book, asked of another PC (I4, N1). */
export class Countersignatures1763740800044 implements MigrationInterface {
  name = 'Countersignatures1763740800044'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'countersignature', {
      ...{ id: 'text', bookId: 'text', what: 'text', closing: 'int?', reason: 'text', firstId: 'text', askedAt: 'int' },
      ...{ deviceId: 'text', secondId: 'text?', secondKey: 'text?', secondSignature: 'text?', until: 'int?' },
      ...{ answeredAt: 'int?', refusal: 'text?', withdrawnAt: 'int?' },
      ...{ rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await createIndex(q, 'countersignature', ['askedAt', 'id'])
  }

  async down(): Promise<void> {
    throw new Error('what was asked is not forgotten')
  }
}
