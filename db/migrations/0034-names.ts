import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** The words of names, who bears them, and what each card is called (P2): persons are found by any spelling. Filled by `keepIndex`. */
export class Names1763740800034 implements MigrationInterface {
  name = 'Names1763740800034'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'nameWord', { id: 'int', spelling: 'text' })
    await createIndex(q, 'nameWord', ['spelling'], { isUnique: true })
    await createTable(q, 'nameBearers', { key: 'int', cards: 'blob' })
    await createTable(q, 'nameCard', { no: 'int', contactId: 'text', words: 'text' })
    await createIndex(q, 'nameCard', ['contactId'], { isUnique: true })
  }

  async down(): Promise<void> {
    throw new Error('what people are found by stays')
  }
}
