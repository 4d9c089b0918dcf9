import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { Addressee } from '../../contract/routing'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import type { Reader, Tx } from '../../db/core/sql'
import type { EntryRecord } from '../../db/register/entries'
import type { RoutedEntry } from '../../db/routing/entries'
import { personById } from '../../db/session/people'
import { unitById } from '../../db/units/units'
import { seenRow } from '../../db/visibility/sight'
import { mayReach, reveals, shownTo, type AssignmentRow, type Router } from '../../domain/routing/assignment'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { existsOn } from '../../domain/units/tree'
import { sees } from '../../domain/visibility'
import type { Desk } from '../desk'

/** Who acts, as the rules of assignments ask it. */
export const routerOf = async (read: Reader, actor: Actor): Promise<Router> => ({
  userId: actor.userId,
  unitId: (await personById(read, actor.userId))?.unitId ?? null,
  assigns: can(actor, 'routing:assign'),
  manages: can(actor, 'routing:manage'),
  declassifies: can(actor, 'register:declassify'),
})

export const todayOf = (desk: Desk): string => dateOf(desk.clock.now(), zoneOf(desk.office))

/** An entry something is assigned of, as this person sees it. @throws not-found · import-underway */
export async function entryToRoute(tx: Tx, actor: Actor, id: string): Promise<EntryRecord> {
  const entry = await seenRow<EntryRecord>(tx, actor, 'entry', id)
  if (!entry) throw new AppError('not-found')
  await assertEntryTranscribed(tx, id)
  return entry
}

/** @throws already-cancelled { number }: nobody has anything to do with it any more */
export function checkLive({ cancelledAt, numberText }: EntryRecord): void {
  if (cancelledAt !== null) throw new AppError('already-cancelled', { number: numberText })
}

type Asked = { entry: RoutedEntry; rows: readonly AssignmentRow[]; who: Router; today: string }

/**
 * Whether it may be given to them: they are of the office today, may be reached by whoever gives it, and may see it or are shown it by
 * authority (A1).
 * @throws unit-ended · route-closed · assignment-not-cleared
 */
export async function checkAddressee(
  read: Reader,
  { kind, id }: Addressee,
  { entry, rows, who, today }: Asked,
): Promise<void> {
  const person = kind === 'person' ? await personById(read, id) : undefined
  if (kind === 'person' && !person?.active) throw new AppError('unit-ended')
  const unitId = kind === 'unit' ? id : (person?.unitId ?? null)
  const unit = unitId === null ? undefined : await unitById(read, unitId)
  if (kind === 'unit' && (!unit || !existsOn(unit, today))) throw new AppError('unit-ended')
  if (!mayReach(unit?.routesFrom, who.userId)) throw new AppError('route-closed')
  if (!person || who.declassifies || !reveals(entry.level, person.clearance)) return
  // What shows it to them already: they registered it, it names them, or it was given to them before.
  const { level, registeredById } = entry
  const parties: unknown = JSON.parse(entry.parties ?? '[]')
  const viewer = { userId: id, clearance: person.clearance }
  if (!sees(viewer, 'entry', { level, registeredById, parties, givenTo: shownTo(rows) }))
    throw new AppError('assignment-not-cleared')
}
