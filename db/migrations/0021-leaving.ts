import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex, createTable } from './columns'

/** Signatures drawn on the screen, the delivery book and lists of registered post (C6, D5). */
export class Leaving1763740800021 implements MigrationInterface {
  name = 'Leaving1763740800021'

  async up(q: QueryRunner): Promise<void> {
    await q.query(added('slip', 'dischargeInk', 'text?'))
    const struck = { struckAt: 'int?', struckById: 'text?', struckReason: 'text?' }
    const kept = { rv: 'int=0', versions: "text='{}'", extra: "text='{}'" }
    await createTable(q, 'delivery', {
      ...{ id: 'text', entryId: 'text', day: 'text', enteredAt: 'int', enteredById: 'text', deviceId: 'text' },
      ...{ messenger: 'text', unitId: 'text?', addressee: 'text', pieces: 'int' },
      ...{ dischargedAt: 'int?', dischargedBy: 'text?', dischargeNote: 'text?', dischargedById: 'text?' },
      ...{ dischargeInk: 'text?', ...struck, ...kept },
    })
    await createIndex(q, 'delivery', ['entryId'])
    await createIndex(q, 'delivery', ['day', 'enteredAt', 'id'])
    // What is chased is few among many.
    const open = { where: 'dischargedAt IS NULL AND struckAt IS NULL' }
    await createIndex(q, 'delivery', ['dischargedAt', 'enteredAt', 'id'], open)
    await createTable(q, 'posting', {
      ...{ id: 'text', entryId: 'text', listId: 'text', place: 'int', day: 'text', postNumber: 'text' },
      ...{ postedAt: 'int', postedById: 'text', deviceId: 'text' },
      ...{ outcome: 'text?', outcomeDay: 'text?', outcomeBy: 'text?', outcomeReason: 'text?', outcomeNote: 'text?' },
      ...{ outcomeAt: 'int?', outcomeById: 'text?', ...struck, ...kept },
    })
    await createIndex(q, 'posting', ['entryId'])
    await createIndex(q, 'posting', ['postNumber', 'postedAt'])
    await createIndex(q, 'posting', ['day', 'postedAt', 'id'])
    await createIndex(q, 'posting', ['listId', 'place'])
    await createIndex(q, 'posting', ['postedAt', 'id'])
    const away = { where: 'outcome IS NULL AND struckAt IS NULL' }
    await createIndex(q, 'posting', ['outcome', 'postedAt', 'id'], away)
  }

  async down(): Promise<void> {
    throw new Error('a signature is not taken back')
  }
}
