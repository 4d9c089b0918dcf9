import { z } from 'zod'
import type { Fields } from '../../contract/wire'
import { isLate, mayOpen, mayPostpone, type Standing } from '../tenders/tender'
import { canonical } from '../sync/canonical'
import { clearanceRank, rankOf } from '../visibility/level'
import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, json, line, lines, text, withMembers } from './field'
import { has, isOwn, only, type Asked, type Pusher, type Refusal } from './writing'

const closing = { group: 'closing' }
const opening = { group: 'opening', nullable: true }
const PutOff = z.array(withMembers({ from: Instant, at: Instant, byId: Id, reason: line(500) })).max(20)

const standingOf = (row: Fields): Standing => ({
  closesAt: Number(row['closesAt']),
  openedAt: (row['openedAt'] ?? null) as number | null,
})

/** One line more, in the name of whoever puts it off; what was announced before stays readable. */
function postpones({ fields, user }: Asked, row: Fields, who: Pusher): Refusal | null {
  if (!has(who, 'register:correct')) return 'forbidden'
  const before = (row['postponed'] ?? []) as Fields[]
  const after = (fields['postponed'] ?? []) as Fields[]
  const said = after.at(-1)
  const adds = after.length === before.length + 1 && canonical(after.slice(0, -1)) === canonical(before)
  if (!said || !adds || said['from'] !== row['closesAt']) return 'wrong-state'
  if (!mayPostpone(standingOf(row), Number(fields['closesAt']), Number(said['at']))) return 'wrong-state'
  return only(said['byId'] === user)
}

/** The session, said once and whole, by somebody who sees every envelope there is. */
function opens({ fields, user }: Asked, row: Fields, who: Pusher): Refusal | null {
  if (!has(who, 'register:write') || clearanceRank(who.actor?.clearance) < rankOf('confidential')) return 'forbidden'
  if (['closesAt', 'postponed'].some((name) => name in fields)) return 'wrong-state'
  const held = Number(fields['openedAt'] ?? NaN)
  if (!mayOpen(standingOf(row), held) || isLate(held, Number(fields['recordedAt'] ?? NaN))) return 'wrong-state'
  return only(fields['recordedById'] === user)
}

/** A tender whose envelopes are received (D4): until when, and the session in which they were opened. */
export const tender = entity({
  fields: {
    reference: text(line(80), fixed),
    title: text(line(500), fixed),
    unitId: text(Id, fixed),
    createdAt: int(Instant, fixed),
    createdById: text(Id, fixed),
    deviceId: text(Id, fixed),
    closesAt: int(Instant, closing),
    postponed: json(PutOff.nullable(), { ...closing, nullable: true }),
    /** When the session began, who sat in it, and its minutes. */
    openedAt: int(Instant, opening),
    committee: json(lines.nullable(), opening),
    minutes: text(line(4000), opening),
    recordedAt: int(Instant, opening),
    recordedById: text(Id, opening),
  },
  /** It is announced to everybody; what came for it is seen with its entry. */
  sees: everybody,
  writes: (op, row, who) => {
    if (row !== null) return 'openedAt' in op.fields ? opens(op, row, who) : postpones(op, row, who)
    const isNew = (op.fields['openedAt'] ?? null) === null && (op.fields['postponed'] ?? null) === null
    return only(
      isNew && has(who, 'register:write') && op.fields['createdById'] === op.user && isOwn(who, op.fields['deviceId']),
    )
  },
  title: () => ['reference'],
  tells: [{ feature: 'tenders', ids: 'id' }],
})
