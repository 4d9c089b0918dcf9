import { withoutOpened } from '../walls/opened'
import { AppError } from '../../contract/errors'
import type { LabelFormatName } from '../../contract/labels'
import type { Actor } from '../../contract/permissions'
import { can } from '../../contract/permissions'
import { MOST_IN_RUN, PRINTED_AT_ONCE, type EnvelopeFormat, type OnPaper, type PostMade } from '../../contract/runs'
import { addresseesById } from '../../db/runs/addressees'
import { lettersOfRun } from '../../db/runs/runs'
import { placesOn } from '../../domain/labels/formats'
import { policies } from '../../domain/policies'
import type { Reach, SentTo } from '../../domain/runs/line'
import { addressBlock, type Block } from '../../domain/runs/post'
import type { Desk } from '../desk'
import { recordReading } from '../security/log'
import { reachesOf } from './issuing'
import { nameOf } from './outcome'
import type { EnvelopeModel } from './post-model'
import { theRun } from './showing'

type To = SentTo & { reach: Reach }
type Addressed = { to: To; block: Block }

/** One envelope an addressee, true to size. */
export async function printEnvelopes(
  desk: Desk,
  actor: Actor,
  { of, format }: { of: OnPaper; format: EnvelopeFormat },
): Promise<PostMade> {
  const { all, parts } = await whom(desk, actor, of)
  const { good, failed } = addressed(desk, all)
  if (good.length === 0) return { url: null, made: 0, failed, parts }
  const model: EnvelopeModel = {
    ...{ createdAt: desk.clock.now(), format },
    envelopes: good.map(({ to, block }) => ({ to: block, from: senderOn(desk, to, block) })),
  }
  const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId }, (work) => {
    work.progress('drawing', 0)
    return desk.pdf.envelopes(model, work.signal)
  })
  return {
    url: desk.print.put({ bytes, name: 'envelopes.pdf', userId: actor.userId }, true),
    made: good.length,
    failed,
    parts,
  }
}

export async function printAddressLabels(
  desk: Desk,
  actor: Actor,
  { of, format, start }: { of: OnPaper; format: LabelFormatName; start: number },
): Promise<PostMade> {
  const { all, parts } = await whom(desk, actor, of)
  const { good, failed } = addressed(desk, all)
  if (good.length === 0) return { url: null, made: 0, failed, parts }
  const model = {
    ...{ createdAt: desk.clock.now(), format, start: start % placesOn(format) },
    labels: good.map(({ block }) => block),
  }
  const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId }, (work) => {
    work.progress('drawing', 0)
    return desk.pdf.addressLabels(model, work.signal)
  })
  return {
    url: desk.print.put({ bytes, name: 'addresses.pdf', userId: actor.userId }, true),
    made: good.length,
    failed,
    parts,
  }
}

/** Of a run, those whose letters left, a part at a time; of cards, as the cards stand. Where a card has moved since, its address of today. */
async function whom(desk: Desk, asking: Actor, of: OnPaper): Promise<{ all: To[]; parts: number }> {
  // Nothing is addressed to whom one reads of under a broken glass.
  const actor = withoutOpened(asking)
  const { read } = desk.db
  if ('contactIds' in of) {
    if (!can(actor, 'contacts:read')) throw new AppError('forbidden')
    return { all: await addresseesById(read, of.contactIds, actor), parts: 1 }
  }
  await theRun(desk, actor, of.runId)
  const letters = (await lettersOfRun(read, actor, of.runId, { states: ['issued'], limit: MOST_IN_RUN })).filter(
    ({ cancelled }) => !cancelled,
  )
  const part = letters.slice(of.part * PRINTED_AT_ONCE, (of.part + 1) * PRINTED_AT_ONCE)
  const reach = await reachesOf(desk, part)
  const cards = await addresseesById(
    read,
    part.flatMap(({ addresseeId }) => addresseeId ?? []),
  )
  const byId = new Map(cards.map((card) => [card.contactId, card]))
  for (const { id } of part) await recordReading(desk, actor, 'print', { entity: 'letter', id })
  const all = part.flatMap((letter): To[] => {
    const to = byId.get(letter.addresseeId) ?? letter.sentTo
    return to ? [{ ...to, reach: reach(letter) }] : []
  })
  return { all, parts: Math.ceil(letters.length / PRINTED_AT_ONCE) }
}

/** P4: nothing is addressed to whoever is not to be contacted; what has no address is said. */
function addressed(desk: Desk, all: readonly To[]): { good: Addressed[]; failed: PostMade['failed'] } {
  const { country, secondLanguage: second } = desk.office
  const failed: PostMade['failed'] = []
  const good: Addressed[] = []
  for (const to of all) {
    const who = nameOf(to)
    if (to.reach === 'never') failed.push({ who, code: 'do-not-contact' })
    else if (!to.address || !(to.city || to.countryCode)) failed.push({ who, code: 'run-no-address' })
    else good.push({ to, block: addressBlock(to, { country, second }) })
  }
  return { good, failed }
}

/**
 * P4: what the post needs to bring a letter back, and no more: the state and the place, never the service that writes, which may be
 * what nobody at that door should learn. For a card that is to be reached discreetly, nothing at all.
 */
function senderOn(desk: Desk, { reach }: To, { side }: Block): EnvelopeModel['envelopes'][number]['from'] {
  if (reach !== null) return null
  const { country, secondLanguage: second, place, ministry } = desk.office
  const policy = policies[country]
  const lines =
    side === 'ar' ? [policy.state.ar, ministry.ar[0], place.ar] : [policy.state[second], ministry.other[0], place.other]
  return lines.filter((line): line is string => Boolean(line)).map((text) => ({ side, text }))
}
