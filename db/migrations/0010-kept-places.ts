import { Table, type MigrationInterface, type QueryRunner } from 'typeorm'
import { column, createIndex, createTable } from './columns'

/**
 * A page of a register, whatever is filtered, begins at a key and not behind a step over all that are newer (ADR 021). Entries a day and
 * entries a block, counted by the rank of their level by the table itself: what a person may see of them is a sum. A block is a
 * stretch of the list; one that grows too long is cut in two.
 */
export class KeptPlaces1763740800010 implements MigrationInterface {
  name = 'KeptPlaces1763740800010'
  static readonly blocks = (): string => BLOCKS

  async up(q: QueryRunner): Promise<void> {
    for (const old of ['entryCounted', 'entryGone', 'entryMoved', 'entryAnswers']) await q.query(`DROP TRIGGER ${old}`)
    for (const old of ['entryCount', 'answeredEntry']) await q.query(`DROP TABLE ${old}`)
    const counters = { entries: 'int', cancelled: 'int', urgent: 'int', urgentCancelled: 'int', answered: 'int' }
    await keyed(
      q,
      'entryCount',
      { registerId: 'text', year: 'int', bookId: 'text', date: 'text', rank: 'int' },
      counters,
    )
    await keyed(q, 'entryBlock', { registerId: 'text', year: 'int', at: 'int', seq: 'int', rank: 'int' }, counters)
    await createTable(q, 'answeredEntry', {
      ...{
        id: 'text',
        registerId: 'text',
        year: 'int',
        bookId: 'text',
        date: 'text',
        at: 'int',
        seq: 'int',
        rank: 'int',
      },
    })
    await createIndex(q, 'answeredEntry', ['registerId', 'year', 'at', 'seq', 'rank'])

    await q.query('DROP INDEX ix_entry_registerId_year_registeredAt_seq')
    const seen = ['level', 'registeredById']
    await createIndex(q, 'entry', ['registerId', 'year', 'registeredAt', 'seq', ...seen, 'cancelledAt'])
    await q.query('DROP INDEX ix_entry_registerId_year_businessDate_cancelledAt')
    await createIndex(q, 'entry', ['registerId', 'year', 'businessDate', 'registeredAt', 'seq', ...seen])
    const guarded = `level <> 'ordinary'`
    await q.query('DROP INDEX ix_entry_registerId_year_level_registeredById_cancelledAt_businessDate')
    await createIndex(q, 'entry', ['registerId', 'year', 'registeredById', 'level'], { where: guarded })
    await q.query('DROP INDEX ix_entry_replyToId_level_registeredById_cancelledAt')
    await createIndex(q, 'entry', ['registeredById', 'replyToId'], { where: `replyToId IS NOT NULL AND ${guarded}` })

    await otherLists(q)
    await createTable(q, 'outboxPack', { firstD: 'int', lastD: 'int', body: 'blob' })

    await q.query(
      `INSERT INTO entryCount SELECT registerId, year, bookId, businessDate, ${rank('entry')}, ${COUNTED('entry')}, 0 FROM entry GROUP BY 1, 2, 3, 4, 5`,
    )
    await q.query(BLOCKS)
    await q.query(
      `INSERT INTO contactCount SELECT correspondentId, ${rank('entry')}, count(*) FROM entry WHERE correspondentId IS NOT NULL GROUP BY 1, 2`,
    )
    for (const [when, text] of TRIGGERS) await q.query(`CREATE TRIGGER ${when} BEGIN ${text} END`)
    await q.query(answered('SELECT replyToId FROM entry WHERE replyToId IS NOT NULL'))
  }

  async down(): Promise<void> {
    throw new Error('a register is never taken back')
  }
}

