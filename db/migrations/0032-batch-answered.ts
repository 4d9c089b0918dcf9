import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex, createTable } from './columns'

/**
 * One answer for a batch of identical petitions (D9): what answers the first of them answers all (C4). What is kept of the answered is kept
 * by the table, as before (migration 0010); the answer that came, went or changed touches the others of the batch too. And what the PDFs of
 * entries say, for the search: by content, of those whose bytes are here; an index knows those nobody has read.
 */
export class BatchAnswered1763740800032 implements MigrationInterface {
  name = 'BatchAnswered1763740800032'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'contentText', { sha256: 'text', body: 'text', at: 'int' })
    await q.query(added('file', 'readAt', 'int=0'))
    await createIndex(q, 'file', ['createdAt'], {
      where: `readAt = 0 AND fileKey IS NOT NULL AND entryId IS NOT NULL AND mediaType = 'application/pdf'`,
    })
    for (const name of ['entryCounted', 'entryGone', 'entryAnswers']) await q.query(`DROP TRIGGER ${name}`)
    for (const [when, text] of TRIGGERS) await q.query(`CREATE TRIGGER ${when} BEGIN ${text} END`)
    const members = `SELECT m.id FROM entry m WHERE m.batchOfId IS NOT NULL`
    await q.query(forgotten(members))
    await q.query(answered(members))
  }

  async down(): Promise<void> {
    throw new Error('what was answered stays answered')
  }
}

/** As domain/visibility/level.ts has it today; a level nobody here knows counts as the highest. */
const rank = (row: string): string =>
  `CASE ${row}.level WHEN 'ordinary' THEN 0 WHEN 'restricted' THEN 1 WHEN 'confidential' THEN 2 ELSE 3 END`

const COUNTERS = ['entries', 'cancelled', 'urgent', 'urgentCancelled', 'answered']
const ADDED = COUNTERS.map((c) => `${c} = ${c} + excluded.${c}`).join(', ')

/** Which block a key lies in: the last one that begins at it or before. The first begins before everything. */
const blockOf = (row: string): string =>
  `(SELECT 1) LEFT JOIN (SELECT b.at, b.seq FROM entryBlock b WHERE b.registerId = ${row}.registerId AND b.year = ${row}.year
     AND (b.at, b.seq) <= (${row}.registeredAt, ${row}.seq) ORDER BY b.at DESC, b.seq DESC LIMIT 1) k`

function counted(row: 'OLD' | 'NEW', by: 1 | -1): string {
  const [cancelled, urgent] = [`(${row}.cancelledAt IS NOT NULL)`, `(${row}.urgency <> 'routine')`]
  const counters = [`${by}`, `${by} * ${cancelled}`, `${by} * ${urgent}`, `${by} * ${cancelled} * ${urgent}`, '0'].join(
    ', ',
  )
  return `INSERT INTO entryCount VALUES (${row}.registerId, ${row}.year, ${row}.bookId, ${row}.businessDate, ${rank(row)}, ${counters})
     ON CONFLICT (registerId, year, bookId, date, rank) DO UPDATE SET ${ADDED};
   INSERT INTO entryBlock SELECT ${row}.registerId, ${row}.year, coalesce(k.at, 0), coalesce(k.seq, 0), ${rank(row)}, ${counters}
     FROM ${blockOf(row)} WHERE 1 ON CONFLICT (registerId, year, at, seq, rank) DO UPDATE SET ${ADDED};`
}

/** An answer counts for whoever may see both: the rank that is kept is the higher one of the entry and its lowest answer. */
const answered = (ids: string): string =>
  `INSERT INTO answeredEntry SELECT e.id, e.registerId, e.year, e.bookId, e.businessDate, e.registeredAt, e.seq,
     max(${rank('e')}, (SELECT min(${rank('r')}) FROM entry r WHERE r.replyToId IN (e.id, e.batchOfId) AND r.cancelledAt IS NULL))
   FROM entry e WHERE e.id IN (${ids}) AND e.cancelledAt IS NULL AND EXISTS
     (SELECT 1 FROM entry r WHERE r.replyToId IN (e.id, e.batchOfId) AND r.cancelledAt IS NULL);`

const forgotten = (ids: string): string => `DELETE FROM answeredEntry WHERE id IN (${ids});`

/** These, and the petitions of which what is answered is the first. */
const touched = (own: readonly string[], answers: readonly string[]): string =>
  [
    ...[...own, ...answers].map((id) => `SELECT ${id}`),
    ...answers.map((id) => `SELECT m.id FROM entry m WHERE m.batchOfId IS NOT NULL AND m.batchOfId = ${id}`),
  ].join(' UNION ')

const ANSWERS = [
  ...['registerId', 'year', 'bookId', 'businessDate', 'registeredAt', 'seq', 'cancelledAt', 'level', 'replyToId'],
]
const differs = (columns: string[]): string => columns.map((c) => `OLD.${c} IS NOT NEW.${c}`).join(' OR ')

const [came, went, changed] = [
  touched(['NEW.id'], ['NEW.replyToId']),
  touched(['OLD.id'], ['OLD.replyToId']),
  touched(['NEW.id'], ['OLD.replyToId', 'NEW.replyToId']),
]
const TRIGGERS = [
  ['entryCounted AFTER INSERT ON entry', `${counted('NEW', 1)} ${forgotten(came)} ${answered(came)}`],
  ['entryGone AFTER DELETE ON entry', `${forgotten(went)} ${counted('OLD', -1)} ${answered(went)}`],
  [
    `entryAnswers AFTER UPDATE OF ${ANSWERS.join(', ')} ON entry WHEN ${differs(ANSWERS)}`,
    `${forgotten(changed)} ${answered(changed)}`,
  ],
] as const
