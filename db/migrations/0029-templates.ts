import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex, createTable } from './columns'

/** Templates of letters, a row a version, and which one a letter was begun from. */
export class Templates1763740800029 implements MigrationInterface {
  name = 'Templates1763740800029'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'template', {
      ...{ id: 'text', templateId: 'text', version: 'int', names: 'text', use: 'text', body: 'text', retired: 'int' },
      ...{ note: 'text', at: 'int', byId: 'text', rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await createIndex(q, 'template', ['templateId', 'version', 'at'])
    await q.query(added('letter', 'templateId', 'text?'))
    await q.query(added('letter', 'templateVersion', 'int?'))
    await createIndex(q, 'letter', ['draftedById', 'templateId', 'createdAt'], { where: 'templateId IS NOT NULL' })
  }

  async down(): Promise<void> {
    throw new Error('which template a letter came from is not forgotten')
  }
}
