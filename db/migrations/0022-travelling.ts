import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex, createTable } from './columns'

/** The superior through whom a letter came or goes (sous couvert), the first of identical petitions (D9), and where a paper is (D6). */
export class Travelling1763740800022 implements MigrationInterface {
  name = 'Travelling1763740800022'

  async up(q: QueryRunner): Promise<void> {
    for (const column of ['route', 'batchOfId']) await q.query(added('entry', column, 'text?'))
    await createIndex(q, 'entry', ['batchOfId'], { where: 'batchOfId IS NOT NULL' })
    await createTable(q, 'holding', {
      ...{ id: 'text', entryId: 'text', act: 'text', since: 'int', unitId: 'text?', holder: 'text', note: 'text' },
      ...{ recordedById: 'text', deviceId: 'text', endedAt: 'int?', endedById: 'text?' },
      ...{ rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await createIndex(q, 'holding', ['entryId', 'since', 'id'])
    // What is out is few among all that ever was.
    await createIndex(q, 'holding', ['endedAt', 'since', 'id'], { where: 'endedAt IS NULL' })
  }

  async down(): Promise<void> {
    throw new Error('what somebody wrote down is not forgotten')
  }
}
