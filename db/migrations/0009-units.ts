import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added } from './columns'

/** Units become a tree with dates. */
export class Units1763740800009 implements MigrationInterface {
  name = 'Units1763740800009'

  async up(q: QueryRunner): Promise<void> {
    for (const column of ['parentId', 'was', 'since', 'until', 'became']) await q.query(added('unit', column, 'text?'))
  }

  async down(): Promise<void> {
    throw new Error('old letters keep the unit they had')
  }
}
