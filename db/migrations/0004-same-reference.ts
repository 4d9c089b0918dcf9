import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex } from './columns'

/** A reference as it is compared (domain/register/reference.ts), beside what an entry is found by; filled as the index is. */
export class SameReference1763740800004 implements MigrationInterface {
  name = 'SameReference1763740800004'

  async up(q: QueryRunner): Promise<void> {
    await q.query(added('searchDoc', 'referenceKey', 'text?'))
    await createIndex(q, 'searchDoc', ['referenceKey'], { where: 'referenceKey IS NOT NULL' })
  }

  async down(): Promise<void> {
    throw new Error('it is made from the rows themselves')
  }
}
