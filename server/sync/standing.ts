import { isEntity } from '../../contract/entities'
import type { Fields, Operation } from '../../contract/sync'
import { actorOf, type Pusher } from '../../domain/sync/rights'
import type { Sql } from '../db/connect'
import type { DeviceRow } from '../db/devices'
import { numberKey, numbersGiven, positionKey, positionsTaken, type NumberGiven } from '../db/ledgers'
import { conflictsOfRows, hasEntity, rowsByKey, type ServerRow } from '../db/rows'

/**
 * Everything a batch of operations is judged by, read once after the head is locked. The judging itself (place.ts) is then
 * plain memory: rows written by one operation are there for the next.
 */
export class Standing {
  private readonly rows = new Map<string, ServerRow>()
  /** Number → what it was given to; place in a book's chain → its act. */
  readonly numbers = new Map<string, string>()
  readonly positions = new Map<string, string>()
  private readonly conflicts = new Map<string, ServerRow[]>()

  private constructor(
    readonly office: string,
    readonly device: DeviceRow,
    private founding: boolean,
  ) {}

  static async read(sql: Sql, device: DeviceRow, operations: readonly Operation[]): Promise<Standing> {
    const office = device.office
    const s = new Standing(office, device, !(await hasEntity(sql, office, 'user')))
    const keys = new Map<string, { entity: string; id: string }>()
    const want = (entity: string, id: unknown): void => {
      if (typeof id === 'string' && UUID.test(id)) keys.set(`${entity}/${id}`, { entity, id })
    }
    want('office', office)
    for (const op of operations) {
      if (!isEntity(op.entity)) continue
      want(op.entity, op.id)
      want('user', op.user)
      if (op.entity === 'entry' || op.entity === 'act') want('book', op.fields['bookId'])
    }
    for (const row of await rowsByKey(sql, office, [...keys.values()])) s.put(row)
    await s.readLedgers(sql, operations)
    const patched = operations.filter((o) => o.kind === 'patch' && o.entity !== 'conflict').map((o) => o.id)
    for (const conflict of patched.length > 0 ? await conflictsOfRows(sql, office, patched) : []) {
      const row = String(conflict.fields['rowId'])
      s.conflicts.set(row, [...(s.conflicts.get(row) ?? []), conflict])
    }
    return s
  }

  row(entity: string, id: unknown): ServerRow | undefined {
    return this.rows.get(`${entity}/${String(id)}`)
  }

  put(row: ServerRow): void {
    this.rows.set(`${row.entity}/${row.id}`, row)
    if (row.entity === 'user') this.founding = false
  }

  pusher(op: Operation): Pusher {
    const user = this.row('user', op.user)
    return {
      actor: user ? actorOf(op.user, user.fields, this.office, this.device.id) : null,
      device: this.device.id,
      deskCode: this.device.deskCode,
      founding: this.founding,
      ownApprovalAllowed: this.row('office', this.office)?.fields['ownApprovalAllowed'] === true,
    }
  }

  /** The conflicts of a row, newest judgements included. */
  conflictsOf(rowId: string): ServerRow[] {
    return (this.conflicts.get(rowId) ?? []).map((c) => this.row('conflict', c.id) ?? c)
  }

  /** The number an operation gives, by the book it is written in. */
  numberOf(op: Operation): NumberGiven | null {
    const book = this.row('book', op.fields['bookId'])?.fields
    return book ? numberIn(book, op, this.device.id) : null
  }

  private async readLedgers(sql: Sql, operations: readonly Operation[]): Promise<void> {
    const creations = operations.filter((o) => o.kind === 'create')
    const coming = new Map(creations.filter((o) => o.entity === 'book').map((o) => [o.id, o.fields]))
    const numbers = creations.flatMap((op) => {
      const book = this.row('book', op.fields['bookId'])?.fields ?? coming.get(String(op.fields['bookId']))
      return (book && numberIn(book, op, this.device.id)) ?? []
    })
    for (const n of numbers.length > 0 ? await numbersGiven(sql, this.office, numbers) : [])
      this.numbers.set(numberKey(n), n.holder)
    const places = creations.flatMap((op) => positionOf(op) ?? [])
    for (const p of places.length > 0 ? await positionsTaken(sql, this.office, places) : [])
      this.positions.set(positionKey(p), p.act)
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const INT = 2 ** 31 - 1
const counts = (value: unknown): value is number => typeof value === 'number' && value >= 1 && value <= INT

/** An entry takes a number; so does the act that declares one void. */
function numberIn(book: Fields, op: Operation, device: string): NumberGiven | null {
  const { registerId, year, desk } = book
  const { seq, kind } = op.fields
  const numbered = op.entity === 'entry' || (op.entity === 'act' && kind === 'void')
  if (!numbered || !counts(seq) || !counts(year) || typeof registerId !== 'string' || !UUID.test(registerId))
    return null
  return { register: registerId, year, desk: typeof desk === 'string' ? desk : '', seq, holder: op.id, device }
}

/** The place in its book's chain an act takes (I5). */
export function positionOf(op: Operation): { book: string; position: number; act: string } | null {
  const { bookId, position } = op.fields
  if (op.entity !== 'act' || typeof bookId !== 'string' || !UUID.test(bookId) || !counts(position)) return null
  return { book: bookId, position, act: op.id }
}