/** Letters, cards, conflicts: each list is read in its order, and what is counted on a card is kept. */
async function otherLists(q: QueryRunner): Promise<void> {
  await keyed(q, 'contactCount', { contactId: 'text', rank: 'int' }, { entries: 'int' })
  const guarded = `level <> 'ordinary' AND correspondentId IS NOT NULL`
  await createIndex(q, 'entry', ['registeredById', 'correspondentId'], { where: guarded })
  await createIndex(q, 'contact', ['createdAt', 'id'])
  await createIndex(q, 'contact', ['kind', 'createdAt', 'id'])
  await q.query('DROP INDEX ix_letter_state')
  await createIndex(q, 'letter', ['state'], { where: 'pdfFileId IS NULL' })
  await createIndex(q, 'letter', ['updatedAt', 'id'])
  await createIndex(q, 'letter', ['state', 'updatedAt', 'id'])
  await createIndex(q, 'letter', ['draftedById', 'updatedAt', 'id'])
  await createIndex(q, 'conflict', ['at', 'id'], { where: 'decidedAt IS NULL' })
  await createIndex(q, 'conflict', ['decidedAt'], { where: 'decidedAt IS NOT NULL' })
  await createIndex(q, 'securityLog', ['kind', 'position'])
  await createIndex(q, 'securityLog', ['position'], { where: `json_extract(detail, '$.lost') IS NOT NULL` })
}

async function keyed(
  q: QueryRunner,
  name: string,
  key: Record<string, string>,
  rest: Record<string, string>,
): Promise<void> {
  const columns = [
    ...Object.entries(key).map(([k, notation]) => column(k, notation, true)),
    ...Object.entries(rest).map(([k, notation]) => column(k, notation)),
  ]
  await q.createTable(new Table({ name, columns }))
}

/** Lines of a block at most, and after it was cut. */
const MOST = 2048
const HALF = MOST / 2

/** As domain/visibility/level.ts has it today; a level nobody here knows counts as the highest. */
const rank = (row: string): string =>
  `CASE ${row}.level WHEN 'ordinary' THEN 0 WHEN 'restricted' THEN 1 WHEN 'confidential' THEN 2 ELSE 3 END`

/** The counters of many rows, all but the answered. */
const COUNTED = (row: string): string =>
  `count(*), count(${row}.cancelledAt), sum(${row}.urgency <> 'routine'), sum(${row}.urgency <> 'routine' AND ${row}.cancelledAt IS NOT NULL)`

const COUNTERS = ['entries', 'cancelled', 'urgent', 'urgentCancelled', 'answered']
const ADDED = COUNTERS.map((c) => `${c} = ${c} + excluded.${c}`).join(', ')

/** Which block a key lies in: the last one that begins at it or before. The first begins before everything. */
const blockOf = (row: string, at: string): string =>
  `(SELECT 1) LEFT JOIN (SELECT b.at, b.seq FROM entryBlock b WHERE b.registerId = ${row}.registerId AND b.year = ${row}.year
     AND (b.at, b.seq) <= (${row}.${at}, ${row}.seq) ORDER BY b.at DESC, b.seq DESC LIMIT 1) k`

const add = (row: string, names: { at: string; date: string }, of: string, counters: string): string =>
  `INSERT INTO entryCount VALUES (${row}.registerId, ${row}.year, ${row}.bookId, ${row}.${names.date}, ${of}, ${counters})
     ON CONFLICT (registerId, year, bookId, date, rank) DO UPDATE SET ${ADDED};
   INSERT INTO entryBlock SELECT ${row}.registerId, ${row}.year, coalesce(k.at, 0), coalesce(k.seq, 0), ${of}, ${counters}
     FROM ${blockOf(row, names.at)} WHERE 1 ON CONFLICT (registerId, year, at, seq, rank) DO UPDATE SET ${ADDED};`

function counted(row: 'OLD' | 'NEW', by: 1 | -1): string {
  const [cancelled, urgent] = [`(${row}.cancelledAt IS NOT NULL)`, `(${row}.urgency <> 'routine')`]
  const counters = [`${by}`, `${by} * ${cancelled}`, `${by} * ${urgent}`, `${by} * ${cancelled} * ${urgent}`, '0'].join(
    ', ',
  )
  return add(row, { at: 'registeredAt', date: 'businessDate' }, rank(row), counters)
}

