import { descriptor, isEntity, type EntityName } from '../../domain/entities'
import { operationKinds, type Fields, type Outcome } from '../../contract/wire'
import { entryIdOf } from '../../domain/letters/issuing'
import { entryIdOfSlip } from '../../domain/slips/slip'
import { printNumber } from '../../domain/register/numbering'
import { canonical } from '../../domain/sync/canonical'
import { fieldsFit, fixedChange } from '../../domain/sync/fields'
import { isOfNewer } from '../../domain/sync/knows'
import { created, merge, type Contested } from '../../domain/sync/merge'
import { has, holdsPen, isOwn, type Pusher } from '../../domain/entities/writing'
import { mayPlace } from '../../domain/sync/rights'
import { givesPower, provenByOffice } from '../../domain/trust/powers'
import { provenValues, sealedFields, unproven } from '../../domain/trust/proof'
import { refuseAcknowledgement } from './acknowledging'
import { closingOf, refuseClosing } from './closings'
import { covers, isDecision } from './decisions'
import { refuseAnswer } from './deadlines'
import { refuseDestruction } from './destructions'
import { refuseHidden } from './hidden'
import { refuseNotice } from './notices'
import { agree, refuseAssignment, shownEntry } from './routing'
import { isBegunAlready, saidAgain } from './said-again'
import { refuseSameness } from './sameness'
import { refuseTender } from './tenders'
import { refuseValuable } from './valuables'
import { refuseLetterStep, refuseVisa } from './visas'
import { refuseWall } from './walls'
import type { NumberGiven, Position } from '../db/ledgers'
import type { ServerRow } from '../db/rows'
import { positionOf, type Judged, type OfficeRows } from './office-rows'

export type Reason = NonNullable<Outcome['reason']>

/** What one operation of a change comes to, at its place in the stream. */
export type Placed = {
  result: 'applied' | 'merged' | 'conflict'
  /** The row as it is now; also an unchanged one, when the desk that wrote must see what stands instead. */
  row: ServerRow | null
  contested: Contested[]
  number: NumberGiven | null
  position: Position | null
  /** What stands is another's beginning, which the desk that wrote is told in full. */
  again?: true
}

/** Judges one operation, and lets what it wrote be seen by the next. `change` are all operations of its command. */
export function place(said: Judged, seq: number, change: readonly Judged[], rows: OfficeRows): Placed | Reason {
  const op = saidAgain(said, rows)
  const refusal = refuse(op, change, rows)
  if (refusal) return refusal
  const entity = op.entity as EntityName // `refuse` has proved it
  const row = rows.row(entity, op.id)
  return row ? changed(entity, op, seq, row, rows) : create(entity, op, seq, rows)
}

function refuse(op: Judged, change: readonly Judged[], rows: OfficeRows): Reason | null {
  // Kinds and entities belong to versions to come: kept, and judged by a server that knows them.
  if (!(operationKinds as readonly string[]).includes(op.kind)) return 'deferred'
  if (!isEntity(op.entity)) return 'unknown-entity'
  const { entity } = op
  const whole = op.kind === 'create' && !isBegunAlready(op, rows)
  if (!fieldsFit(entity, op.fields, whole ? 'create' : 'patch')) return 'invalid'
  const row = rows.row(entity, op.id)
  if (op.kind === 'patch' && !row) return 'missing-row'
  // Said again by a desk that was restored, or by another one: there is nothing to refuse.
  if (op.kind === 'create' && row && covers(row.fields, op.fields)) return null
  if (row && fixedChange(entity, row.fields, op.fields)) return 'fixed-field'
  const who = rows.pusher(op.user)
  const shown = row && entity === 'entry' ? shownEntry(rows, op.id) : row?.fields
  const notAllowed = mayPlace(entity, op, shown ?? null, who)
  if (notAllowed && !(row && isDecision(op, change, rows)))
    // A step of a letter that writes what only a newer version has: not wrong, but not ours to judge.
    return notAllowed === 'wrong-state' && isOfNewer(op) ? 'deferred' : notAllowed
  const hidden = op.user === null ? null : refuseHidden(op, row?.fields ?? null, who, rows)
  if (hidden) return hidden
  const next = { ...row?.fields, ...op.fields }
  const power =
    refusePower(entity, op, row?.fields ?? null, next, rows) ?? refuseTaken(entity, op, row?.fields ?? null, next, rows)
  if (power) return power
  if (entity === 'office' && op.id !== rows.office) return 'invalid'
  // C6: its number is of the entry that came with it, under the id that follows from its own.
  if (entity === 'slip' && op.kind === 'create' && op.fields['entryId'] !== entryIdOfSlip(op.id)) return 'invalid'
  // What left or came is an entry that is here.
  if (entity === 'capsule' && op.kind === 'create' && !rows.row('entry', op.fields['entryId'])) return 'invalid'
  if (entity === 'receipt' && op.kind === 'create' && !statesItsEntry(op.fields, rows)) return 'invalid'
  if (refuseNotice(op, rows) || refuseAnswer(op, row?.fields ?? null, rows)) return 'invalid'
  const notOne = refuseSameness(op, who, rows)
  if (notOne) return notOne
  const notWalled = refuseWall(op, row?.fields ?? null, who, rows)
  if (notWalled) return notWalled
  const notTheirs = refuseAcknowledgement(op, rows)
  if (notTheirs) return notTheirs
  // A person who decides a conflict keeps what somebody said who might.
  const notGiven = notAllowed ? null : refuseAssignment(op, row?.fields ?? null, who, rows)
  if (notGiven) return notGiven
  const notToDestroy = refuseDestruction(op, who, rows)
  if (notToDestroy) return notToDestroy
  const outOfTurn = refuseVisa(op, change, who, rows) ?? refuseLetterStep(op, row?.fields ?? null, change, who, rows)
  if (outOfTurn) return outOfTurn
  if (entity === 'letter' && op.kind === 'create' && !isOfItsRun(op.fields, rows)) return 'forbidden'
  const ofTender = refuseTender(op, row?.fields ?? null, change, rows)
  if (ofTender) return ofTender
  if (op.kind === 'create' && !handsOverAnEntry(entity, op.fields, rows)) return 'invalid'
  if (entity === 'file' && op.user === null && !isOwnPage(op, who, rows)) return 'forbidden'
  return row
    ? staleHandover(op, row)
    : (stalePen(op, who, rows) ?? refuseClosing(op, rows) ?? refuseValuable(op, change, rows))
}

