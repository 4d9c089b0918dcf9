import type { Actor } from '../../contract/permissions'
import type { Reader } from '../../db/core/sql'
import type { LetterRecord } from '../../db/letters/letters'
import { people, personById } from '../../db/session/people'
import { absences, delegations, handovers, type DelegationRecord } from '../../db/standing/standing'
import { kindOf } from '../../domain/letters/layout'
import { delegationFor, type InScope } from '../../domain/standing/delegation'
import { sourcesOf, type Holder, type Source } from '../../domain/standing/standing'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'

/** Whose work is this person's now, and what everybody is in the office. */
export type Whose = { sources: Source[]; holders: ReadonlyMap<string, Holder> }

export const todayOf = (desk: Desk): string => dateOf(desk.clock.now(), zoneOf(desk.office))

export async function whoseWork(desk: Desk, userId: string, read: Reader): Promise<Whose> {
  const rows = { absences: await absences(read), handovers: await handovers(read) }
  const holders = new Map((await people(read)).map((p): [string, Holder] => [p.id, p]))
  return { sources: sourcesOf(userId, rows, todayOf(desk), desk.clock.now()), holders }
}

/** A letter as far as a delegation's scope asks: its unit is that of whoever drafted it. */
export async function inScope(read: Reader, letter: Pick<LetterRecord, 'content' | 'draftedById'>): Promise<InScope> {
  const drafter = await personById(read, letter.draftedById)
  return { kind: kindOf(letter.content), level: letter.content.level, unitId: drafter?.unitId ?? null }
}

/** The delegation a signature of this letter by this person would be under now (W3). */
export async function delegationOf(
  desk: Desk,
  actor: Actor,
  letter: Pick<LetterRecord, 'content' | 'draftedById'>,
  read: Reader,
): Promise<{ under: DelegationRecord | undefined; all: DelegationRecord[] }> {
  const all = await delegations(read)
  if (!all.some((d) => d.toId === actor.userId)) return { under: undefined, all }
  const at = desk.clock.now()
  return { under: delegationFor(all, actor.userId, await inScope(read, letter), todayOf(desk), at), all }
}
