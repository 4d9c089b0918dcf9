import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createIndex, createTable } from './columns'

/**
 * Scans destroyed by an approved list (R2). Which files it says is kept by the table itself; `gone`: this PC has proved it and let go of
 * the bytes.
 */
export class Destruction1763740800031 implements MigrationInterface {
  name = 'Destruction1763740800031'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'destruction', {
      ...{ id: 'text', disposalId: 'text', fileIds: 'text', level: 'text', at: 'int', byId: 'text', deviceId: 'text' },
      ...{ proof: 'text?', rv: 'int=0', versions: "text='{}'", extra: "text='{}'" },
    })
    await createTable(q, 'destroyedFile', { key: 'int', fileId: 'text', destructionId: 'text', gone: 'int=0' })
    await createIndex(q, 'destroyedFile', ['fileId', 'destructionId'], { isUnique: true })
    await createIndex(q, 'destroyedFile', ['destructionId', 'gone'])
    await createIndex(q, 'destroyedFile', ['key'], { where: 'gone = 0' })
    await q.query(`CREATE TRIGGER destructionSaid AFTER INSERT ON destruction BEGIN
      INSERT OR IGNORE INTO destroyedFile (fileId, destructionId) SELECT value, NEW.id FROM json_each(NEW.fileIds); END`)
    // One that the server refused, taken back by whoever said it: nothing of it was carried out.
    await q.query(`CREATE TRIGGER destructionUnsaid AFTER DELETE ON destruction BEGIN
      DELETE FROM destroyedFile WHERE destructionId = OLD.id AND gone = 0; END`)
  }

  async down(): Promise<void> {
    throw new Error('what was destroyed does not come back')
  }
}