/** What gives power is signed by whoever sends it, or by the office itself, and a later word is later (domain/trust). */
function refusePower(
  entity: EntityName,
  op: Judged,
  row: Fields | null,
  next: Fields,
  rows: OfficeRows,
): Reason | null {
  if (!givesPower(entity)) return null
  const sealing = row ? sealsChanged(entity, row, next) : []
  if (row && !sealing.every((name) => follows(name, entity, op, row, next))) return 'unproven'
  if (row && canonical(provenValues(entity, row)) === canonical(provenValues(entity, next)))
    return 'proof' in op.fields || (sealing.length > 0 && unproven(rows.trust, entity, op.id, next) !== null)
      ? 'unproven'
      : null
  if (unproven(rows.trust, entity, op.id, next) !== null) return 'unproven'
  const by = (fields: Fields): { by?: unknown; at?: unknown } =>
    (fields['proof'] ?? {}) as { by?: unknown; at?: unknown }
  const now = by(next)
  if (now.by !== undefined && now.by !== op.user && !provenByOffice(entity, next)) return 'unproven'
  if (row && Number(now.at) <= Number(by(row).at ?? -1)) return 'unproven'
  return entity === 'office' && next['rootKey'] !== rows.trust.root ? 'unproven' : null
}

const sealsChanged = (entity: EntityName, row: Fields, next: Fields): string[] =>
  descriptor(entity).seals.filter((name) => canonical(row[name] ?? null) !== canonical(next[name] ?? null))

/** A field that carries its proof inside is signed by whoever sends it, later than what stood, and is never taken away. */
function follows(name: string, entity: EntityName, op: Judged, row: Fields, next: Fields): boolean {
  const proofIn = (fields: Fields) => sealedFields(entity, fields).find((one) => one.name === name)?.proof ?? null
  const proof = proofIn(next)
  return proof !== null && proof.by === op.user && proof.at > (proofIn(row)?.at ?? -1)
}

/** Two desks that made the same login, or opened a register of the same code, without a line: the second is told. */
function refuseTaken(
  entity: EntityName,
  op: Judged,
  row: Fields | null,
  next: Fields,
  rows: OfficeRows,
): Reason | null {
  const { unique } = descriptor(entity)
  if (!unique || (row && canonical(row[unique.field] ?? null) === canonical(next[unique.field] ?? null))) return null
  const key = (fields: Fields): string => unique.key(String(fields[unique.field]))
  return rows.every(entity).some(({ id, fields }) => id !== op.id && key(fields) === key(next)) ? unique.reason : null
}

/** N7: only the holder writes in a book. Whoever holds it is what the server's row says, whose epoch only rises. */
function stalePen(op: Judged, who: Pusher, rows: OfficeRows): Reason | null {
  if (op.entity !== 'entry' && op.entity !== 'act') return null
  const book = rows.row('book', op.fields['bookId'])
  if (!book) return 'missing-row'
  if (!holdsPen(who, book.fields['holderId']) || !isOwn(who, op.fields['deviceId'])) return 'stale-pen'
  if (op.entity === 'entry' && isPaper(book.fields) && !has(who, 'register:open')) return 'forbidden'
  if (op.entity === 'entry' && !numberFits(op.fields, book.fields, rows)) return 'invalid'
  if (op.entity === 'entry' && !isOwnLetter(op, book.fields, rows)) return 'stale-pen'
  const number = rows.numberOf(op)
  if (number && rows.isGiven(number)) return 'number-taken'
  const position = positionOf(op)
  return position && rows.isTaken(position) ? 'number-taken' : null
}