/** An answer counts for whoever may see both: the rank that is kept is the higher one of the entry and its lowest answer. */
const answered = (ids: string): string =>
  `INSERT INTO answeredEntry SELECT e.id, e.registerId, e.year, e.bookId, e.businessDate, e.registeredAt, e.seq,
     max(${rank('e')}, (SELECT min(${rank('r')}) FROM entry r WHERE r.replyToId = e.id AND r.cancelledAt IS NULL))
   FROM entry e WHERE e.id IN (${ids}) AND e.cancelledAt IS NULL AND EXISTS
     (SELECT 1 FROM entry r WHERE r.replyToId = e.id AND r.cancelledAt IS NULL);`

const forgotten = (ids: string): string => `DELETE FROM answeredEntry WHERE id IN (${ids});`

const COUNTS = [
  'registerId',
  'year',
  'bookId',
  'businessDate',
  'registeredAt',
  'seq',
  'cancelledAt',
  'level',
  'urgency',
]
const ANSWERS = [
  'registerId',
  'year',
  'bookId',
  'businessDate',
  'registeredAt',
  'seq',
  'cancelledAt',
  'level',
  'replyToId',
]
const differs = (columns: string[]): string => columns.map((c) => `OLD.${c} IS NOT NEW.${c}`).join(' OR ')

const ofContact = (row: 'OLD' | 'NEW', by: 1 | -1): string =>
  `INSERT INTO contactCount SELECT ${row}.correspondentId, ${rank(row)}, ${by} WHERE ${row}.correspondentId IS NOT NULL
     ON CONFLICT (contactId, rank) DO UPDATE SET entries = entries + excluded.entries;`
const CARD = ['correspondentId', 'level']

const INSIDE = `registerId = NEW.registerId AND year = NEW.year`
const NEXT = `SELECT at, seq FROM entryBlock WHERE ${INSIDE} AND (at, seq) > (NEW.at, NEW.seq) ORDER BY at, seq LIMIT 1`
const range = (row: string, at: string): string =>
  `${row}.registerId = NEW.registerId AND ${row}.year = NEW.year AND (${row}.${at}, ${row}.seq) >= (m.at, m.seq)
     AND (n.at IS NULL OR (${row}.${at}, ${row}.seq) < (n.at, n.seq))`

/** The newer half becomes a block of its own; the older one is left with what remains. */
const CUT = `
  INSERT INTO entryBlock SELECT NEW.registerId, NEW.year, at, seq, rank, ${COUNTERS.map((c) => `sum(${c})`).join(', ')} FROM (
    SELECT m.at, m.seq, ${rank('e')} AS rank, 1 AS entries, e.cancelledAt IS NOT NULL AS cancelled, e.urgency <> 'routine' AS urgent,
      e.urgency <> 'routine' AND e.cancelledAt IS NOT NULL AS urgentCancelled, 0 AS answered
    FROM (SELECT registeredAt AS at, seq FROM entry WHERE ${INSIDE} AND (registeredAt, seq) >= (NEW.at, NEW.seq)
          ORDER BY registeredAt, seq LIMIT 1 OFFSET ${HALF}) m
    LEFT JOIN (${NEXT}) n CROSS JOIN entry e ON ${range('e', 'registeredAt')}
    UNION ALL
    SELECT m.at, m.seq, a.rank, 0, 0, 0, 0, 1
    FROM (SELECT registeredAt AS at, seq FROM entry WHERE ${INSIDE} AND (registeredAt, seq) >= (NEW.at, NEW.seq)
          ORDER BY registeredAt, seq LIMIT 1 OFFSET ${HALF}) m
    LEFT JOIN (${NEXT}) n CROSS JOIN answeredEntry a ON ${range('a', 'at')}
  ) WHERE (at, seq) > (NEW.at, NEW.seq) GROUP BY rank;
  UPDATE entryBlock SET ${COUNTERS.map((c) => `${c} = entryBlock.${c} - h.${c}`).join(', ')}
  FROM (SELECT x.* FROM (${NEXT}) n JOIN entryBlock x ON x.registerId = NEW.registerId AND x.year = NEW.year AND x.at = n.at AND x.seq = n.seq) h
  WHERE changes() > 0 AND entryBlock.registerId = NEW.registerId AND entryBlock.year = NEW.year AND entryBlock.at = NEW.at
    AND entryBlock.seq = NEW.seq AND entryBlock.rank = h.rank;`

