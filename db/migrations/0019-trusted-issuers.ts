import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added } from './columns'

/** Whose word of a signer in a document from outside an administrator takes (ADR 033). */
export class TrustedIssuers1763740800019 implements MigrationInterface {
  name = 'TrustedIssuers1763740800019'

  async up(q: QueryRunner): Promise<void> {
    await q.query(added('office', 'issuers', 'text?'))
  }

  async down(): Promise<void> {
    throw new Error('whose word an office takes is never forgotten by itself')
  }
}
