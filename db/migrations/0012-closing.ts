import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** A day's sheet is made once and kept as it was printed; what is done with a book as a whole is found without its entries. */
export class Closing1763740800012 implements MigrationInterface {
  name = 'Closing1763740800012'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'closingSheet', { actId: 'text', body: 'blob', sha256: 'text', at: 'int' })
    await createIndex(q, 'act', ['bookId', 'position', 'kind'], { where: 'entryId IS NULL' })
  }

  async down(): Promise<void> {
    throw new Error('a sheet that was signed is never taken back')
  }
}
