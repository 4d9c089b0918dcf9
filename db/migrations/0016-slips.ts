import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** Transmission slips (C6), and who received them. */
export class Slips1763740800016 implements MigrationInterface {
  name = 'Slips1763740800016'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'slip', {
      ...{ id: 'text', entryId: 'text', sentAt: 'int', sentById: 'text', deviceId: 'text', unitId: 'text?' },
      ...{ addressee: 'text', action: 'text', note: 'text', pieces: 'text' },
      ...{ dischargedAt: 'int?', dischargedBy: 'text?', dischargeNote: 'text?', dischargedById: 'text?' },
      ...{ rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await createIndex(q, 'slip', ['entryId'])
    await createIndex(q, 'slip', ['sentAt', 'id'])
    // What is chased is few among many.
    await createIndex(q, 'slip', ['dischargedAt', 'sentAt', 'id'], { where: 'dischargedAt IS NULL' })
  }

  async down(): Promise<void> {
    throw new Error('a discharge is not taken back')
  }
}