const WHOLE = `(SELECT sum(entries) FROM entryBlock WHERE ${INSIDE} AND at = NEW.at AND seq = NEW.seq)`
const PLACED = { at: 'at', date: 'date' }
const TRIGGERS = [
  [
    'entryCounted AFTER INSERT ON entry',
    `${counted('NEW', 1)} ${forgotten('NEW.id, NEW.replyToId')} ${answered('NEW.id, NEW.replyToId')}`,
  ],
  [
    'entryGone AFTER DELETE ON entry',
    `${forgotten('OLD.id, OLD.replyToId')} ${counted('OLD', -1)} ${answered('OLD.replyToId')}`,
  ],
  [
    `entryChanged AFTER UPDATE OF ${COUNTS.join(', ')} ON entry WHEN ${differs(COUNTS)}`,
    `${counted('OLD', -1)} ${counted('NEW', 1)}`,
  ],
  [
    `entryAnswers AFTER UPDATE OF ${ANSWERS.join(', ')} ON entry WHEN ${differs(ANSWERS)}`,
    `${forgotten('NEW.id, OLD.replyToId, NEW.replyToId')} ${answered('NEW.id, OLD.replyToId, NEW.replyToId')}`,
  ],
  ['entryOfContact AFTER INSERT ON entry WHEN NEW.correspondentId IS NOT NULL', ofContact('NEW', 1)],
  ['entryLeftContact AFTER DELETE ON entry WHEN OLD.correspondentId IS NOT NULL', ofContact('OLD', -1)],
  [
    `entryOtherContact AFTER UPDATE OF ${CARD.join(', ')} ON entry WHEN ${differs(CARD)}`,
    `${ofContact('OLD', -1)} ${ofContact('NEW', 1)}`,
  ],
  ['entryAnswered AFTER INSERT ON answeredEntry', add('NEW', PLACED, 'NEW.rank', '0, 0, 0, 0, 1')],
  ['entryUnanswered AFTER DELETE ON answeredEntry', add('OLD', PLACED, 'OLD.rank', '0, 0, 0, 0, -1')],
  [`entryBlockCut AFTER UPDATE OF entries ON entryBlock WHEN NEW.entries > OLD.entries AND ${WHOLE} > ${MOST}`, CUT],
] as const

/** Those that stand already, in blocks of the size of a half. Two of one moment and number never stand in two. */
const BLOCKS = `
  INSERT INTO entryBlock SELECT registerId, year, at, seq, rank, count(*), sum(cancelled), sum(urgent), sum(cancelled AND urgent), 0 FROM (
    SELECT registerId, year, rank, cancelled, urgent,
      CASE block WHEN 0 THEN 0 ELSE first_value(registeredAt) OVER begun END AS at, CASE block WHEN 0 THEN 0 ELSE first_value(seq) OVER begun END AS seq
    FROM (SELECT registerId, year, registeredAt, seq, ${rank('entry')} AS rank, cancelledAt IS NOT NULL AS cancelled, urgency <> 'routine' AS urgent,
            (dense_rank() OVER (PARTITION BY registerId, year ORDER BY registeredAt, seq) - 1) / ${HALF} AS block FROM entry)
    WINDOW begun AS (PARTITION BY registerId, year, block ORDER BY registeredAt, seq)
  ) GROUP BY 1, 2, 3, 4, 5`
