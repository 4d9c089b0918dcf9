import { randomUUID } from 'node:crypto'
import { can } from '../../contract/permissions'
import type { ReleaseOrder, Rollout } from '../../contract/updates'
import { canonical } from '../../domain/sync/canonical'
import { orderCounts } from '../../domain/updates/order'
import type { Plain } from '../../contract/wire'
import { insertOrder, managingOffice, orderById } from '../db/release-orders'
import { lockRelease, setRollout, type ReleaseRow } from '../db/releases'
import type { DeviceRow } from '../db/devices'
import { Failure } from '../failure'
import { authorityIn } from '../sync/authority'
import type { ReleaseParts } from './add'

/** A clock is a claim; one that runs ahead must not keep everybody else from giving orders for longer than this. */
const AHEAD = 24 * 60 * 60_000

/**
 * To whom a release goes, said by an administrator of the managing office, from a PC of it. The latest word stands; said twice, it is
 * answered again. @throws unproven · outdated · not-found · bad-request
 */
export async function takeOrder({ store, now }: ReleaseParts, device: DeviceRow, order: ReleaseOrder): Promise<void> {
  const { id, at, version, rollout, proof } = order
  const said = textOf(order)
  await store.write(async (sql) => {
    if ((await managingOffice(sql)) !== device.office) throw new Failure('unproven')
    const { trust, actor } = await authorityIn(sql, device.office, device.id)
    const giver = actor(proof.by)
    if (giver === null || !can(giver, 'office:manage') || !orderCounts(trust, order)) throw new Failure('unproven')
    if (at > now() + AHEAD) throw new Failure('bad-request')
    const release = await lockRelease(sql, version)
    if (!release) throw new Failure('not-found')
    const known = await orderById(sql, id)
    if (known?.said === said && at === release.orderedAt) return
    if (known || at <= (release.orderedAt ?? 0)) throw new Failure('outdated')
    await insertOrder(sql, { id, version, at, givenBy: proof.by, said, receivedAt: now() })
    await setRollout(sql, version, rollout)
  })
}

/** @throws bad-request for a text no store keeps as it is */
function textOf(order: ReleaseOrder): string {
  try {
    return canonical(order as unknown as Plain)
  } catch {
    throw new Failure('bad-request')
  }
}

/** The same, said at the server itself: it needs no proof, and an older order is too late for it as well. */
export async function orderHere(
  { store, now }: ReleaseParts,
  version: string,
  givenBy: string,
  change: (rollout: Rollout) => Rollout,
): Promise<ReleaseRow> {
  return store.write(async (sql) => {
    const release = await lockRelease(sql, version)
    if (!release) throw new Error(`No release ${version} is here.`)
    const rollout = change(release.rollout)
    const at = Math.max(now(), (release.orderedAt ?? 0) + 1)
    await insertOrder(sql, { id: randomUUID(), version, at, givenBy, said: canonical(rollout), receivedAt: now() })
    await setRollout(sql, version, rollout)
    return { ...release, rollout, orderedAt: at }
  })
}
