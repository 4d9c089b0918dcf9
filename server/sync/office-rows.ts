import type { Fields } from '../../contract/wire'
import { actorOf } from '../../domain/sync/actor'
import type { Pusher } from '../../domain/entities/writing'
import { after, neverClosed, type Closed, type ClosingAct } from '../../domain/register/closing'
import type { Trust } from '../../domain/trust/proof'
import type { Sql } from '../db/connect'
import type { DeviceRow } from '../db/devices'
import { numberKey, numbersGiven, positionKey, positionsTaken, type NumberGiven, type Position } from '../db/ledgers'
import { assignmentsOfEntries } from '../db/assignments'
import { closingsOf } from '../db/closings'
import { wallIdOf } from '../../domain/walls/id'
import { besideEntry } from '../../domain/visibility/beside'
import { conflictsOfRows, rowsByKey, rowsOf, visasOfLetters, type ServerRow } from '../db/rows'
import { ASKS_STANDING, lettersAsked, namedByList, STANDING, UUID, wantedBy, type Judged } from './wanted'

export type { Judged }

/**
 * Everything a batch of changes is judged by, read once after the head is locked. The judging itself (judge.ts, place.ts) is then
 * plain memory: rows written by one operation are there for the next, and a change that is refused leaves nothing.
 */
export class OfficeRows {
  private readonly rows = new Map<string, ServerRow>()
  /** Number → what it was given to; place in a book's chain → its act. */
  private readonly numbers = new Map<string, string>()
  private readonly positions = new Map<string, string>()
  private readonly conflicts = new Map<string, ServerRow[]>()
  private readonly keys = new Map<string, ServerRow[]>()
  /** Entry → what was assigned of it. */
  private readonly given = new Map<string, Set<string>>()
  private readonly closings = new Map<string, Closed>()
  private readonly pushers = new Map<string | null, Pusher>()
  private undo: (() => void)[] = []
  readonly trust: Trust

  private constructor(
    readonly office: string,
    readonly device: DeviceRow,
    root: string,
    /** The server's own clock, where a desk's is not enough (D4). */
    readonly now: number,
  ) {
    this.trust = { officeId: office, root, keysOf: (userId) => this.keys.get(userId) ?? [] }
  }

  static async read(
    sql: Sql,
    device: DeviceRow,
    { root, now }: { root: string; now: number },
    operations: readonly Judged[],
  ): Promise<OfficeRows> {
    const office = device.office
    const read = new OfficeRows(office, device, root, now)
    const keys = wantedBy(office, operations)
    for (const row of await rowsByKey(sql, office, [...keys.values()])) read.put(row)
    const named = read.besideThese(operations).filter(({ entity, id }) => !keys.has(`${entity}/${id}`))
    for (const row of named.length > 0 ? await rowsByKey(sql, office, named) : []) read.put(row)
    const entries = read.entriesBeside(operations)
    for (const row of entries.length > 0 ? await assignmentsOfEntries(sql, office, entries) : []) read.put(row)
    if (operations.some(({ entity }) => entity === 'assignment'))
      for (const row of await rowsOf(sql, office, ['unit'])) read.put(row)
    // R1: whether anything holds what is destroyed is asked of all of them.
    const held = operations.some(({ entity }) => entity === 'destruction') ? ['hold', 'filingClass'] : []
    // W2, W3, W7: whose turn it is, and who stands for whom, is asked of all that was said.
    const standing = operations.some(({ entity }) => ASKS_STANDING.has(entity)) ? STANDING : []
    // P4: walls are few, and what anybody may see is asked of all of them; whose glass was broken, only where there are any.
    const all = ['user', 'userKey', 'register', 'wall', ...held, ...standing]
    for (const row of await rowsOf(sql, office, all)) read.put(row)
    if (read.every('wall').length > 0) for (const row of await rowsOf(sql, office, ['glass'])) read.put(row)
    const letters = operations.flatMap((op) => lettersAsked(op))
    for (const row of letters.length > 0 ? await visasOfLetters(sql, office, letters) : []) read.put(row)
    await read.readLedgers(sql, operations)
    await read.readClosings(sql, operations)
    const patched = operations.filter((o) => o.kind === 'patch' && o.entity !== 'conflict').map((o) => o.id)
    for (const conflict of patched.length > 0 ? await conflictsOfRows(sql, office, patched) : []) {
      const row = String(conflict.fields['rowId'])
      read.conflicts.set(row, [...(read.conflicts.get(row) ?? []), conflict])
      if (!read.row('conflict', conflict.id)) read.put(conflict)
    }
    return read
  }

