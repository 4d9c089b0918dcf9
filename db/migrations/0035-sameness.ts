import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** Who said of two cards that they are one person, or are not (P3). */
export class Sameness1763740800035 implements MigrationInterface {
  name = 'Sameness1763740800035'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'sameness', {
      ...{ id: 'text', oneId: 'text', otherId: 'text', verdict: 'text', keptId: 'text?', reason: 'text', at: 'int' },
      ...{ byId: 'text', deviceId: 'text', removedAt: 'int?', removedById: 'text?' },
      ...{ rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await createIndex(q, 'sameness', ['oneId'])
    await createIndex(q, 'sameness', ['otherId'])
  }

  async down(): Promise<void> {
    throw new Error('what somebody said stays said')
  }
}
