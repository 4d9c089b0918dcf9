import { can, type Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import { lettersListed, type LetterKey, type ListedLetter } from '../../db/letters/letters'
import { personById } from '../../db/session/people'
import { delegations } from '../../db/standing/standing'
import { countWaitingLetters, waitingLetters, type AskedOf, type Wanted } from '../../db/visas/waiting'
import { inForce } from '../../domain/standing/delegation'
import { askedThrough, type Source } from '../../domain/standing/standing'
import type { Desk } from '../desk'
import { todayOf, whoseWork, type Whose } from '../standing/whose'

/** A line of a list, and whose it would be where it waits in somebody's place. */
export type Waiting = ListedLetter & { forNames?: Names }
type Tab = 'toVisa' | 'toSign'

/** What waits for this person's visa or signature: their own, that of whom they stand in for, and what a delegation lets them sign. */
async function wantedBy(desk: Desk, actor: Actor, tab: Tab): Promise<{ wanted: Wanted; whose: Whose } | null> {
  const { read } = desk.db
  const whose = await whoseWork(desk, actor.userId, read)
  if (!can(actor, 'letters:approve')) return null
  if (tab === 'toVisa') {
    const asked = whose.sources.flatMap(({ userId, after, before, absent }): AskedOf[] => {
      const holder = whose.holders.get(userId)
      const own = { kind: 'person', id: userId, role: '', after, before }
      // A role is on whoever holds it: one's own, and that of somebody who is away.
      const isHeld = before === Number.MAX_SAFE_INTEGER && (absent || userId === actor.userId)
      const unitId = isHeld && holder?.active === true ? holder.unitId : null
      const held = unitId === null ? [] : (holder?.roles ?? [])
      return [own, ...held.map((role) => ({ kind: 'unit', id: unitId ?? '', role, after: -1, before }))]
    })
    return { wanted: { what: 'visa', asked, ownToo: desk.office.ownApprovalAllowed }, whose }
  }
  if (can(actor, 'letters:sign')) return { wanted: { what: 'signature', scopes: null }, whose }
  const [day, at] = [todayOf(desk), desk.clock.now()]
  const scopes = (await delegations(read)).filter((d) => d.toId === actor.userId && inForce(d, day, at))
  return { wanted: { what: 'signature', scopes }, whose }
}

export async function waitingFor(
  desk: Desk,
  actor: Actor,
  tab: Tab,
  page: { after?: LetterKey | undefined; limit: number },
): Promise<Waiting[]> {
  const { read } = desk.db
  const asked = await wantedBy(desk, actor, tab)
  if (!asked) return []
  const rows = await waitingLetters(read, actor, asked.wanted, page)
  const listed = await lettersListed(
    read,
    actor,
    rows.map(({ letterId }) => letterId),
  )
  const names = new Map<string, Names>()
  const through = async (id: string): Promise<{ forNames?: Names }> => {
    const row = rows.find(({ letterId }) => letterId === id)
    if (!row || tab === 'toSign') return {}
    const step = { kind: row.toKind, id: row.toId, role: row.toRole }
    const source = askedThrough(step, row.since, asked.whose.sources, asked.whose.holders, actor.userId)
    if (!source || source.userId === actor.userId) return {}
    const known = names.get(source.userId) ?? (await personById(read, source.userId))?.names
    if (!known) return {}
    names.set(source.userId, known)
    return { forNames: known }
  }
  return Promise.all(listed.map(async (letter) => ({ ...letter, ...(await through(letter.id)) })))
}

export async function countWaiting(desk: Desk, actor: Actor, tab: Tab): Promise<number> {
  const asked = await wantedBy(desk, actor, tab)
  return asked ? countWaitingLetters(desk.db.read, actor, asked.wanted) : 0
}

/** Drafts to finish are one's own, and those whose writers handed over or are away (W3, W7). */
export async function ownOrTaken(desk: Desk, actor: Actor, tab: string): Promise<{ whose?: readonly Source[] }> {
  return tab === 'toFinish' ? { whose: (await whoseWork(desk, actor.userId, desk.db.read)).sources } : {}
}
