import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createTable } from './columns'

/** Books that were transcribed from paper (ADR 029): what their lines bear of it, and which transcription is not whole yet. */
export class Transcribed1763740800013 implements MigrationInterface {
  name = 'Transcribed1763740800013'

  async up(q: QueryRunner): Promise<void> {
    await q.query(added('book', 'transcribed', 'text?'))
    await q.query(added('entry', 'paperNumber', 'text?'))
    await q.query(added('entry', 'paperPage', 'text?'))
    await createTable(q, 'transcribing', { bookId: 'text', firstD: 'int' })
    await createTable(q, 'transcribingChange', { lastD: 'int', change: 'text' })
  }

  async down(): Promise<void> {
    throw new Error('a register is never taken back')
  }
}
