import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex, createTable } from './columns'

/** One text to many: the order, the letters that are of it, what is begun here; and how a contact may be reached (P4). */
export class Runs1763740800033 implements MigrationInterface {
  name = 'Runs1763740800033'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'run', {
      ...{ id: 'text', name: 'text', templateId: 'text', templateVersion: 'int', level: 'text', kind: 'text' },
      ...{ total: 'int', left: 'text', createdAt: 'int', createdById: 'text' },
      ...{ rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await createIndex(q, 'run', ['createdAt', 'id'])
    await q.query(added('letter', 'runId', 'text?'))
    await q.query(added('letter', 'runPlace', 'int?'))
    await q.query(added('letter', 'sentTo', 'text?'))
    await createIndex(q, 'letter', ['runId', 'runPlace'], { where: 'runId IS NOT NULL' })
    await createTable(q, 'runPlan', { id: 'text', userId: 'text', at: 'int', body: 'text' })
    await createIndex(q, 'runPlan', ['userId', 'at'])
    await q.query(added('contact', 'reach', 'text?'))
    await createIndex(q, 'contact', ['reach'], { where: 'reach IS NOT NULL' })
  }

  async down(): Promise<void> {
    throw new Error('whom a run was to is not forgotten')
  }
}
