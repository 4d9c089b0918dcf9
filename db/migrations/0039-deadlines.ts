import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** The office's days and its deadlines (W4 to W6); beside each deadline that runs, where it stands on the day it was last looked at. */
export class Deadlines1763740800039 implements MigrationInterface {
  name = 'Deadlines1763740800039'

  async up(q: QueryRunner): Promise<void> {
    const kept = { rv: 'int=0', versions: "text='{}'", extra: "text='{}'" }
    await createTable(q, 'closure', {
      ...{
        id: 'text',
        kind: 'text',
        firstDay: 'text',
        lastDay: 'text',
        feast: 'text?',
        replaces: 'text?',
        days: 'text?',
      },
      ...{ opensAt: 'text?', closesAt: 'text?', nameAr: 'text', nameOther: 'text', act: 'text' },
      ...{ recordedAt: 'int', recordedById: 'text', removedAt: 'int?', removedById: 'text?', removedReason: 'text?' },
      ...kept,
    })
    await createTable(q, 'clock', {
      ...{ id: 'text', entryId: 'text', kind: 'text', label: 'text', rule: 'text', silence: 'text' },
      ...{ startedOn: 'text', byDay: 'text?', startedAt: 'int', startedById: 'text', deviceId: 'text' },
      ...{ pauses: 'text?', extension: 'text?', ending: 'text?', endedOn: 'text?', endedAt: 'int?' },
      ...{ endedById: 'text?', endNote: 'text?', replyId: 'text?', ...kept },
    })
    await createIndex(q, 'clock', ['entryId', 'startedAt', 'id'])
    await createIndex(q, 'clock', ['id'], { where: 'endedAt IS NULL' })
    await createTable(q, 'clockStand', {
      ...{ clockId: 'text', entryId: 'text', place: 'text', due: 'int?', sort: 'int' },
      ...{ changesOn: 'int?', since: 'int?', told: 'int=0', toldFor: 'int?', rise: 'int?' },
    })
    await createIndex(q, 'clockStand', ['place', 'sort', 'clockId', 'entryId'])
    await createIndex(q, 'clockStand', ['changesOn'], { where: 'changesOn IS NOT NULL' })
    await createIndex(q, 'clockStand', ['since'], { where: 'since IS NOT NULL' })
    await createIndex(q, 'clockStand', ['rise', 'place', 'entryId'], { where: 'rise IS NOT NULL' })
    await createTable(q, 'clockDirty', { clockId: 'text' })
    // Whatever brings a row here (this desk, the line, a bundle), what stands beside it is looked at again.
    for (const [name, event, row] of [
      ['clockCame', 'INSERT', 'NEW'],
      ['clockMoved', 'UPDATE', 'NEW'],
      ['clockWent', 'DELETE', 'OLD'],
    ])
      await q.query(
        `CREATE TRIGGER ${name} AFTER ${event} ON clock BEGIN INSERT OR IGNORE INTO clockDirty (clockId) VALUES (${row}.id); END`,
      )
  }

  async down(): Promise<void> {
    throw new Error('a deadline that ran is not forgotten')
  }
}
