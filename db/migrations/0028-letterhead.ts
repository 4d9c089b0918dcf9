import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added } from './columns'

/** The letterhead in further languages, and the moon as it is sighted (ADR 040). */
export class Letterhead1763740800028 implements MigrationInterface {
  name = 'Letterhead1763740800028'

  async up(q: QueryRunner): Promise<void> {
    await q.query(added('office', 'letterhead', 'text?'))
  }

  async down(): Promise<void> {
    throw new Error('what an office writes above its letters is never forgotten by itself')
  }
}
