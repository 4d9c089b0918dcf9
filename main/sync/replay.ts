import type { Tx } from '../../db/core/sql'
import { schemaVersion } from '../../db/migrations/version'
import { officeRow } from '../../db/session/office'
import { metaValue, setMeta } from '../../db/core/meta'
import { applied, applyRows, adoptExtra } from '../../db/sync/apply'
import { asideForUpdate } from '../../db/sync/aside'
import { stillNewer, takeDeferred, type KeptRow } from '../../db/sync/deferred'
import { roles } from '../../contract/permissions'
import { descriptor, entityNames } from '../../domain/entities'
import { sha256 } from '../../domain/hash'
import { everyWord } from '../../domain/sync/knows'
import type { Desk } from '../desk'
import { refreshDerived } from './refresh'
import { receiverOf } from './receive'

/** Rows of one transaction: an office that was behind for weeks has many, and a kill loses no more than this. */
const PIECE = 500

/** Another version of the program: it has other tables, knows other fields and words, or other roles. */
const fields = entityNames.map((name) => Object.keys(descriptor(name).fields))
const KNOWN = sha256(JSON.stringify([schemaVersion, everyWord, fields, roles]))

/**
 * After an update, before anything else comes: rows, and fields of rows, that newer desks wrote and that this version knows now are put
 * in their place; what the older one could not take is judged once more. In pieces; cut anywhere, it is gone through again.
 */
export async function replayDeferred(desk: Desk): Promise<void> {
  const version = KNOWN
  if ((await metaValue(desk.db.read, 'line.schema')) === version) return
  await inPieces(desk, takeDeferred)
  await inPieces(desk, asideForUpdate)
  for (const entity of entityNames)
    for (let after: number | null = 0; after !== null;)
      after = await desk.db.write(async (tx): Promise<number | null> => {
        const piece = { after: after ?? 0, limit: PIECE }
        const { adopted, next } = await adoptExtra(tx, entity, desk.office.id, piece)
        await refreshDerived(tx, desk, applied(...adopted.map((id): [typeof entity, string] => [entity, id])))
        return next
      })
  await desk.db.write((tx) => setMeta(tx, 'line.schema', version))
  desk.office = (await officeRow(desk.db.read)) ?? desk.office
}

async function inPieces(desk: Desk, read: (tx: Tx, after: string, limit: number) => Promise<KeptRow[]>): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined;)
    after = await desk.db.write(async (tx): Promise<string | undefined> => {
      const kept = await read(tx, after ?? '', PIECE)
      const rows = await applyRows(tx, await stillNewer(tx, kept), receiverOf(desk))
      await refreshDerived(tx, desk, rows, { rights: rows.rights })
      return kept.length === PIECE ? kept.at(-1)?.rowId : undefined
    })
}
