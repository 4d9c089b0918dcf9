import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex, createTable } from './columns'

/**
 * Assignments (W1). Beside each stands what baskets are counted and ordered by, kept by the tables themselves: the rank of its entry's level,
 * who registered that, whether it is here and not cancelled, and the day it is due.
 */
export class Assignments1763740800038 implements MigrationInterface {
  name = 'Assignments1763740800038'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'assignment', {
      ...{ id: 'text', entryId: 'text', turn: 'int', purpose: 'text', afterId: 'text?', toKind: 'text', toId: 'text' },
      ...{ instruction: 'text?', text: 'text', dueOn: 'text?', at: 'int', byId: 'text', deviceId: 'text' },
      ...{ openedAt: 'int?', openedById: 'text?', openedDeviceId: 'text?' },
      ...{ outcome: 'text?', said: 'text?', endedAt: 'int?', endedById: 'text?', endedDeviceId: 'text?' },
      ...{ rank: 'int=3', live: 'int=0', due: "text=''", ownerId: 'text?' },
      ...{ rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await createIndex(q, 'assignment', ['entryId', 'toId'])
    await createIndex(q, 'assignment', ['toId', 'entryId'], { where: 'rank > 0' })
    const counted = ['rank', 'afterId', 'ownerId', 'entryId']
    const open = { where: 'endedAt IS NULL AND live = 1' }
    await createIndex(q, 'assignment', ['toId', 'purpose', 'due', 'id', 'toKind', ...counted], open)
    await createIndex(q, 'assignment', ['byId', 'due', 'id', 'purpose', 'toKind', 'toId', ...counted], open)
    await createIndex(q, 'assignment', ['due', 'id', 'purpose', 'toKind', 'toId', 'byId', ...counted], open)
    await q.query(
      `CREATE TRIGGER assignmentIn AFTER INSERT ON assignment BEGIN
         UPDATE assignment SET due = ${dueOf('NEW')} WHERE id = NEW.id;
         UPDATE assignment SET ${KEPT} FROM entry e WHERE e.id = NEW.entryId AND assignment.id = NEW.id; END`,
    )
    await q.query(
      `CREATE TRIGGER assignmentDue AFTER UPDATE OF dueOn, at ON assignment BEGIN
         UPDATE assignment SET due = ${dueOf('NEW')} WHERE id = NEW.id; END`,
    )
    const follows = `UPDATE assignment SET ${KEPT} FROM entry e WHERE e.id = NEW.id AND assignment.entryId = NEW.id;`
    await q.query(`CREATE TRIGGER assignedIn AFTER INSERT ON entry BEGIN ${follows} END`)
    await q.query(
      `CREATE TRIGGER assignedChanged AFTER UPDATE OF level, cancelledAt ON entry
         WHEN OLD.level IS NOT NEW.level OR OLD.cancelledAt IS NOT NEW.cancelledAt BEGIN ${follows} END`,
    )
    await q.query(
      `CREATE TRIGGER assignedOut AFTER DELETE ON entry BEGIN UPDATE assignment SET rank = 3, live = 0 WHERE entryId = OLD.id; END`,
    )
    await q.query(added('unit', 'routesFrom', 'text?'))
    await q.query(added('office', 'instructions', 'text?'))
  }

  async down(): Promise<void> {
    throw new Error('who had a letter is not forgotten')
  }
}

/** As `rankOf` says it: a level nobody here knows is the highest. */
const RANK = `CASE e.level WHEN 'ordinary' THEN 0 WHEN 'restricted' THEN 1 WHEN 'confidential' THEN 2 ELSE 3 END`
const KEPT = `rank = ${RANK}, live = e.cancelledAt IS NULL, ownerId = e.registeredById`
/** What has no day comes last, the oldest first. */
const dueOf = (row: string): string => `coalesce(${row}.dueOn, '9') || ' ' || printf('%015d', ${row}.at)`
