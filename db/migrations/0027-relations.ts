import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** What one card is to another: family, mandates, membership (P1). */
export class Relations1763740800027 implements MigrationInterface {
  name = 'Relations1763740800027'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'relation', {
      ...{ id: 'text', kind: 'text', fromId: 'text', toId: 'text', capacity: 'text?', title: 'text', basis: 'text' },
      ...{ since: 'text?', until: 'text?', note: 'text' },
      ...{ removedAt: 'int?', removedById: 'text?', rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await createIndex(q, 'relation', ['fromId'])
    await createIndex(q, 'relation', ['toId', 'kind'])
  }

  async down(): Promise<void> {
    throw new Error('what somebody wrote down is not forgotten')
  }
}
