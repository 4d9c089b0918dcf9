import { isEntity, type EntityName } from '../../contract/entities'
import { can } from '../../contract/permissions'
import type { Fields, Operation, Outcome } from '../../contract/sync'
import { canonical } from '../../domain/sync/canonical'
import { fieldsFit, fixedChange } from '../../domain/sync/fields'
import { created, merge, type Contested } from '../../domain/sync/merge'
import { mayPlace } from '../../domain/sync/rights'
import { numberKey, positionKey, type NumberGiven, type Position } from '../db/ledgers'
import type { ServerRow } from '../db/rows'
import { positionOf, type Standing } from './standing'

/** What one operation comes to. A parked one is kept with its reason; it never blocks the next and is never dropped. */
export type Placed = {
  outcome: Outcome
  /** The row as it is now; also an unchanged one, when the desk that wrote must see what stands instead. */
  row: ServerRow | null
  contested: Contested[]
  number: NumberGiven | null
  position: Position | null
}

type Reason = NonNullable<Outcome['reason']>

/** Judges one operation at its place in the stream, and lets what it wrote be seen by the next. */
export function place(op: Operation, seq: number, s: Standing): Placed {
  const refusal = refuse(op, s)
  if (refusal) return parked(op, seq, refusal, s)
  const entity = op.entity as EntityName // `refuse` has proved it
  const row = s.row(entity, op.id)
  return row ? change(entity, op, seq, row, s) : create(entity, op, seq, s)
}

function refuse(op: Operation, s: Standing): Reason | null {
  if (!isEntity(op.entity)) return 'unknown-entity'
  // Commands belong to versions to come: kept, and replayed by a server that knows them.
  if (op.kind === 'command') return 'deferred'
  if (!fieldsFit(op.entity, op.fields, op.kind)) return 'invalid'
  const row = s.row(op.entity, op.id)
  if (op.kind === 'patch' && !row) return 'missing-row'
  // Said again by a desk that was restored, or by another one: there is nothing to refuse.
  if (op.kind === 'create' && row && covers(row.fields, op.fields)) return null
  if (row && fixedChange(op.entity, row.fields, op.fields)) return 'fixed-field'
  const allowed = mayPlace(op.entity, op, row?.fields ?? null, s.pusher(op)) || (row !== undefined && isDecision(op, s))
  if (!allowed) return 'forbidden'
  return row ? staleHandover(op, row) : stalePen(op, s)
}

/** N7: only the holder writes in a book. Whoever holds it is what the server's row says, whose epoch only rises. */
function stalePen(op: Operation, s: Standing): Reason | null {
  if (op.entity !== 'entry' && op.entity !== 'act') return null
  const book = s.row('book', op.fields['bookId'])
  if (!book) return 'missing-row'
  if (book.fields['holderId'] !== s.device.id || op.fields['deviceId'] !== s.device.id) return 'stale-pen'
  if (
    op.entity === 'entry' &&
    (op.fields['registerId'] !== book.fields['registerId'] || op.fields['year'] !== book.fields['year'])
  )
    return 'invalid'
  const number = s.numberOf(op)
  if (number && s.numbers.has(numberKey(number))) return 'number-taken'
  const position = positionOf(op)
  return position && s.positions.has(positionKey(position)) ? 'number-taken' : null
}

/** A book passes on with the next epoch; two desks that take it at once do not both get it. */
function staleHandover(op: Operation, row: ServerRow): Reason | null {
  if (op.entity !== 'book' || !('holderId' in op.fields || 'epoch' in op.fields)) return null
  if (canonical(op.fields['holderId'] ?? null) === canonical(row.fields['holderId'] ?? null) && !('epoch' in op.fields))
    return null
  return op.fields['epoch'] === Number(row.fields['epoch']) + 1 ? null : 'stale-pen'
}

/** Who decides a conflict writes one of its two values, whatever their rights on the row itself. */
function isDecision(op: Operation, s: Standing): boolean {
  const { actor } = s.pusher(op)
  return (
    actor !== null &&
    can(actor, 'conflicts:resolve') &&
    s
      .conflictsOf(op.id)
      .some(({ fields }) =>
        [fields['server'], fields['other']].some((side) =>
          covers((side as { fields?: Fields } | null)?.fields ?? {}, op.fields),
        ),
      )
  )
}

const covers = (values: Fields, written: Fields): boolean =>
  Object.entries(written).every(
    ([name, value]) => Object.hasOwn(values, name) && canonical(values[name] ?? null) === canonical(value),
  )

function create(entity: EntityName, op: Operation, seq: number, s: Standing): Placed {
  const by = { seq, device: s.device.id, d: op.d }
  const row: ServerRow = { entity, id: op.id, seq, ...created(entity, op.fields, by) }
  s.put(row)
  const number = s.numberOf(op)
  const position = positionOf(op)
  if (number) s.numbers.set(numberKey(number), op.id)
  if (position) s.positions.set(positionKey(position), op.id)
  return { outcome: { d: op.d, result: 'applied', seq, reason: null }, row, contested: [], number, position }
}

function change(entity: EntityName, op: Operation, seq: number, row: ServerRow, s: Standing): Placed {
  const merged = merge(entity, row, {
    device: s.device.id,
    d: op.d,
    seq,
    base: op.base,
    fields: op.fields,
    before: op.before,
  })
  // Two people who decide the same conflict: the first decision stands, and the second desk sees it.
  const decidedTwice = entity === 'conflict' && merged.result === 'conflict'
  const contested = decidedTwice ? [] : merged.contested
  const same = canonical(merged.row.fields) === canonical(row.fields)
  const next: ServerRow = { ...row, ...merged.row, seq }
  const touched = !same || merged.result !== 'applied'
  if (touched) s.put(next)
  const result = decidedTwice ? 'merged' : merged.result
  return {
    outcome: { d: op.d, result, seq, reason: null },
    row: touched ? next : null,
    contested,
    number: null,
    position: null,
  }
}

/** The row as the server has it is sent again, so that the desk that wrote shows what stands. */
function parked(op: Operation, seq: number, reason: Reason, s: Standing): Placed {
  const row = isEntity(op.entity) ? s.row(op.entity, op.id) : undefined
  const again = row ? { ...row, seq } : null
  if (again) s.put(again)
  return {
    outcome: { d: op.d, result: 'parked', seq, reason },
    row: again,
    contested: [],
    number: null,
    position: null,
  }
}
