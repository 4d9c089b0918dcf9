import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import { correctable } from '../../contract/correctable'
import type { ConflictUndo } from '../../contract/sync'
import type { Fields } from '../../contract/wire'
import type { Reader } from '../../db/core/sql'
import { patchRow } from '../../db/outbox/changes'
import { rowFields } from '../../db/outbox/rows'
import { bookById } from '../../db/register/books'
import { applied } from '../../db/sync/apply'
import { conflictById, type ConflictRecord } from '../../db/sync/conflicts'
import { keepUndone } from '../../db/sync/settled'
import { canonical } from '../../domain/sync/canonical'
import { lowersLevel } from '../../domain/visibility'
import { stampOf, type Desk } from '../desk'
import { announce } from '../register/registration'
import { correctTo } from './correcting'
import { announceChanged, refreshDerived } from './refresh'

/**
 * A decision is a change like any other, and ends with its conflict: an old one gives nobody anything. To take it back is an ordinary
 * edit that writes the other value, by somebody who may edit the row today. Whether this person may, here; null while it is undecided.
 */
export async function undoable(desk: Desk, actor: Actor, record: ConflictRecord, read: Reader): Promise<ConflictUndo> {
  const { entity, rowId, keep } = record
  if (keep === null || record.decidedAt === null) return null
  // Powers, letters and units are changed where their own rules stand.
  if (entity !== 'entry' && entity !== 'contact') return 'elsewhere'
  const row = await rowFields(read, entity, rowId)
  if (!row) return 'changed'
  const [kept, other] = [writable(entity, record[keep].fields), writable(entity, otherSide(record))]
  if (Object.keys(other).length === 0) return 'fixed'
  if (stands(row, other)) return 'undone'
  if (!stands(row, kept)) return 'changed'
  if (!can(actor, entity === 'entry' ? 'register:correct' : 'contacts:write')) return 'forbidden'
  if (entity === 'contact') return 'may'
  if ((row['cancelledAt'] ?? null) !== null) return 'cancelled'
  const book = await bookById(read, String(row['bookId']))
  if (book?.holderId !== desk.device.id || book.state === 'suspended') return 'book'
  // A1: to go back to the lower of two levels lowers it.
  return lowersLevel(entity, row, other) && !can(actor, 'register:declassify') ? 'forbidden' : 'may'
}

/** The other value is written again; undoing twice changes nothing. @throws not-found · forbidden · stale */
export async function undoDecision(desk: Desk, actor: Actor, id: string): Promise<void> {
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write(async (tx) => {
    const record = await conflictById(tx, actor, id)
    if (!record) throw new AppError('not-found')
    const { entity, rowId } = record
    const may = await undoable(desk, actor, record, tx)
    if (may === 'undone') return null
    if (may !== 'may' || (entity !== 'entry' && entity !== 'contact'))
      throw new AppError(may === 'forbidden' ? 'forbidden' : 'stale')
    const other = writable(entity, otherSide(record))
    const acts = entity === 'entry' ? await correctTo(tx, desk, actor, rowId, other, stamp, UNDONE) : []
    if (entity === 'contact') await patchRow(tx, entity, rowId, other, stamp)
    await keepUndone(tx, id, { userId: actor.userId, at: stamp.at })
    return { acts, changed: await refreshDerived(tx, desk, applied([entity, rowId], ['conflict', id])) }
  })
  if (!done) return
  for (const act of done.acts) announce(desk, act)
  await announceChanged(desk, done.changed)
  desk.emit('sync', 'changed', { phase: 'idle' })
}

const otherSide = (record: ConflictRecord): Fields => record[record.keep === 'server' ? 'other' : 'server'].fields

/** An entry changes by corrections of what may be corrected (I2); a card by all of it. */
const writable = (entity: 'entry' | 'contact', { proof: _theirs, ...fields }: Fields): Fields =>
  entity === 'contact'
    ? fields
    : Object.fromEntries(correctable.flatMap((n) => (n in fields ? [[n, fields[n] ?? null]] : [])))

const stands = (row: Fields, values: Fields): boolean =>
  Object.entries(values).every(([name, value]) => canonical(row[name] ?? null) === canonical(value))

/** Stands in the register for good, in its two usual languages. */
const UNDONE = 'الرجوع عن الفصل في تعارض — retour sur le règlement d’un conflit'
