import { z } from 'zod'
import { LegalDate } from '../../contract/values'
import type { Fields } from '../../contract/wire'
import { mayClose, type Counted } from '../mail/sheet'
import { canonical } from '../sync/canonical'
import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, count, fixed, int, json, line, lines, text, withMembers } from './field'
import { has, isOwn, only, type Asked, type Refusal } from './writing'

const counts = { envelopes: count, handedOn: count, returned: count, together: count }
const counted = { group: 'counted' }
const closing = { group: 'closing', nullable: true }
const Corrections = z.array(withMembers({ ...counts, at: Instant, byId: Id, reason: line(500) })).max(50)

/** A correction adds one line, in the name of whoever adds it, and changes no other. */
function corrects({ fields, user }: Asked, row: Fields): Refusal | null {
  const before = (row['corrections'] ?? []) as Fields[]
  const after = (fields['corrections'] ?? []) as Fields[]
  const adds = after.length === before.length + 1 && canonical(after.slice(0, -1)) === canonical(before)
  if (Object.keys(fields).join() !== 'corrections' || !adds) return 'wrong-state'
  return only(after.at(-1)?.['byId'] === user)
}

/** The sheet the mail of a desk is opened on (D1): filled in while it is open, fixed once it is closed. */
export const mailSheet = entity({
  fields: {
    businessDate: text(LegalDate, fixed),
    deviceId: text(Id, fixed),
    openedAt: int(Instant, fixed),
    openedById: text(Id, fixed),
    /** What was registered after this instant counts: the sheet before it on the same day was closed then. */
    since: int(Instant, fixed),
    ...{ envelopes: int(count, counted), handedOn: int(count, counted) },
    ...{ returned: int(count, counted), together: int(count, counted) },
    /** Who opened, as the office writes them. */
    openers: json(lines, counted),
    notes: text(line(2000), counted),
    closedAt: int(Instant, closing),
    closedById: text(Id, closing),
    registered: int(count, closing),
    corrections: json(Corrections.nullable(), { group: 'corrections', nullable: true }),
  },
  /** Numbers of envelopes; what was missing is a row of its own, seen with its entry. */
  sees: everybody,
  writes: (op, row, who) => {
    if (!has(who, 'register:write') || !isOwn(who, (row ?? op.fields)['deviceId'])) return 'forbidden'
    if (row && (row['closedAt'] ?? null) !== null) return corrects(op, row)
    const next = { ...row, ...op.fields }
    if ((next['corrections'] ?? null) !== null) return 'wrong-state'
    if (row === null) return only(op.fields['openedById'] === op.user && op.fields['closedAt'] === null)
    if ((next['closedAt'] ?? null) === null) return null
    if (!mayClose(next as unknown as Counted, Number(next['registered']), String(next['notes']))) return 'wrong-state'
    return only(op.fields['closedById'] === op.user && typeof next['registered'] === 'number')
  },
  title: () => ['businessDate'],
  tells: [{ feature: 'mail', ids: 'id' }],
})
