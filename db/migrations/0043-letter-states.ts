import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/**
 * What a letter said when it was submitted, returned and signed, as this PC saw it pass: kept by the table, so that a letter that
 * comes from another PC is kept as one of this one is. Nothing of it is replicated, and nobody writes it from outside.
 */
export class LetterStates1763740800043 implements MigrationInterface {
  name = 'LetterStates1763740800043'

  async up(q: QueryRunner): Promise<void> {
    // In the order in which they passed here: clocks of several PCs do not agree.
    await createTable(q, 'letterState', {
      ...{ key: 'int', letterId: 'text', at: 'int', state: 'text' },
      ...{ byId: 'text?', authors: 'text?', content: 'text?' },
    })
    await createIndex(q, 'letterState', ['letterId', 'key'])
    const passing = `NEW.state IN ('submitted', 'returned', 'signed')`
    const changed = `(OLD.state IS NOT NEW.state OR OLD.content IS NOT NEW.content)`
    // An update that only edits a returned letter is no state it passed: what it will say is kept when it is submitted.
    const kept = `${passing} AND ${changed} AND NOT (NEW.state = 'returned' AND OLD.state = 'returned')`
    await q.query(`CREATE TRIGGER letterPassed AFTER UPDATE OF state, content ON letter WHEN ${kept} BEGIN ${KEEP} END`)
    await q.query(`CREATE TRIGGER letterCame AFTER INSERT ON letter WHEN ${passing} BEGIN ${KEEP} END`)
    await q.query(
      `CREATE TRIGGER letterGone AFTER DELETE ON letter BEGIN DELETE FROM letterState WHERE letterId = OLD.id; END`,
    )
    // What was never changed between its first submission and its number has nothing to compare.
    await q.query(
      `CREATE TRIGGER letterLeft AFTER UPDATE OF state ON letter WHEN NEW.state = 'issued' AND OLD.state IS NOT 'issued' BEGIN
         DELETE FROM letterState WHERE letterId = NEW.id
           AND (SELECT count(content) FROM letterState WHERE letterId = NEW.id) < 2;
       END`,
    )
    await q.query(`INSERT INTO letterState (letterId, at, state, byId, authors, content)
       SELECT id, ${AT('letter')}, state, ${BY('letter')}, authors, content FROM letter
       WHERE state IN ('submitted', 'returned', 'signed')`)
  }

  async down(): Promise<void> {
    throw new Error('what was kept is not forgotten')
  }
}

const AT = (row: string): string =>
  `coalesce(CASE ${row}.state WHEN 'submitted' THEN ${row}.submittedAt WHEN 'returned' THEN ${row}.returnedAt ELSE ${row}.signedAt END, ${row}.updatedAt)`
const BY = (row: string): string =>
  `CASE ${row}.state WHEN 'returned' THEN ${row}.returnedById WHEN 'signed' THEN ${row}.signedById END`
/** A text that is the same as the one before is kept once. */
const KEEP = `INSERT INTO letterState (letterId, at, state, byId, authors, content)
  VALUES (NEW.id, ${AT('NEW')}, NEW.state, ${BY('NEW')}, NEW.authors,
    CASE WHEN NEW.content IS (SELECT s.content FROM letterState s WHERE s.letterId = NEW.id AND s.content IS NOT NULL ORDER BY s.key DESC LIMIT 1)
      THEN NULL ELSE NEW.content END);`
