import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex } from './columns'

/** The superior through whom a letter came or goes (sous couvert), and the first of identical petitions (D9). */
export class Route1763740800025 implements MigrationInterface {
  name = 'Route1763740800025'

  async up(q: QueryRunner): Promise<void> {
    for (const column of ['route', 'batchOfId']) await q.query(added('entry', column, 'text?'))
    await createIndex(q, 'entry', ['batchOfId'], { where: 'batchOfId IS NOT NULL' })
  }

  async down(): Promise<void> {
    throw new Error('what somebody wrote down is not forgotten')
  }
}
