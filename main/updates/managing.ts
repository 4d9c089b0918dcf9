import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Proof } from '../../contract/proof'
import type { ReleaseOrder, ReleaseOverview, Rollout } from '../../contract/updates'
import { authorityOf } from '../../db/outbox/proving'
import { proveOrder } from '../../domain/updates/order'
import { stampOf, type Desk } from '../desk'
import { asLineError, Refusal } from '../sync/refusal'
import type { Wire } from '../sync/wire'

/** What the server has, and which PC has what; null where another office decides about it. @throws server-unreachable */
export async function releasesHere(wire: Wire | null): Promise<ReleaseOverview | null> {
  if (!wire) return null
  try {
    return await wire.releases()
  } catch (error) {
    // An older server has no releases, and another office's server page is none of ours.
    if (error instanceof Refusal && error.code === 'not-found') return null
    throw asLineError(error)
  }
}

/**
 * To whom a release goes, signed by whoever says it. `orderedAt`: the order they had before them; who was quicker stays right.
 * @throws server-unreachable · server-refused · order-outdated
 */
export async function orderRollout(
  desk: Desk,
  actor: Actor,
  wire: Wire | null,
  asked: { version: string; rollout: Rollout; orderedAt: number | null },
): Promise<ReleaseOverview | null> {
  if (!wire) throw new AppError('server-unreachable')
  const { officeId, at, signer } = stampOf(desk, actor)
  const standing = (await releasesHere(wire))?.releases.find(({ version }) => version === asked.version)
  if (!standing || standing.orderedAt !== asked.orderedAt) throw new AppError('order-outdated')
  const unsigned = await unsignedBy(desk, actor)
  const { version, rollout } = asked
  const heard = heardAt(desk, at)
  const said = { id: desk.newId(), at: Math.max(heard, (asked.orderedAt ?? 0) + 1), version, rollout }
  const order: ReleaseOrder = { ...said, proof: proveOrder(officeId, said, unsigned, signer.sign) }
  try {
    await wire.order(order)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'outdated') throw new AppError('order-outdated')
    throw asLineError(error)
  }
  return releasesHere(wire)
}

/** All of a proof of theirs but the signature. */
export async function unsignedBy(desk: Desk, actor: Actor): Promise<Omit<Proof, 'signature'>> {
  const { at, signer } = stampOf(desk, actor)
  return { by: actor.userId, key: signer.publicKey, at, as: await authorityOf(desk.db.read, actor.userId) }
}

/** By the server's clock: what a PC that runs ahead says would be refused, or outlive what others say after it. */
export const heardAt = (desk: Desk, at: number): number => at - Math.round(desk.driftMs?.() ?? 0)
