import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** What left or came as a signed file, and the offices whose files are believed. */
export class Capsules1763740800026 implements MigrationInterface {
  name = 'Capsules1763740800026'

  async up(q: QueryRunner): Promise<void> {
    const kept = { rv: 'int=0', versions: "text='{}'", extra: "text='{}'" }
    await createTable(q, 'capsule', {
      ...{ id: 'text', entryId: 'text', direction: 'text', keptId: 'text', capsuleId: 'text', officeId: 'text?' },
      ...{ officeNames: 'text?', at: 'int', byId: 'text', deviceId: 'text', sha256: 'text' },
      ...{ ackNames: 'text?', ackNumber: 'text?', ackDate: 'text?', ackAt: 'int?', ackById: 'text?' },
      ...kept,
    })
    await createIndex(q, 'capsule', ['entryId'])
    await createIndex(q, 'capsule', ['keptId'])
    await createTable(q, 'partner', {
      ...{ id: 'text', rootKey: 'text', names: 'text', acceptedAt: 'int', active: 'int', proof: 'text?' },
      ...kept,
    })
    await createTable(q, 'capsuleTaken', { entryId: 'text', body: 'text', at: 'int' })
  }

  async down(): Promise<void> {
    throw new Error('what left is not fetched back')
  }
}
