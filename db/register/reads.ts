import type { Actor } from '../../contract/permissions'
import type { Register } from '../../contract/register'
import { levelRank, type Names } from '../../contract/values'
import { referenceKey } from '../../domain/register/reference'
import { sql, type Reader } from '../core/sql'
import { booksOf } from './books'
import { CLEARED, type EntryRecord } from './entries'

export type RegisterRow = { id: string; kind: Register['kind']; code: string; names: string; pattern: string }

export const registerById = (read: Reader, id: string): Promise<RegisterRow | undefined> =>
  sql(read).one('SELECT id, kind, code, names, pattern FROM register WHERE id = ?', [id])

export const registerOfKind = (read: Reader, kind: string): Promise<RegisterRow | undefined> =>
  sql(read).one('SELECT id, kind, code, names, pattern FROM register WHERE kind = ? ORDER BY id LIMIT 1', [kind])

export async function allRegisters(read: Reader, deviceId: string): Promise<Register[]> {
  const rows = await sql(read).all<RegisterRow>('SELECT id, kind, code, names, pattern FROM register ORDER BY id')
  const books = await booksOf(read)
  return rows.map((r) => ({
    ...r,
    names: JSON.parse(r.names) as Names,
    books: books
      .filter((b) => b.registerId === r.id)
      .map(({ id, registerId, year, desk, epoch, opening, lastSeq, state, holderId }) => ({
        id,
        registerId,
        year,
        desk,
        epoch,
        opening,
        lastSeq,
        state,
        heldHere: holderId === deviceId,
      })),
  }))
}

type Linked = Pick<
  EntryRecord,
  | 'id'
  | 'numberText'
  | 'subject'
  | 'level'
  | 'registeredById'
  | 'registeredAt'
  | 'letterDate'
  | 'reference'
  | 'arrivalAt'
>
const LINK = 'id, numberText, subject, level, registeredById, registeredAt, letterDate, reference, arrivalAt'

export const linkedEntry = (read: Reader, id: string): Promise<Linked | undefined> =>
  sql(read).one(`SELECT ${LINK} FROM entry WHERE id = ?`, [id])

/** C4: what answers this entry. */
export const repliesTo = (read: Reader, id: string): Promise<Linked[]> =>
  sql(read).all(`SELECT ${LINK} FROM entry WHERE replyToId = ? AND cancelledAt IS NULL ORDER BY registeredAt`, [id])

/**
 * C3: same sender, same reference however it is written, same letter date; a copy without a date may be of any day. What the asker
 * may not see is not betrayed (A2).
 */
export function sameReference(
  read: Reader,
  actor: Actor,
  like: { id: string; correspondentId: string; reference: string; letterDate: string | null },
): Promise<(Linked & { nameAr: string | null; nameLatin: string | null })[]> {
  return sql(read).all(
    `SELECT ${LINK.split(', ')
      .map((c) => `e.${c}`)
      .join(', ')}, c.nameAr, c.nameLatin FROM entry e LEFT JOIN contact c ON c.id = e.correspondentId
     WHERE e.id IN (SELECT rowId FROM searchDoc WHERE referenceKey = ?) AND e.correspondentId = ?
       AND (e.letterDate IS NULL OR ?3 IS NULL OR e.letterDate = ?3) AND e.id <> ? AND e.cancelledAt IS NULL AND ${CLEARED}
     ORDER BY e.registeredAt DESC LIMIT 5`,
    [
      referenceKey(like.reference),
      like.correspondentId,
      like.letterDate,
      like.id,
      levelRank(actor.clearance),
      actor.userId,
    ],
  )
}

/** C3: the same file, by its hash. */
export function sameFile(
  read: Reader,
  actor: Actor,
  like: { id: string; fileIds: readonly string[] },
): Promise<(Linked & { nameAr: string | null; nameLatin: string | null })[]> {
  return sql(read).all(
    `SELECT DISTINCT ${LINK.split(', ')
      .map((c) => `e.${c}`)
      .join(', ')}, c.nameAr, c.nameLatin FROM file mine JOIN file f ON f.sha256 = mine.sha256 AND f.id <> mine.id
     JOIN entry e ON e.id = f.entryId LEFT JOIN contact c ON c.id = e.correspondentId
     WHERE mine.id IN (SELECT value FROM json_each(?)) AND e.id <> ? AND e.cancelledAt IS NULL AND ${CLEARED}
     ORDER BY e.registeredAt DESC LIMIT 5`,
    [JSON.stringify(like.fileIds), like.id, levelRank(actor.clearance), actor.userId],
  )
}
