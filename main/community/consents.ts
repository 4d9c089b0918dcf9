import type { z } from 'zod'
import type { community } from '../../contract/community'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { consentById, consentsOf, type ConsentRecord } from '../../db/community/consents'
import { contactHits } from '../../db/community/contacts'
import { cardsOneWith } from '../../db/community/sameness'
import { seenRow } from '../../db/visibility/sight'
import { createRow, patchRow } from '../../db/outbox/changes'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { stampOf, type Ctx, type Desk } from '../desk'

/** What somebody agreed to (P4). */
export const consentHandlers: Pick<Handlers<typeof community, Ctx>, 'consents' | 'consent' | 'withdrawConsent'> = {
  consents: async ({ desk, actor }, { id }) =>
    consentsOf(desk.db.read, actor, await cardsOneWith(desk.db.read, actor, id)),
  consent: ({ desk, actor }, input) => giveConsent(desk, actor, input),
  withdrawConsent: ({ desk, actor }, input) => withdraw(desk, actor, input),
}

const today = (desk: Desk): string => dateOf(desk.clock.now(), zoneOf(desk.office))

/** @throws not-found · invalid-input for a day that is not yet */
export async function giveConsent(
  desk: Desk,
  actor: Actor,
  { id, ...facts }: z.output<(typeof community)['consent']['input']>,
): Promise<Record<string, never>> {
  if (facts.givenOn > today(desk)) throw new AppError('invalid-input', { field: 'givenOn' })
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    const [card] = await contactHits(tx, actor, [facts.contactId])
    if (!card) throw new AppError('not-found')
    if (await consentById(tx, id)) return
    await createRow(tx, 'consent', id, { ...facts, recordedAt: stamp.at, recordedById: actor.userId }, stamp)
  })
  desk.emit('community', 'changed', { ids: [facts.contactId] })
  return {}
}

/** @throws not-found · stale when it was withdrawn already · invalid-input for a day before it was given, or that is not yet */
async function withdraw(
  desk: Desk,
  actor: Actor,
  { id, on, how }: z.output<(typeof community)['withdrawConsent']['input']>,
): Promise<Record<string, never>> {
  const stamp = stampOf(desk, actor)
  const contactId = await desk.db.write(async (tx) => {
    const stands = await seenRow<ConsentRecord>(tx, actor, 'consent', id)
    if (!stands) throw new AppError('not-found')
    if (stands.withdrawnOn !== null) throw new AppError('stale')
    if (on < stands.givenOn || on > today(desk)) throw new AppError('invalid-input', { field: 'withdrawnOn' })
    const said = { withdrawnOn: on, withdrawal: how, withdrawnAt: stamp.at, withdrawnById: actor.userId }
    await patchRow(tx, 'consent', id, said, stamp)
    return stands.contactId
  })
  desk.emit('community', 'changed', { ids: [contactId] })
  return {}
}
