import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** What lists are narrowed by, along the list; filters that were saved; what a person looked at and pinned on this PC (ADR 030). */
export class Finding1763740800014 implements MigrationInterface {
  name = 'Finding1763740800014'

  async up(q: QueryRunner): Promise<void> {
    const day = ['registerId', 'year', 'businessDate', 'registeredAt', 'seq', 'level', 'registeredById']
    await q.query(`DROP INDEX "ix_entry_${day.join('_')}"`)
    const asked = ['cancelledAt', 'urgency', 'channel', 'arrivalAt', 'letterDate', 'enclosureCount', 'unitId']
    await createIndex(q, 'entry', [...day, ...asked])
    await createIndex(q, 'contact', ['countryCode'], { where: `countryCode <> ''` })
    await createTable(q, 'savedFilter', {
      ...{ id: 'text', ownerId: 'text', privateTo: 'text?', name: 'text', tab: 'text', criteria: 'text' },
      ...{ createdAt: 'int', removedAt: 'int?', rv: 'int=0', versions: `text='{}'`, extra: `text='{}'` },
    })
    await createTable(q, 'shelf', { key: 'text', userId: 'text', entryId: 'text', pinned: 'int', at: 'int' })
    await createIndex(q, 'shelf', ['userId', 'pinned', 'at'])
  }

  async down(): Promise<void> {
    throw new Error('what was saved is not forgotten')
  }
}
