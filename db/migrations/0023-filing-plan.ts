import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex, createTable } from './columns'

/** The filing plan (R1), and an entry's class in it. */
export class FilingPlan1763740800023 implements MigrationInterface {
  name = 'FilingPlan1763740800023'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'filingClass', {
      ...{ id: 'text', code: 'text', names: 'text', parentId: 'text?', active: 'int', intermediate: 'int' },
      ...{ event: 'text', fate: 'text', basis: 'text', since: 'text?', until: 'text?' },
      ...{ rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await q.query(added('entry', 'classId', 'text?'))
    // What a class holds, in the order in which it falls due.
    await createIndex(q, 'entry', ['classId', 'businessDate'], { where: 'classId IS NOT NULL' })
  }

  async down(): Promise<void> {
    throw new Error('what is classed stays classed')
  }
}
