import type { Actor } from '../../contract/permissions'
import type { EntryLink } from '../../contract/register'
import { referenceKey } from '../../domain/register/reference'
import { sql, type Reader } from '../core/sql'
import { visible, type Viewer } from '../../domain/visibility'
import { seenRow } from '../visibility/sight'
import type { EntryRecord } from './entries'

type Linked = Pick<
  EntryRecord,
  | 'id'
  | 'numberText'
  | 'subject'
  | 'level'
  | 'registeredById'
  | 'businessDate'
  | 'letterDate'
  | 'reference'
  | 'arrivalAt'
  | 'cancelledAt'
>
const LINK =
  'e.id, e.numberText, e.subject, e.level, e.registeredById, e.businessDate, e.letterDate, e.reference, e.arrivalAt, e.cancelledAt'

export const toLink = ({ id, numberText, subject, cancelledAt }: Linked): EntryLink => ({
  ...{ id, numberText, subject },
  cancelled: cancelledAt !== null,
})

/** Another entry that a row points at, if this person may see it (A2). */
export const linkedEntry = (read: Reader, viewer: Viewer, id: string | null): Promise<Linked | undefined> =>
  id === null ? Promise.resolve(undefined) : seenRow<Linked>(read, viewer, 'entry', id)

/** C4: what answers this entry, or all of the petitions it is one of (D9), as far as this person may see it. */
export function repliesTo(
  read: Reader,
  viewer: Viewer,
  { id, batchOfId }: { id: string; batchOfId: string | null },
): Promise<Linked[]> {
  const may = visible('entry', 'e', viewer)
  return sql(read).all(
    `SELECT ${LINK} FROM entry e WHERE e.replyToId IN (?, ?) AND e.cancelledAt IS NULL AND ${may.sql} ORDER BY e.registeredAt`,
    [id, batchOfId, ...may.params],
  )
}

/**
 * C3: same sender, same reference however it is written, same letter date; a copy without a date may be of any day. What the asker
 * may not see is not betrayed (A2).
 */
export function sameReference(
  read: Reader,
  actor: Actor,
  like: { id: string; correspondentId: string; reference: string; letterDate: string | null },
): Promise<(Linked & { nameAr: string | null; nameLatin: string | null })[]> {
  const may = visible('entry', 'e', actor)
  return sql(read).all(
    `SELECT ${LINK}, c.nameAr, c.nameLatin FROM entry e LEFT JOIN contact c ON c.id = e.correspondentId
     WHERE e.id IN (SELECT rowId FROM searchDoc WHERE referenceKey = ?) AND e.correspondentId = ?
       AND (e.letterDate IS NULL OR ? IS NULL OR e.letterDate = ?) AND e.id <> ? AND e.cancelledAt IS NULL AND ${may.sql}
     ORDER BY e.registeredAt DESC LIMIT 5`,
    [referenceKey(like.reference), like.correspondentId, like.letterDate, like.letterDate, like.id, ...may.params],
  )
}

/** C3: the same file, by its hash; asked about one that the asker may see, so that nobody learns what a hidden one holds. */
export function sameFile(
  read: Reader,
  actor: Actor,
  like: { id: string; fileIds: readonly string[] },
): Promise<(Linked & { nameAr: string | null; nameLatin: string | null })[]> {
  const [may, mine] = [visible('entry', 'e', actor), visible('file', 'mine', actor)]
  return sql(read).all(
    `SELECT DISTINCT ${LINK}, c.nameAr, c.nameLatin FROM file mine JOIN file f ON f.sha256 = mine.sha256 AND f.id <> mine.id
     JOIN entry e ON e.id = f.entryId LEFT JOIN contact c ON c.id = e.correspondentId
     WHERE mine.id IN (SELECT value FROM json_each(?)) AND ${mine.sql} AND e.id <> ? AND e.cancelledAt IS NULL AND ${may.sql}
     ORDER BY e.registeredAt DESC LIMIT 5`,
    [JSON.stringify(like.fileIds), ...mine.params, like.id, ...may.params],
  )
}
