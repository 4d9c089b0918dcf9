import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** Receipts that were handed over (C5), and their reprints. */
export class Receipts1763740800015 implements MigrationInterface {
  name = 'Receipts1763740800015'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'receipt', {
      ...{
        id: 'text',
        entryId: 'text',
        issuedAt: 'int',
        issuedById: 'text',
        deviceId: 'text',
        copy: 'int',
        facts: 'text',
      },
      ...{ rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await createIndex(q, 'receipt', ['entryId'])
  }

  async down(): Promise<void> {
    throw new Error('what was handed over is not taken back')
  }
}
