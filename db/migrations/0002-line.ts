import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './columns'

/** Rows a newer desk wrote and this version cannot place yet; they are placed after an update (docs/sync.md). */
export class Line1763740800002 implements MigrationInterface {
  name = 'Line1763740800002'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'deferredRow', { rowId: 'text', entity: 'text', seq: 'int', fields: 'text', versions: 'text' })
  }

  async down(): Promise<void> {
    throw new Error('what another desk wrote is never taken back')
  }
}
