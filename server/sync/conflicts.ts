import { v7 } from 'uuid'
import type { Fields, Operation } from '../../contract/wire'
import { created, type Contested } from '../../domain/sync/merge'
import type { Sql } from '../db/connect'
import { writersOf } from '../db/operations'
import type { ServerRow } from '../db/rows'

export type ContestedBy = { op: Omit<Operation, 'hash'>; contested: Contested }

/**
 * The visible record of each contested group: both values, each with who wrote it, on which PC, when. It is a row of the same
 * stream, so every desk of the office sees it.
 */
export async function conflictRows(
  sql: Sql,
  device: string,
  found: readonly ContestedBy[],
  firstSeq: number,
  at: number,
): Promise<ServerRow[]> {
  if (found.length === 0) return []
  const writers = new Map<string, { user: string | null; time: number }>()
  for (const { device: by, d, body } of await writersOf(
    sql,
    found.map(({ contested }) => contested.by),
  )) {
    writers.set(`${by}/${d}`, JSON.parse(body) as { user: string | null; time: number })
  }
  return found.map(({ op, contested }, index) => {
    const { by } = contested
    const writer = writers.get(`${by.device}/${by.d}`)
    const seq = firstSeq + index
    const fields: Fields = {
      entity: op.entity,
      rowId: op.id,
      group: contested.group,
      server: { fields: contested.server, userId: writer?.user ?? null, deviceId: by.device, at: writer?.time ?? at },
      other: { fields: contested.other, userId: op.user, deviceId: device, at: op.time },
      at,
      decidedAt: null,
      decidedById: null,
      keep: null,
    }
    return { entity: 'conflict', id: v7(), seq, ...created(fields, { seq, device, d: op.d }) }
  })
}
