import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex, createTable } from './columns'

/** Cards that were brought in together, and what went with such an import again (ADR 054): of those none is counted. */
export class CardImports1763740800042 implements MigrationInterface {
  name = 'CardImports1763740800042'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'cardImport', {
      ...{ id: 'text', name: 'text', sha256: 'text', at: 'int', byId: 'text', added: 'int', joined: 'int' },
      ...{ undoneAt: 'int?', undoneById: 'text?', rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await createIndex(q, 'cardImport', ['at', 'id'])
    await q.query(added('contact', 'importId', 'text?'))
    await q.query(added('contact', 'removedAt', 'int?'))
    await q.query(added('contact', 'removedById', 'text?'))
    await createIndex(q, 'contact', ['importId', 'id'], { where: 'importId IS NOT NULL' })
    await q.query(added('cardChange', 'importId', 'text?'))
    await createIndex(q, 'cardChange', ['importId', 'id'], { where: 'importId IS NOT NULL' })
    // Lists go by what stands: ten thousand that went are not walked past.
    for (const columns of [
      ['createdAt', 'id'],
      ['kind', 'createdAt', 'id'],
    ]) {
      await q.query(`DROP INDEX "ix_contact_${columns.join('_')}"`)
      await createIndex(q, 'contact', columns, { where: 'removedAt IS NULL' })
    }
    for (const name of ['cardCounted', 'cardGone', 'cardMoved']) await q.query(`DROP TRIGGER ${name}`)
    await q.query(`CREATE TRIGGER cardCounted AFTER INSERT ON contact BEGIN ${counted('NEW', 1)} END`)
    await q.query(`CREATE TRIGGER cardGone AFTER DELETE ON contact BEGIN ${counted('OLD', -1)} END`)
    await q.query(
      `CREATE TRIGGER cardMoved AFTER UPDATE OF countryCode, kind, removedAt ON contact
       WHEN OLD.countryCode IS NOT NEW.countryCode OR OLD.kind IS NOT NEW.kind OR (OLD.removedAt IS NULL) <> (NEW.removedAt IS NULL)
       BEGIN ${counted('OLD', -1)} ${counted('NEW', 1)} END`,
    )
  }

  async down(): Promise<void> {
    throw new Error('what came in is not forgotten')
  }
}

const counted = (row: 'OLD' | 'NEW', by: 1 | -1): string =>
  `INSERT INTO cardCount (countryCode, kind, cards) SELECT ${row}.countryCode, ${row}.kind, ${by} WHERE ${row}.countryCode <> '' AND ${row}.removedAt IS NULL
   ON CONFLICT (countryCode, kind) DO UPDATE SET cards = cards + excluded.cards;`
