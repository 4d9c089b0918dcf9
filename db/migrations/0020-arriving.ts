import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

const kept = { rv: 'int=0', versions: "text='{}'", extra: "text='{}'" }

/**
 * What arrives in the morning: the sheet mail is opened on and what was missing (D1), the valuables book (D3), what was not for us (D8).
 * Where a thing is follows from its newest movement, whatever the order rows come in: the table keeps it, so that what is in the safe is
 * found by an index.
 */
export class Arriving1763740800020 implements MigrationInterface {
  name = 'Arriving1763740800020'

  async up(q: QueryRunner): Promise<void> {
    await valuables(q)
    await createTable(q, 'mailSheet', {
      ...{ id: 'text', businessDate: 'text', deviceId: 'text', openedAt: 'int', openedById: 'text', since: 'int' },
      ...{ envelopes: 'int', handedOn: 'int', returned: 'int', together: 'int', openers: 'text', notes: 'text' },
      ...{ closedAt: 'int?', closedById: 'text?', registered: 'int?', corrections: 'text?' },
      ...kept,
    })
    await createIndex(q, 'mailSheet', ['openedAt', 'id'])
    await createIndex(q, 'mailSheet', ['deviceId', 'openedAt'])
    await createTable(q, 'missingPiece', {
      ...{ id: 'text', entryId: 'text', sheetId: 'text?', what: 'text' },
      ...{ notedAt: 'int', notedById: 'text', deviceId: 'text' },
      ...{ noticeId: 'text?', toldAt: 'int?', toldById: 'text?', suppliedAt: 'int?', suppliedById: 'text?' },
      ...kept,
    })
    await createIndex(q, 'missingPiece', ['entryId', 'notedAt', 'id'])
    await createIndex(q, 'missingPiece', ['sheetId', 'notedAt', 'id'], { where: 'sheetId IS NOT NULL' })
    await createIndex(q, 'missingPiece', ['noticeId'], { where: 'noticeId IS NOT NULL' })
    await createIndex(q, 'missingPiece', ['notedAt', 'id'], { where: 'suppliedAt IS NULL' })
    await createTable(q, 'forwarding', {
      ...{ id: 'text', entryId: 'text', noticeId: 'text?', addressee: 'text', channel: 'text', note: 'text' },
      ...{ forwardedAt: 'int', forwardedById: 'text', deviceId: 'text' },
      ...kept,
    })
    await createIndex(q, 'forwarding', ['entryId', 'forwardedAt', 'id'])
    await createIndex(q, 'forwarding', ['forwardedAt', 'id'])
    await createIndex(q, 'forwarding', ['noticeId'], { where: 'noticeId IS NOT NULL' })
  }

  async down(): Promise<void> {
    throw new Error('what arrived has arrived')
  }
}

async function valuables(q: QueryRunner): Promise<void> {
  await createTable(q, 'valuable', {
    ...{ id: 'text', entryId: 'text', kind: 'text', number: 'text', pieces: 'int', amount: 'text?', currency: 'text?' },
    ...{ owner: 'text', receivedAt: 'int', receivedById: 'text', deviceId: 'text' },
    ...{ place: 'int=0', whereNow: "text='void'" },
    ...kept,
  })
  await createIndex(q, 'valuable', ['entryId', 'receivedAt', 'id'])
  await createIndex(q, 'valuable', ['receivedAt', 'id'])
  await createIndex(q, 'valuable', ['whereNow', 'receivedAt', 'id'], { where: "whereNow IN ('inSafe', 'handedOn')" })
  await createTable(q, 'valuableMove', {
    ...{ id: 'text', valuableId: 'text', entryId: 'text', place: 'int', kind: 'text', leaves: 'text', at: 'int' },
    ...{ who: 'text', note: 'text', deviceId: 'text', firstId: 'text', firstKey: 'text', firstSignature: 'text' },
    ...{ secondId: 'text', secondKey: 'text', secondSignature: 'text' },
    ...kept,
  })
  await createIndex(q, 'valuableMove', ['valuableId', 'place'])
  for (const [when, id] of [
    ['valuableCame AFTER INSERT ON valuable', 'NEW.id'],
    ['valuableMoved AFTER INSERT ON valuableMove', 'NEW.valuableId'],
    ['valuableMoveChanged AFTER UPDATE OF leaves, place ON valuableMove', 'NEW.valuableId'],
    ['valuableMoveGone AFTER DELETE ON valuableMove', 'OLD.valuableId'],
  ] as const)
    await q.query(`CREATE TRIGGER ${when} BEGIN ${newest(id)} END`)
}

const newest = (id: string): string =>
  `UPDATE valuable SET
     place = coalesce((SELECT max(place) FROM valuableMove WHERE valuableId = ${id}), 0),
     whereNow = coalesce((SELECT leaves FROM valuableMove WHERE valuableId = ${id} ORDER BY place DESC LIMIT 1), 'void')
   WHERE id = ${id};`
