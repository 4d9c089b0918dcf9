import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** Tenders and their envelopes (D4); who acknowledged what was given to them; the list's index knows the class. */
export class Mailroom1763740800030 implements MigrationInterface {
  name = 'Mailroom1763740800030'

  async up(q: QueryRunner): Promise<void> {
    const kept = { rv: 'int=0', versions: "text='{}'", extra: "text='{}'" }
    await createTable(q, 'tender', {
      ...{ id: 'text', reference: 'text', title: 'text', unitId: 'text', createdAt: 'int', createdById: 'text' },
      ...{ deviceId: 'text', closesAt: 'int', postponed: 'text?', openedAt: 'int?', committee: 'text?' },
      ...{ minutes: 'text?', recordedAt: 'int?', recordedById: 'text?' },
      ...kept,
    })
    await createIndex(q, 'tender', ['createdAt', 'id'])
    await createIndex(q, 'tender', ['closesAt', 'id'], { where: 'openedAt IS NULL' })
    await createTable(q, 'envelope', {
      ...{ id: 'text', entryId: 'text', tenderId: 'text', receivedAt: 'int', receivedById: 'text', deviceId: 'text' },
      ...{ depositor: 'text', condition: 'text', outside: 'text' },
      ...{ backAt: 'int?', backById: 'text?', backTo: 'text?', backReason: 'text?' },
      ...kept,
    })
    await createIndex(q, 'envelope', ['entryId'])
    await createIndex(q, 'envelope', ['tenderId', 'receivedAt', 'id'])
    await createTable(q, 'acknowledgement', {
      ...{ id: 'text', entryId: 'text', toKind: 'text', toId: 'text', at: 'int', byId: 'text', deviceId: 'text' },
      ...kept,
    })
    await createIndex(q, 'acknowledgement', ['entryId', 'toId'])
    // What is not classed is asked along the list as everything else is: without it each entry of the year was read.
    const day = ['registerId', 'year', 'businessDate', 'registeredAt', 'seq', 'level', 'registeredById']
    const asked = ['cancelledAt', 'urgency', 'channel', 'arrivalAt', 'letterDate', 'enclosureCount', 'unitId']
    await q.query(`DROP INDEX "ix_entry_${[...day, ...asked].join('_')}"`)
    await createIndex(q, 'entry', [...day, ...asked, 'classId'])
  }

  async down(): Promise<void> {
    throw new Error('what was received stays received')
  }
}
