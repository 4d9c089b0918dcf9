import { closingKinds } from '../../contract/books'
import type { Change, Outcome } from '../../contract/wire'
import { linkOf } from '../../domain/register/chain'
import { paired } from '../../domain/register/pairing'
import { holdsPen, isOwn } from '../../domain/entities/writing'
import { changeText } from '../../domain/sync/change'
import { fieldsFit } from '../../domain/sync/fields'
import { isOfNewer } from '../../domain/sync/knows'
import { created } from '../../domain/sync/merge'
import { verifySignature } from '../../domain/trust/keys'
import { unproven } from '../../domain/trust/proof'
import type { ServerRow } from '../db/rows'
import type { ContestedBy } from './conflicts'
import { closingOf } from './closings'
import { place, type Placed, type Reason } from './place'
import { positionOf, type Judged, type OfficeRows } from './office-rows'

/** The operations of one command as they came: what could not be read is null. */
export type ArrivedChange = {
  id: string
  signed: Change | undefined
  steps: { d: number; hash: string; body: string; op: Judged | null; withheld: boolean }[]
}

export type JudgedChange = {
  outcomes: Outcome[]
  placed: Placed[]
  contested: ContestedBy[]
  /** Rows sent again so that the desk shows what stands, and acts whose place is kept without what they said. */
  again: ServerRow[]
  reason: Reason | null
}

/**
 * One command of one person, all or none: who they are and that they said exactly this, then every step by the rules. Where a step
 * is refused nothing of the command stands, and each of its operations waits with that reason.
 * @param from the place in the stream before its first operation
 */
export function judge(change: ArrivedChange, from: number, heardBefore: boolean, rows: OfficeRows): JudgedChange {
  const steps = change.steps.flatMap(({ op }) => op ?? [])
  const seqOf = (index: number): number => from + index + 1
  // A restored PC says again what it had sent: it is shown what came of it since.
  if (heardBefore) return { ...said(change, seqOf), again: asTheyStand(steps, seqOf, rows) }
  const unreadable = change.steps.some((step) => step.op === null)
  const result = rows.attempt(() => {
    if (unreadable) return { stays: false, reason: refusalOfUnread(change), placed: [] as Placed[], conflict: false }
    const placed: Placed[] = []
    for (const [index, op] of steps.entries()) {
      const one = place(op, seqOf(index), steps, rows)
      if (typeof one === 'string') return { stays: false, reason: one, placed: [], conflict: false }
      placed.push(one)
    }
    const reason = refuseWhole(change, steps, rows)
    // A correction that does not stand has no act either: both values are kept beside each other, and somebody decides.
    const conflict = placed.some((p, index) => p.result === 'conflict' && steps[index]?.entity === 'entry')
    return { stays: reason === null && !conflict, reason, placed, conflict }
  })
  if (result.stays) return stands(change, steps, result.placed, seqOf)
  const again = keptAside(steps, seqOf, rows)
  if (result.reason === null) {
    const contested = contestedOf(steps, result.placed)
    return { ...said(change, seqOf, 'conflict'), contested, again }
  }
  const { reason } = result
  const outcomes = change.steps.map(({ d }, index): Outcome => ({ d, result: 'parked', seq: seqOf(index), reason }))
  return { outcomes, placed: [], contested: [], again, reason }
}

const refusalOfUnread = (change: ArrivedChange): Reason =>
  change.steps.some((step) => step.withheld) ? 'too-large' : 'invalid'

/** What is asked of the command as a whole: that its person said it, and that register and chain say the same. */
function refuseWhole(change: ArrivedChange, steps: readonly Judged[], rows: OfficeRows): Reason | null {
  const { signed } = change
  const user = steps[0]?.user ?? null
  if (!signed || signed.user !== user || steps.some((op) => op.user !== user || op.change !== signed.id))
    return 'unproven'
  const { signature, ...who } = signed
  const bodies = change.steps.map((step) => step.body)
  const key = keyOf(signed, steps, rows)
  if (key === null || !verifySignature(key, changeText(rows.office, who, bodies), signature)) return 'unproven'
  // What a newer kind of act explains is that version's to pair.
  return paired(steps) ? null : steps.some((op) => op.entity === 'act' && isOfNewer(op)) ? 'deferred' : 'incomplete'
}

