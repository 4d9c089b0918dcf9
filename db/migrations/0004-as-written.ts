import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex, createTable } from './columns'

/**
 * What a letter says of itself, as people write it: its reference as it is compared (domain/register/reference.ts), beside what an
 * entry is found by and filled as the index is; and the Hijri day it bears.
 */
export class AsWritten1763740800004 implements MigrationInterface {
  name = 'AsWritten1763740800004'

  async up(q: QueryRunner): Promise<void> {
    await q.query(added('searchDoc', 'referenceKey', 'text?'))
    await q.query(added('entry', 'letterDateSaid', 'text?'))
    await createTable(q, 'ownWords', { key: 'text', content: 'text', at: 'int' })
    await createIndex(q, 'searchDoc', ['referenceKey'], { where: 'referenceKey IS NOT NULL' })
  }

  async down(): Promise<void> {
    throw new Error('what a letter said is never taken back')
  }
}