  /** The entries that rows name which are changed here: who may not see the entry does not write beside it. */
  private besideThese(operations: readonly Judged[]): { entity: string; id: string }[] {
    const changed = operations.flatMap(({ entity, id }) => this.row(entity, id) ?? [])
    const lists = operations.flatMap(({ entity, fields }) =>
      entity === 'destruction' ? (this.row('disposal', fields['disposalId']) ?? []) : [],
    )
    const tenders = [...this.rows.values()].flatMap((row) =>
      row.entity === 'envelope' ? [row.fields['tenderId']] : [],
    )
    const ids = [...changed, ...lists].flatMap(({ entity, fields }) =>
      besideEntry.has(entity) ? [fields['entryId']] : namedByList(entity, fields),
    )
    const wanted = (entity: string, of: unknown[]): { entity: string; id: string }[] =>
      [...new Set(of)].flatMap((id) => (typeof id === 'string' && UUID.test(id) ? [{ entity, id }] : []))
    const cards = changed.flatMap(({ entity, fields }) =>
      entity === 'sameness' ? [fields['oneId'], fields['otherId']] : entity === 'wall' ? [fields['contactId']] : [],
    )
    return [...wanted('entry', ids), ...wanted('tender', tenders), ...wanted('contact', cards)]
  }

  /** The entries that are asked who sees them: who has one beside which something is written (A2). */
  private entriesBeside(operations: readonly Judged[]): string[] {
    const asked = operations.flatMap((op): unknown[] => {
      if (op.entity === 'entry') return op.kind === 'patch' ? [op.id] : []
      if (besideEntry.has(op.entity)) return [op.fields['entryId'] ?? this.row(op.entity, op.id)?.fields['entryId']]
      const list = op.entity === 'destruction' ? this.row('disposal', op.fields['disposalId']) : undefined
      return list ? namedByList('disposal', list.fields) : namedByList(op.entity, op.fields)
    })
    return [...new Set(asked.filter((id): id is string => typeof id === 'string' && UUID.test(id)))]
  }

  /** What was assigned of an entry, with what this batch said already. */
  assigned = (entryId: unknown): ServerRow[] =>
    [...(this.given.get(String(entryId)) ?? [])].flatMap((id) => this.row('assignment', id) ?? [])

  /** What `work` writes stays only when it says so. */
  attempt<T extends { stays: boolean }>(work: () => T): T {
    this.undo = []
    const result = work()
    if (!result.stays) for (const step of this.undo.reverse()) step()
    this.undo = []
    return result
  }

  row(entity: string, id: unknown): ServerRow | undefined {
    return this.rows.get(`${entity}/${String(id)}`)
  }

  put(row: ServerRow): void {
    this.set(this.rows, `${row.entity}/${row.id}`, row)
    if (row.entity === 'assignment') {
      const entry = String(row.fields['entryId'])
      this.given.set(entry, (this.given.get(entry) ?? new Set()).add(row.id))
    }
    if (row.entity !== 'userKey') return
    const userId = String(row.fields['userId'])
    this.set(this.keys, userId, [...(this.keys.get(userId) ?? []).filter((k) => k.id !== row.id), row])
  }

  /** All there are of what is read whole: people, their keys, registers. */
  every = (entity: string): ServerRow[] => [...this.rows.values()].filter((row) => row.entity === entity)

  isGiven = (number: NumberGiven): boolean => this.numbers.has(numberKey(number))
  isTaken = (position: Position): boolean => this.positions.has(positionKey(position))
  give = (number: NumberGiven): void => this.set(this.numbers, numberKey(number), number.holder)
  takePlace = (position: Position): void => this.set(this.positions, positionKey(position), position.act)

