import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/** A3: who read, printed and copied what is guarded, who came and went, what became of rights, keys and copies. */
export class SecurityLog1763740800005 implements MigrationInterface {
  name = 'SecurityLog1763740800005'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'securityLog', {
      position: 'int',
      at: 'int',
      kind: 'text',
      userId: 'text?',
      entity: 'text?',
      rowId: 'text?',
      detail: 'text',
      once: 'text?',
      previous: 'text',
      link: 'text',
    })
    await createIndex(q, 'securityLog', ['once'], { isUnique: true })
    await createIndex(q, 'securityLog', ['userId'])
    // Written once, by anybody, and never again by anybody: not by a mistake of ours either.
    for (const verb of ['UPDATE', 'DELETE'])
      await q.query(
        `CREATE TRIGGER "securityLog_never_${verb}" BEFORE ${verb} ON "securityLog" BEGIN SELECT RAISE(ABORT, 'the security log is written once'); END`,
      )
  }

  async down(): Promise<void> {
    throw new Error('the security log is never taken back')
  }
}
