import { AppError } from '../../contract/errors'
import type { Fields } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import { capsulesKept, claimTaken } from '../../db/exchange/capsules'
import { createRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { rowIdOf } from '../../domain/exchange/capsule'

/** What was taken out of a capsule and is kept until its form is registered. */
export type TakenOf = { keptId: string; capsuleId: string; officeId: string; officeNames: Fields; sha256: string }

/** The entry is that capsule's from now on, in its transaction: none is registered twice. @throws capsule-known */
export async function claimCapsule(tx: Tx, entryId: string, stamp: Stamp): Promise<void> {
  const body = await claimTaken(tx, entryId)
  if (body === undefined) return
  const taken = JSON.parse(body) as TakenOf
  if ((await capsulesKept(tx, taken.keptId, 'in')).length > 0) throw new AppError('capsule-known')
  const id = rowIdOf('in', taken.keptId, stamp.deviceId)
  const fields = { entryId, direction: 'in', ...taken, at: stamp.at, byId: stamp.userId, deviceId: stamp.deviceId }
  await createRow(tx, 'capsule', id, fields, stamp)
}
