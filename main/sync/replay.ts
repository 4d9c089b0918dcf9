import { schemaVersion } from '../../db/migrations/version'
import { officeRow } from '../../db/session/office'
import { metaValue, setMeta } from '../../db/core/meta'
import { applyRows, adoptExtra } from '../../db/sync/apply'
import { takeDeferred } from '../../db/sync/deferred'
import type { Desk } from '../desk'
import { refreshDerived } from './refresh'
import { receiverOf } from './receive'

/** After an update: rows and fields that newer desks wrote, and that this version knows now, are put in their place. */
export async function replayDeferred(desk: Desk): Promise<void> {
  const version = String(schemaVersion)
  if ((await metaValue(desk.db.read, 'line.schema')) === version) return
  await desk.db.write(async (tx) => {
    const applied = await applyRows(tx, await takeDeferred(tx), receiverOf(desk))
    await adoptExtra(tx, desk.office.id)
    await refreshDerived(tx, desk, applied, { rights: applied.rights })
    await setMeta(tx, 'line.schema', version)
  })
  desk.office = (await officeRow(desk.db.read)) ?? desk.office
}
