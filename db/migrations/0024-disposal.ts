import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** Holds, and lists of what is destroyed or handed over (R1, R2); which list names an entry is kept by the table itself. */
export class Disposal1763740800024 implements MigrationInterface {
  name = 'Disposal1763740800024'

  async up(q: QueryRunner): Promise<void> {
    const kept = { rv: 'int=0', versions: "text='{}'", extra: "text='{}'" }
    await createTable(q, 'hold', {
      ...{ id: 'text', reason: 'text', entryId: 'text?', classId: 'text?', placedAt: 'int', placedById: 'text' },
      ...{ deviceId: 'text', liftedAt: 'int?', liftedById: 'text?', liftReason: 'text?' },
      ...kept,
    })
    await createIndex(q, 'hold', ['entryId'], { where: 'entryId IS NOT NULL' })
    await createTable(q, 'disposal', {
      ...{ id: 'text', fate: 'text', name: 'text', dueBy: 'text', entryIds: 'text', level: 'text' },
      ...{ preparedAt: 'int', preparedById: 'text', deviceId: 'text' },
      ...{ decision: 'text?', decidedAt: 'int?', decidedById: 'text?', decisionNote: 'text?', proof: 'text?' },
      ...{ doneAt: 'int?', doneOn: 'text?', doneById: 'text?', doneNote: 'text?' },
      ...kept,
    })
    await createIndex(q, 'disposal', ['preparedAt', 'id'])
    await createTable(q, 'disposalItem', { key: 'int', entryId: 'text', disposalId: 'text' })
    await createIndex(q, 'disposalItem', ['entryId', 'disposalId'], { isUnique: true })
    await q.query(`CREATE TRIGGER disposalListed AFTER INSERT ON disposal BEGIN
      INSERT OR IGNORE INTO disposalItem (entryId, disposalId) SELECT value, NEW.id FROM json_each(NEW.entryIds); END`)
    await q.query(`CREATE TRIGGER disposalGone AFTER DELETE ON disposal BEGIN
      DELETE FROM disposalItem WHERE entryId IN (SELECT value FROM json_each(OLD.entryIds)) AND disposalId = OLD.id; END`)
  }

  async down(): Promise<void> {
    throw new Error('what was approved stays approved')
  }
}
