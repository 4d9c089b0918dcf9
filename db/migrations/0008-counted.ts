import { Table, type QueryRunner, type MigrationInterface } from 'typeorm'
import { column, createIndex, createTable } from './columns'

/**
 * A register of a million: what lists and counters ask for is kept and not counted. Entries a day, kept by the table itself, so
 * that no way of writing an entry forgets it; which ordinary entries an ordinary one answers; small indexes over what few rows are.
 */
export class Counted1763740800008 implements MigrationInterface {
  name = 'Counted1763740800008'

  async up(q: QueryRunner): Promise<void> {
    const key = { registerId: 'text', year: 'int', bookId: 'text', date: 'text', day: 'int' }
    await q.createTable(
      new Table({
        name: 'entryCount',
        columns: [
          ...Object.entries(key).map(([name, notation]) => column(name, notation, true)),
          column('entries', 'int'),
          column('cancelled', 'int'),
        ],
      }),
    )
    await createTable(q, 'answeredEntry', { id: 'text', registerId: 'text', year: 'int' })
    await createIndex(q, 'answeredEntry', ['registerId', 'year'])
    for (const [when, text] of TRIGGERS) await q.query(`CREATE TRIGGER ${when} BEGIN ${text} END`)
    await q.query(
      `INSERT INTO entryCount (registerId, year, bookId, date, day, entries, cancelled)
       SELECT registerId, year, bookId, businessDate, ${dayOf('entry')}, count(*), count(cancelledAt) FROM entry GROUP BY 1, 2, 3, 4, 5`,
    )
    await q.query(answered('SELECT replyToId FROM entry WHERE replyToId IS NOT NULL'))

    await createIndex(q, 'outbox', ['state', 'entity', 'rowId', 'at', 'change'], { where: `state <> 'sent'` })
    await createIndex(q, 'act', ['bookId'], { where: `kind = 'void'` })
    const place = ['registerId', 'year', 'registeredAt', 'seq', 'businessDate', 'level', 'registeredById']
    await q.query('DROP INDEX ix_entry_registerId_year_urgency_level_registeredById')
    await createIndex(q, 'entry', [...place, 'cancelledAt', 'urgency'], { where: `urgency <> 'routine'` })
    await createIndex(q, 'entry', [...place, 'cancelledAt'], { where: 'cancelledAt IS NOT NULL' })
    await q.query('DROP INDEX ix_entry_registerId_year_level')
    await createIndex(q, 'entry', ['registerId', 'year', 'level', 'registeredById', 'cancelledAt', 'businessDate'], {
      where: `level <> 'ordinary'`,
    })
    await createIndex(q, 'entry', ['replyToId', 'level', 'registeredById', 'cancelledAt'], {
      where: `replyToId IS NOT NULL AND level <> 'ordinary'`,
    })
  }

  async down(): Promise<void> {
    throw new Error('a register is never taken back')
  }
}

/** The day of the moment it was registered, not its legal date: it follows the order of the list whatever the clock's zone was. */
const dayOf = (row: string): string => `${row}.registeredAt / 86400000`

const counted = (row: 'OLD' | 'NEW', by: 1 | -1): string =>
  `INSERT INTO entryCount (registerId, year, bookId, date, day, entries, cancelled)
   VALUES (${row}.registerId, ${row}.year, ${row}.bookId, ${row}.businessDate, ${dayOf(row)}, ${by}, ${by} * (${row}.cancelledAt IS NOT NULL))
   ON CONFLICT (registerId, year, bookId, date, day) DO UPDATE SET entries = entries + excluded.entries, cancelled = cancelled + excluded.cancelled;`

/** Both are ordinary, so that everybody may see both: what a guarded one answers is asked when somebody looks (A2). */
const answered = (ids: string): string =>
  `INSERT INTO answeredEntry (id, registerId, year) SELECT e.id, e.registerId, e.year FROM entry e
   WHERE e.id IN (${ids}) AND e.cancelledAt IS NULL AND e.level = 'ordinary' AND EXISTS
     (SELECT 1 FROM entry r WHERE r.replyToId = e.id AND r.cancelledAt IS NULL AND r.level = 'ordinary');`

const answeredAnew = (ids: string): string => `DELETE FROM answeredEntry WHERE id IN (${ids}); ${answered(ids)}`

const MOVED = ['registerId', 'year', 'bookId', 'businessDate', 'registeredAt', 'cancelledAt']
const differs = (columns: string[]): string => columns.map((c) => `OLD.${c} IS NOT NEW.${c}`).join(' OR ')
const ANSWERS = ['registerId', 'year', 'level', 'cancelledAt', 'replyToId']

const TRIGGERS = [
  ['entryCounted AFTER INSERT ON entry', `${counted('NEW', 1)} ${answeredAnew('NEW.id, NEW.replyToId')}`],
  ['entryGone AFTER DELETE ON entry', `${counted('OLD', -1)} ${answeredAnew('OLD.id, OLD.replyToId')}`],
  [
    `entryMoved AFTER UPDATE OF ${MOVED.join(', ')} ON entry WHEN ${differs(MOVED)}`,
    `${counted('OLD', -1)} ${counted('NEW', 1)}`,
  ],
  [
    `entryAnswers AFTER UPDATE OF ${ANSWERS.join(', ')} ON entry WHEN ${differs(ANSWERS)}`,
    answeredAnew('NEW.id, OLD.replyToId, NEW.replyToId'),
  ],
] as const
