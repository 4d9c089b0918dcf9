import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Reader } from '../../db/core/sql'
import { classById, filingPlan, lastClassOf } from '../../db/filing/plan'
import { shortens } from '../../domain/filing/rule'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { existsOn } from '../../domain/units/tree'
import type { Desk } from '../desk'

/** Of a whole plan, those that ended too: the plans of archives have some hundred. */
export const MOST_CLASSES = 3_000

/** The office's day (LegalDate). */
export const todayOf = (desk: Pick<Desk, 'clock' | 'office'>): string => dateOf(desk.clock.now(), zoneOf(desk.office))

/**
 * What an entry is classed in, by whoever may. @returns whether it would be kept less long, or with less care, than by the class it has
 * @throws invalid-input: no such class, or none that is in force
 */
export async function checkClassed(
  read: Reader,
  desk: Desk,
  { from, to }: { from: string | null; to: string | null },
): Promise<{ shorter: boolean }> {
  if (to === null) return { shorter: false }
  const plan = await filingPlan(read)
  const next = plan.find(({ id }) => id === to)
  if (!next || !existsOn(next, todayOf(desk))) throw new AppError('invalid-input', { field: 'classId' })
  const stands = plan.find(({ id }) => id === from)
  return { shorter: stands !== undefined && shortens(stands, next) }
}

/** A reply is of its original's matter: its class, where the writer sees it and it is in force. */
export async function inheritedClass(
  read: Reader,
  desk: Desk,
  actor: Actor,
  replyToId: string | null,
): Promise<string | null> {
  const classId = replyToId === null ? null : await lastClassOf(read, actor, { id: replyToId })
  const one = classId === null ? undefined : await classById(read, classId)
  return one && existsOn(one, todayOf(desk)) ? one.id : null
}