  /** I4: what of a book is closed, with what this batch said already. */
  closed = (bookId: unknown): Closed => this.closings.get(String(bookId)) ?? neverClosed
  /** One act of closing more, in the order of the chain. */
  close(book: string, act: ClosingAct): void {
    const state = this.closed(book)
    this.set(this.closings, book, after(state, act) ?? state)
  }

  /** Asked of every operation; it is another once a row of the office or of a person is. */
  pusher(user: string | null): Pusher {
    const known = this.pushers.get(user)
    if (known) return known
    const pusher = this.pusherNow(user)
    this.pushers.set(user, pusher)
    return pusher
  }

  private pusherNow(user: string | null): Pusher {
    const row = user === null ? undefined : this.row('user', user)
    return {
      actor:
        row && user !== null
          ? { ...actorOf(user, row.fields, this.office, this.device.id), opened: this.openedBy(user) }
          : null,
      related: this.related,
      device: this.device.id,
      was: [this.device.id, ...this.device.was],
      pens: [this.device.id, ...this.device.pens],
      deskCode: this.device.deskCode,
      ownApprovalAllowed: this.row('office', this.office)?.fields['ownApprovalAllowed'] === true,
    }
  }

  /** As a rule of sight asks for it: with its id. */
  related = (entity: string, id: string): Fields | undefined => {
    const row = entity === 'wallOf' ? this.row('wall', wallIdOf(id)) : this.row(entity, id)
    return row && { ...row.fields, id: row.id }
  }

  /** Cards whose glass this person broke, whenever that was: how long it stays open, the desk says. */
  private openedBy(user: string): string[] {
    return this.every('glass').flatMap(({ fields }) => {
      const wall = fields['byId'] === user ? this.row('wall', fields['wallId']) : undefined
      return wall ? [String(wall.fields['contactId'])] : []
    })
  }

  /** The conflicts of a row, newest judgements included. */
  conflictsOf(rowId: string): ServerRow[] {
    return (this.conflicts.get(rowId) ?? []).map((c) => this.row('conflict', c.id) ?? c)
  }

  /** The number an operation gives, by the book it is written in. */
  numberOf(op: Judged): NumberGiven | null {
    const book = this.row('book', op.fields['bookId'])?.fields
    return book ? numberIn(book, op, this.device.id) : null
  }

  private set<V>(map: Map<string, V>, key: string, value: V): void {
    const old = map.get(key)
    const asked = ['user/', 'office/', 'wall/', 'glass/'].some((kind) => key.startsWith(kind))
    this.undo.push(() => {
      if (old === undefined) map.delete(key)
      else map.set(key, old)
      if (asked) this.pushers.clear()
    })
    map.set(key, value)
    if (asked) this.pushers.clear()
  }

  private async readClosings(sql: Sql, operations: readonly Judged[]): Promise<void> {
    const inBooks = operations.filter((o) => o.kind === 'create' && (o.entity === 'entry' || o.entity === 'act'))
    const books = [...new Set(inBooks.map((o) => String(o.fields['bookId'])))].filter((id) => UUID.test(id))
    for (const act of books.length > 0 ? await closingsOf(sql, this.office, books) : []) this.close(act.book, act)
    this.undo = []
  }

  private async readLedgers(sql: Sql, operations: readonly Judged[]): Promise<void> {
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

const INT = 2 ** 31 - 1
const counts = (value: unknown): value is number => typeof value === 'number' && value >= 1 && value <= INT

/** An entry takes a number; so does the act that declares one void. */
function numberIn(book: Fields, op: Judged, device: string): NumberGiven | null {
  const { registerId, year, desk } = book
  const { seq, kind } = op.fields
  const numbered = op.entity === 'entry' || (op.entity === 'act' && kind === 'void')
  if (!numbered || !counts(seq) || !counts(year) || typeof registerId !== 'string' || !UUID.test(registerId))
    return null
  return { register: registerId, year, desk: typeof desk === 'string' ? desk : '', seq, holder: op.id, device }
}

/** The place in its book's chain an act takes (I5). */
export function positionOf(op: Judged): Position | null {
  const { bookId, position } = op.fields
  if (op.entity !== 'act' || typeof bookId !== 'string' || !UUID.test(bookId) || !counts(position)) return null
  return { book: bookId, position, act: op.id }
}
