import { Table, type MigrationInterface, type QueryRunner } from 'typeorm'
import { column, createIndex, createTable } from './columns'

/** Official figures of the people abroad (R4), and how many cards there are in each country: kept by the table, counted by nobody. */
export class Figures1763740800037 implements MigrationInterface {
  name = 'Figures1763740800037'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'figure', {
      ...{ id: 'text', measure: 'text', countryCode: 'text', year: 'int', source: 'text' },
      ...{ total: 'int', male: 'int?', female: 'int?', note: 'text', removedAt: 'int?', removedById: 'text?' },
      ...{ rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await createIndex(q, 'figure', ['measure', 'source', 'year', 'countryCode'], { where: 'removedAt IS NULL' })
    await createIndex(q, 'figure', ['countryCode', 'year', 'measure', 'source'], { where: 'removedAt IS NULL' })
    const key = { countryCode: 'text', kind: 'text' }
    await q.createTable(
      new Table({
        name: 'cardCount',
        columns: [...Object.entries(key).map(([name, of]) => column(name, of, true)), column('cards', 'int')],
      }),
    )
    await q.query(`CREATE TRIGGER cardCounted AFTER INSERT ON contact BEGIN ${counted('NEW', 1)} END`)
    await q.query(`CREATE TRIGGER cardGone AFTER DELETE ON contact BEGIN ${counted('OLD', -1)} END`)
    await q.query(
      `CREATE TRIGGER cardMoved AFTER UPDATE OF countryCode, kind ON contact
       WHEN OLD.countryCode IS NOT NEW.countryCode OR OLD.kind IS NOT NEW.kind BEGIN ${counted('OLD', -1)} ${counted('NEW', 1)} END`,
    )
    await q.query(
      `INSERT INTO cardCount (countryCode, kind, cards) SELECT countryCode, kind, count(*) FROM contact WHERE countryCode <> '' GROUP BY 1, 2`,
    )
    await q.query('DROP INDEX "ix_contact_countryCode"')
    await createIndex(q, 'contact', ['countryCode', 'kind', 'createdAt', 'id'], { where: `countryCode <> ''` })
  }

  async down(): Promise<void> {
    throw new Error('what was counted is not forgotten')
  }
}

const counted = (row: 'OLD' | 'NEW', by: 1 | -1): string =>
  `INSERT INTO cardCount (countryCode, kind, cards) SELECT ${row}.countryCode, ${row}.kind, ${by} WHERE ${row}.countryCode <> ''
   ON CONFLICT (countryCode, kind) DO UPDATE SET cards = cards + excluded.cards;`
