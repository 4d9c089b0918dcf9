import { AppError } from '../../contract/errors'
import { rowFields } from '../../db/outbox/rows'
import { parkedChanges, type Parked } from '../../db/sync/parked'
import { isThere } from '../../db/sync/apply'
import { actorOf } from '../../domain/sync/actor'
import { refusedAgain } from '../../domain/sync/again'
import { wordsOf } from '../../domain/sync/knows'
import type { Desk } from '../desk'
import { doneAfterRenaming, isDueAfterRenaming } from '../session/renaming'
import { tryAgain } from './again'
import { knownThere } from './server-known'

/**
 * What waited for the server's update, or for its author to be known there (a login two desks had made), is said again by itself once
 * that is so and its author is at the desk: it is their word, so it is their key. @returns how many
 */
export async function sayWhatIsKnownNow(desk: Desk): Promise<number> {
  const { signer } = desk
  if (!signer || signer.reset) return 0
  const { userId } = signer
  const { read } = desk.db
  const known = new Set(await knownThere(read))
  const renamed = (await isDueAfterRenaming(read, userId)) && (await isThere(read, 'user', userId))
  const isDue = (parked: Parked): boolean => isKnownNow(parked, known) || (renamed && wantedAuthor(parked))
  const own = async (reasons: readonly Parked['reason'][]): Promise<Parked[]> =>
    (await parkedChanges(read, { reasons })).filter((parked) => isOwn(parked, userId))
  // Every round asks this: what was refused for good is not read again and again.
  const reasons = renamed ? [...WAITS_FOR_UPDATE, ...WANTED_AUTHOR] : WAITS_FOR_UPDATE
  const due = (await own(reasons)).some(isDue) ? dueOf(await own([...reasons, ...WANTED]), isDue) : []
  const row = due.length > 0 ? await rowFields(read, 'user', userId) : undefined
  const actor = row && actorOf(userId, row, desk.office.id, desk.device.id)
  let said = 0
  for (const { change } of actor ? due : []) said += actor && (await trySilently(desk, actor, change)) ? 1 : 0
  if (renamed) await desk.db.write((tx) => doneAfterRenaming(tx, userId))
  return said
}

async function trySilently(desk: Desk, actor: Parameters<typeof tryAgain>[1], change: string): Promise<boolean> {
  try {
    await tryAgain(desk, actor, change)
    return true
  } catch (error) {
    // Not any more, or not by them: it stays listed, and a person decides.
    if (!(error instanceof AppError)) throw error
    return false
  }
}

const isOwn = ({ reason, steps }: Parked, userId: string): boolean =>
  steps.every((s) => s.user === userId) && refusedAgain(steps, reason, userId).refused === null

/** Of what changes a row that is not there: a correction of a registration that waits is one without its registration. */
const WANTED: readonly Parked['reason'][] = ['missing-row', 'incomplete']

/** Also what was refused only because it changes a row that one of them creates: they go in the order they were said. */
function dueOf(parked: readonly Parked[], isDue: (one: Parked) => boolean): Parked[] {
  const made = new Set<string>()
  return parked.filter((one) => {
    const due = isDue(one) || (WANTED.includes(one.reason) && one.steps.some((s) => made.has(s.id)))
    if (due) for (const { id, kind } of one.steps) if (kind === 'create') made.add(id)
    return due
  })
}

const WAITS_FOR_UPDATE: readonly Parked['reason'][] = ['unknown-entity', 'deferred']
const isKnownNow = ({ reason, steps }: Parked, known: ReadonlySet<string>): boolean =>
  WAITS_FOR_UPDATE.includes(reason) && steps.every((s) => wordsOf(s).every((word) => known.has(word)))

/** As the server answers somebody it does not know, and what builds on that. */
const WANTED_AUTHOR: readonly Parked['reason'][] = ['forbidden', 'unproven', 'missing-row']
const wantedAuthor = ({ reason }: Parked): boolean => WANTED_AUTHOR.includes(reason)
