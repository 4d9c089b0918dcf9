import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { UsualPath, visas } from '../../contract/visas'
import { createRow, patchRow } from '../../db/outbox/changes'
import { sql } from '../../db/core/sql'
import { usualPaths } from '../../db/visas/visas'
import { isPath } from '../../domain/letters/visas'
import { stampOf, type Ctx, type Desk } from '../desk'
import { getLetter } from '../letters/reading'
import { recordReading } from '../security/log'
import { decide, prepare } from './deciding'
import { sayOf } from './giving'
import { askable, pathFor } from './path'

export const visaHandlers: Handlers<typeof visas, Ctx> = {
  path: async ({ desk, actor }, { id }) => {
    const path = await pathFor(desk, actor, id)
    await recordReading(desk, actor, 'read', { entity: 'letter', id })
    return path
  },
  askable: ({ desk }) => askable(desk),
  give: async ({ desk, actor }, { id, textHash: seen }) => {
    await sayOf(desk, actor, { id, seen, word: { verdict: 'given', reason: '' } })
    return getLetter(desk, actor, id)
  },
  refuse: async ({ desk, actor }, { id, textHash: seen, reason }) => {
    await sayOf(desk, actor, { id, seen, word: { verdict: 'refused', reason } })
    return getLetter(desk, actor, id)
  },
  prepare: ({ desk, actor }, { ids }) => prepare(desk, actor, ids),
  decide: ({ desk, actor }, { items }) =>
    desk.jobs.run({ kind: 'bulk', byId: actor.userId }, (work) => decide(desk, actor, items, work)),
  usual: ({ desk }) => usual(desk),
  keepUsual: async ({ desk, actor }, { id, kind, unitId, steps }) => {
    if (!isPath(steps)) throw new AppError('visa-path-unfit')
    const stamp = stampOf(desk, actor)
    const row = { kind, unitId, steps, at: stamp.at, byId: actor.userId }
    await desk.db.write(async (tx) => {
      const known = await sql(tx).one('SELECT 1 AS known FROM usualPath WHERE id = ?', [id])
      await (known ? patchRow : createRow)(tx, 'usualPath', id, row, stamp)
    })
    desk.emit('standing', 'changed', { ids: [id] })
    return usual(desk)
  },
}

const usual = async (desk: Desk): Promise<UsualPath[]> =>
  (await usualPaths(desk.db.read)).map(({ id, kind, unitId, steps }) => ({
    ...{ id, unitId, steps },
    kind: kind as UsualPath['kind'],
  }))