/** The key it says, when that is a proven key of that person; the device's own for what nobody did. */
function keyOf(signed: Change, steps: readonly Judged[], rows: OfficeRows): string | null {
  if (signed.user === null) return rows.device.publicKey
  const row = signed.key === null ? undefined : rows.row('userKey', signed.key)
  if (!row || row.fields['userId'] !== signed.user || unproven(rows.trust, 'userKey', row.id, row.fields) !== null)
    return null
  // Made by an administrator who set the password: it says one thing, its owner's own key.
  const onlyKeys = steps.every((op) => op.entity === 'userKey' && op.fields['userId'] === signed.user)
  return row.fields['origin'] === 'reset' && !onlyKeys ? null : String(row.fields['publicKey'])
}

function stands(
  change: ArrivedChange,
  steps: readonly Judged[],
  placed: Placed[],
  seqOf: (index: number) => number,
): JudgedChange {
  const outcomes = change.steps.map(({ d }, index): Outcome => ({
    d,
    result: placed[index]?.result ?? 'applied',
    seq: seqOf(index),
    reason: null,
  }))
  const again = placed.flatMap(({ again, row }) => (again && row ? [row] : []))
  return { outcomes, placed, contested: contestedOf(steps, placed), again, reason: null }
}

const contestedOf = (steps: readonly Judged[], placed: readonly Placed[]): ContestedBy[] =>
  placed.flatMap((p, index) => {
    const op = steps[index]
    return op ? p.contested.map((contested) => ({ op, contested })) : []
  })

const said = (
  change: ArrivedChange,
  seqOf: (index: number) => number,
  result: Outcome['result'] = 'applied',
): JudgedChange => ({
  outcomes: change.steps.map(({ d }, index): Outcome => ({ d, result, seq: seqOf(index), reason: null })),
  placed: [],
  contested: [],
  again: [],
  reason: null,
})

function asTheyStand(steps: readonly Judged[], seqOf: (index: number) => number, rows: OfficeRows): ServerRow[] {
  return steps.flatMap((op, index) => {
    const row = rows.row(op.entity, op.id)
    if (!row) return []
    const again = { ...row, seq: seqOf(index) }
    rows.put(again)
    return [again]
  })
}

/**
 * What is left of a command that does not stand: the rows as they are, sent again; and of a correction, a description, a cancellation, a
 * re-scan, a confirmed opening or a closing its place in the chain of its book, without what it said, so that what this PC wrote after it still fits (I5).
 */
function keptAside(steps: readonly Judged[], seqOf: (index: number) => number, rows: OfficeRows): ServerRow[] {
  return steps.flatMap((op, index): ServerRow[] => {
    const row = rows.row(op.entity, op.id)
    const kept = row ? { ...row, seq: seqOf(index) } : placeOnly(op, seqOf(index), rows)
    if (!kept) return []
    rows.put(kept)
    const position = row ? null : positionOf(op)
    if (position) rows.takePlace(position)
    const closing = row ? null : closingOf(kept)
    if (closing) rows.close(closing.book, closing)
    return [kept]
  })
}

const CHANGES: readonly string[] = [
  'correction',
  'cancellation',
  'rescan',
  'description',
  'confirmation',
  ...closingKinds,
]

function placeOnly(op: Judged, seq: number, rows: OfficeRows): ServerRow | null {
  const position = positionOf(op)
  const { kind, bodyHash, previous, link, userId } = op.fields
  const book = rows.row('book', op.fields['bookId'])
  const who = rows.pusher(op.user)
  const own = holdsPen(who, book?.fields['holderId']) && isOwn(who, op.fields['deviceId']) && userId === op.user
  if (!position || rows.isTaken(position) || !own || !CHANGES.includes(String(kind))) return null
  if (!fieldsFit('act', op.fields, 'create')) return null
  const header = op.fields as unknown as Parameters<typeof linkOf>[0]
  if (linkOf(header, String(bodyHash), String(previous)) !== link) return null
  const fields = { ...op.fields, body: null, salt: null, signature: null }
  return { entity: 'act', id: op.id, seq, ...created(fields, { seq, device: rows.device.id, d: op.d }) }
}
