import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex } from './columns'

/**
 * Who else a letter is from and to, and what it is written in. The parties stand in the entry; beside it the table itself keeps which
 * entries name whom, so that no way of writing an entry forgets it.
 */
export class Parties1763740800025 implements MigrationInterface {
  name = 'Parties1763740800025'

  async up(q: QueryRunner): Promise<void> {
    for (const column of ['parties', 'languages']) await q.query(added('entry', column, 'text?'))
    await q.query(
      'CREATE TABLE "party" ("entryId" text NOT NULL, "place" integer NOT NULL, "partyId" text NOT NULL, PRIMARY KEY ("entryId", "place"))',
    )
    await createIndex(q, 'party', ['partyId', 'entryId'])
    await q.query(
      `CREATE TRIGGER party_in AFTER INSERT ON entry WHEN NEW.parties IS NOT NULL BEGIN ${named('NEW')} END`,
    )
    await q.query(
      `CREATE TRIGGER party_changed AFTER UPDATE OF parties ON entry WHEN NEW.parties IS NOT OLD.parties BEGIN ${gone} ${named('NEW')} END`,
    )
    await q.query(`CREATE TRIGGER party_out AFTER DELETE ON entry WHEN OLD.parties IS NOT NULL BEGIN ${gone} END`)
  }

  async down(): Promise<void> {
    throw new Error('whom a letter names is not forgotten')
  }
}

const gone = 'DELETE FROM party WHERE entryId = OLD.id;'
const named = (row: 'NEW'): string =>
  `INSERT INTO party (entryId, place, partyId)
   SELECT ${row}.id, j.key, json_extract(j.value, '$.id') FROM json_each(${row}.parties) j WHERE json_extract(j.value, '$.id') IS NOT NULL;`
