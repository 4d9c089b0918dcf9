import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex, createTable } from './columns'

/**
 * Visas in order (W2), who stands for whom (W3, W7), and what each submitted letter waits for: kept beside the tables by themselves, so that no way of
 * writing a letter or a visa forgets it, and a head's list is a page of an index.
 */
export class Visas1763740800040 implements MigrationInterface {
  name = 'Visas1763740800040'

  async up(q: QueryRunner): Promise<void> {
    const kept = { rv: 'int=0', versions: "text='{}'", extra: "text='{}'" }
    await q.query(added('letter', 'visaPath', 'text?'))
    await createTable(q, 'visa', {
      ...{ id: 'text', letterId: 'text', toKind: 'text', toId: 'text', toRole: 'text', textHash: 'text' },
      ...{ textAt: 'int', round: 'int', verdict: 'text', reason: 'text', at: 'int', byId: 'text', deviceId: 'text' },
      ...{ proof: 'text?', ...kept },
    })
    await createIndex(q, 'visa', ['letterId', 'at', 'id'])
    await createTable(q, 'usualPath', {
      ...{ id: 'text', kind: 'text?', unitId: 'text?', steps: 'text', at: 'int', byId: 'text', ...kept },
    })
    await createTable(q, 'delegation', {
      ...{ id: 'text', kind: 'text', toId: 'text', fromTitle: 'text', fromWoman: 'int', toTitle: 'text' },
      ...{ since: 'text', until: 'text', kinds: 'text?', unitIds: 'text?', level: 'text', act: 'text' },
      ...{ recordedAt: 'int', recordedById: 'text', endedAt: 'int?', endedById: 'text?', proof: 'text?', ...kept },
    })
    await createTable(q, 'absence', {
      ...{ id: 'text', userId: 'text', standInId: 'text', since: 'text', until: 'text', recordedAt: 'int' },
      ...{ recordedById: 'text', endedAt: 'int?', endedById: 'text?', proof: 'text?', ...kept },
    })
    await createTable(q, 'handover', {
      ...{ id: 'text', fromId: 'text', toId: 'text', at: 'int', occasion: 'text', items: 'text', byId: 'text' },
      ...{ proof: 'text?', ...kept },
    })
    await createTable(q, 'letterWait', {
      ...{ letterId: 'text', what: 'text', toKind: 'text', toId: 'text', toRole: 'text', since: 'int' },
      ...{ updatedAt: 'int', level: 'text', draftedById: 'text', authors: 'text', kind: 'text' },
    })
    await createIndex(q, 'letterWait', ['what', 'toId', 'toRole', 'updatedAt', 'letterId'])
    await createIndex(q, 'letterWait', ['what', 'updatedAt', 'letterId'])
    for (const trigger of TRIGGERS) await q.query(trigger)
    await q.query(`INSERT INTO letterWait ${waitsOf('l.id')}`)
  }

  async down(): Promise<void> {
    throw new Error('what was said of a text stays said')
  }
}

/** The first step of its path that has no visa of the text as it stands; without one, its signature. A pile is signed as one (runs). */
const waitsOf = (id: string): string =>
  `SELECT l.id, iif(s.step IS NULL, 'signature', 'visa'), coalesce(json_extract(s.step, '$.kind'), ''),
     coalesce(json_extract(s.step, '$.id'), ''), coalesce(json_extract(s.step, '$.role'), ''), coalesce(l.submittedAt, 0), l.updatedAt,
     coalesce(json_extract(l.content, '$.level'), ''), l.draftedById, coalesce(l.authors, '[]'), coalesce(json_extract(l.content, '$.kind'), 'letter')
   FROM (SELECT x.id, (SELECT j.value FROM json_each(coalesce(x.visaPath, '[]')) j WHERE NOT EXISTS (
       SELECT 1 FROM visa v WHERE v.letterId = x.id AND v.verdict = 'given' AND v.textAt = x.updatedAt
         AND v.toKind = json_extract(j.value, '$.kind') AND v.toId = json_extract(j.value, '$.id') AND v.toRole = json_extract(j.value, '$.role'))
       ORDER BY j.key LIMIT 1) AS step FROM letter x WHERE x.state = 'submitted' AND x.runId IS NULL) s
   JOIN letter l ON l.id = s.id WHERE l.id = ${id}`

const again = (id: string): string =>
  `DELETE FROM letterWait WHERE letterId = ${id}; INSERT INTO letterWait ${waitsOf(id)};`
const TRIGGERS = [
  `CREATE TRIGGER letterWait_in AFTER INSERT ON letter WHEN NEW.state = 'submitted' BEGIN ${again('NEW.id')} END`,
  `CREATE TRIGGER letterWait_changed AFTER UPDATE OF state, content, updatedAt, authors, submittedAt, visaPath ON letter
     WHEN NEW.state = 'submitted' OR OLD.state = 'submitted' BEGIN ${again('NEW.id')} END`,
  `CREATE TRIGGER letterWait_out AFTER DELETE ON letter BEGIN DELETE FROM letterWait WHERE letterId = OLD.id; END`,
  `CREATE TRIGGER letterWait_said AFTER INSERT ON visa BEGIN ${again('NEW.letterId')} END`,
  `CREATE TRIGGER letterWait_unsaid AFTER DELETE ON visa BEGIN ${again('OLD.letterId')} END`,
]