const isPaper = (book: Fields): boolean => (book['transcribed'] ?? null) !== null

/** N1: within the book, from its opening on, and printed as its register prints. */
function numberFits(entry: Fields, book: Fields, rows: OfficeRows): boolean {
  const register = rows.row('register', book['registerId'])?.fields
  const { registerId, year, seq } = entry
  if (!register || registerId !== book['registerId'] || year !== book['year']) return false
  if (Number(seq) < Number(book['opening'])) return false
  // As it stands on paper: not the program's to print, nor to have once.
  if (isPaper(book)) return typeof entry['paperNumber'] === 'string'
  if ((entry['paperNumber'] ?? null) !== null) return false
  const desk = typeof book['desk'] === 'string' ? book['desk'] : null
  const number = { register: String(register['code']), year: Number(year), desk, seq: Number(seq) }
  return entry['numberText'] === printNumber(String(register['pattern']), number)
}

/** A letter leaves by the office's own book of an outgoing register, under the id that follows from its own: once (W2). */
function isOwnLetter(op: Judged, book: Fields, rows: OfficeRows): boolean {
  const { letterId } = op.fields
  if (letterId === null) return true
  const kind = rows.row('register', book['registerId'])?.fields['kind']
  return typeof letterId === 'string' && op.id === entryIdOf(letterId) && book['desk'] === null && kind === 'outgoing'
}

/** C5: of an entry that is there, under its own number and day; the rest is what was said at the counter. */
function statesItsEntry({ entryId, facts }: Fields, rows: OfficeRows): boolean {
  const entry = rows.row('entry', entryId)?.fields
  const { numberText, businessDate } = (facts ?? {}) as Fields
  return entry !== undefined && numberText === entry['numberText'] && businessDate === entry['businessDate']
}

/** A letter joins the run of whoever wrote it, and of nobody else: a pile is signed as one (A4). */
const isOfItsRun = ({ runId, draftedById }: Fields, rows: OfficeRows): boolean =>
  (runId ?? null) === null || rows.row('run', runId)?.fields['createdById'] === draftedById

/** D5: a line of the delivery book is about an entry that is there; what is posted leaves by an outgoing register. */
function handsOverAnEntry(entity: EntityName, { entryId }: Fields, rows: OfficeRows): boolean {
  if (entity !== 'delivery' && entity !== 'posting' && entity !== 'holding' && entity !== 'clock') return true
  const entry = rows.row('entry', entryId)?.fields
  if (!entry) return false
  return entity !== 'posting' || rows.row('register', entry['registerId'])?.fields['kind'] === 'outgoing'
}

/** The page of a letter this PC issued, and nothing else, comes from the PC itself. */
function isOwnPage(op: Judged, who: Pusher, rows: OfficeRows): boolean {
  const entry = rows.row('entry', op.fields['entryId'])?.fields
  return entry !== undefined && isOwn(who, entry['deviceId']) && typeof entry['letterId'] === 'string'
}

/** A book passes on with the next epoch; two desks that take it at once do not both get it. */
function staleHandover(op: Judged, row: ServerRow): Reason | null {
  if (op.entity !== 'book' || !('holderId' in op.fields || 'epoch' in op.fields)) return null
  if (canonical(op.fields['holderId'] ?? null) === canonical(row.fields['holderId'] ?? null) && !('epoch' in op.fields))
    return null
  return op.fields['epoch'] === Number(row.fields['epoch']) + 1 ? null : 'stale-pen'
}

function create(entity: EntityName, op: Judged, seq: number, rows: OfficeRows): Placed {
  // In the order of their names, as they are written.
  const by = { d: op.d, device: rows.device.id, seq }
  const row: ServerRow = { entity, id: op.id, seq, ...created(op.fields, by) }
  rows.put(row)
  const number = rows.numberOf(op)
  const position = positionOf(op)
  if (number) rows.give(number)
  if (position) rows.takePlace(position)
  const closing = closingOf(op)
  if (closing) rows.close(closing.book, closing)
  return { result: 'applied', row, contested: [], number, position }
}

function changed(entity: EntityName, op: Judged, seq: number, row: ServerRow, rows: OfficeRows): Placed {
  const { fields, before, d } = op
  const merged = merge(entity, row, { device: rows.device.id, d, seq, fields, before })
  // Two people who decide the same conflict: the first decision stands, and the second desk sees it.
  const decidedTwice = entity === 'conflict' && merged.result === 'conflict'
  const contested = decidedTwice ? [] : merged.contested.filter((one) => !agree(entity, one))
  const agreed = merged.contested.length > 0 && contested.length === 0
  const same = canonical(merged.row.fields) === canonical(row.fields)
  const next: ServerRow = { ...row, ...merged.row, seq }
  const again = isBegunAlready(op, rows)
  const touched = !same || merged.result !== 'applied' || again
  if (touched) rows.put(next)
  const result = agreed ? 'merged' : merged.result
  const told = again && { again: true as const }
  return { result, row: touched ? next : null, contested, number: null, position: null, ...told }
}
