import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** Walls around cards, and whose glass was broken (P4). */
export class Walls1763740800041 implements MigrationInterface {
  name = 'Walls1763740800041'

  async up(q: QueryRunner): Promise<void> {
    const kept = { rv: 'int=0', versions: "text='{}'", extra: "text='{}'" }
    await createTable(q, 'wall', {
      ...{ id: 'text', contactId: 'text', keeperId: 'text', team: 'text', standing: 'int', reason: 'text' },
      ...{ changedAt: 'int', changedById: 'text', raisedAt: 'int', proof: 'text?', ...kept },
    })
    await createIndex(q, 'wall', ['contactId', 'standing'])
    await createTable(q, 'glass', {
      ...{ id: 'text', wallId: 'text?', at: 'int', until: 'int', reason: 'text', byId: 'text', deviceId: 'text' },
      ...{ notedAt: 'int?', notedById: 'text?', ...kept },
    })
    await createIndex(q, 'glass', ['at', 'id'])
    await createIndex(q, 'glass', ['wallId', 'at'])
  }

  async down(): Promise<void> {
    throw new Error('who was let in is not forgotten')
  }
}
