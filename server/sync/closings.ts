import { can } from '../../contract/permissions'
import { sha256 } from '../../domain/hash'
import { linkOf } from '../../domain/register/chain'
import { after, isClosed, isClosing, type ClosingAct } from '../../domain/register/closing'
import { confirmedBy } from '../../domain/register/confirmation'
import { secondOf } from '../../domain/register/reopening'
import { verifySignature } from '../../domain/trust/keys'
import { unproven } from '../../domain/trust/proof'
import type { ServerRow } from '../db/rows'
import type { StoredClosing } from '../db/closings'
import type { Judged, OfficeRows } from './office-rows'

/** An act of closing as the rules take it; null for anything else. */
export function closingOf({
  entity,
  fields,
}: Pick<Judged, 'entity' | 'fields'>): (ClosingAct & { book: string }) | null {
  const { bookId: book, position, kind, at, body } = fields
  if (entity !== 'act' || !isClosing(kind) || kind === 'deposit') return null
  return {
    book: String(book),
    position: Number(position),
    kind,
    at: Number(at),
    body: typeof body === 'string' ? body : null,
  }
}

/**
 * I4, asked again where it counts: a closed day or year takes no entry, an act of closing fits what is closed, its person signed it, and a
 * re-opening is two people's proven word, each of whom may.
 */
export function refuseClosing(op: Judged, rows: OfficeRows): 'wrong-state' | 'unproven' | null {
  const closed = rows.closed(op.fields['bookId'])
  if (op.entity === 'entry') return isClosed(closed, String(op.fields['businessDate'])) ? 'wrong-state' : null
  if (op.entity === 'act' && op.fields['kind'] === 'confirmation') return refuseConfirmation(op, rows)
  if (op.entity !== 'act' || !isClosing(op.fields['kind'])) return null
  // Of the book as a whole: where an entry is named it would be found with that, and by nobody who asks what is closed.
  if (op.fields['entryId'] !== null || op.fields['seq'] !== 0) return 'wrong-state'
  if (!isSaid(op, rows)) return 'unproven'
  const { kind, position, at, body } = op.fields
  const act = { kind: String(kind), position: Number(position), at: Number(at), body: String(body) }
  if (after(closed, act) === null) return 'wrong-state'
  return kind === 'reopening' && !twoPeople(op, rows) ? 'unproven' : null
}

/** Its link is of what it says, and signed with a proven key of its person. */
function isSaid({ fields, user }: Judged, rows: OfficeRows): boolean {
  const { body, salt, bodyHash, previous, link, signature } = fields
  if (typeof body !== 'string' || typeof salt !== 'string' || typeof signature !== 'string') return false
  const header = fields as unknown as Parameters<typeof linkOf>[0]
  if (sha256(salt + body) !== bodyHash || linkOf(header, String(bodyHash), String(previous)) !== link) return false
  return user !== null && ownKeysOf(user, rows).some((key) => verifySignature(key.publicKey, String(link), signature))
}

const twoPeople = ({ fields, user }: Judged, rows: OfficeRows): boolean =>
  mayBeSecond(secondOf(wordOf({ fields, user }), keyIn(rows)), rows)

/** N1: the second word for a book's first number is a proven one, of somebody who may say it, and of this book. */
function refuseConfirmation(op: Judged, rows: OfficeRows): 'wrong-state' | 'unproven' | null {
  const { bookId, entryId, seq } = op.fields
  const book = rows.row('book', bookId)?.fields
  if (!book || entryId !== null || seq !== 0) return 'wrong-state'
  if (!isSaid(op, rows)) return 'unproven'
  const said = { year: Number(book['year']), opening: Number(book['opening']) }
  return mayBeSecond(confirmedBy(wordOf(op), said, keyIn(rows)), rows) ? null : 'unproven'
}

const wordOf = ({ fields, user }: Pick<Judged, 'fields' | 'user'>) => ({
  ...{ bookId: String(fields['bookId']), position: Number(fields['position']), previous: String(fields['previous']) },
  ...{ userId: String(user), at: Number(fields['at']), body: String(fields['body']) },
})

const keyIn =
  (rows: OfficeRows) =>
  (userId: string, keyId: string): string | undefined =>
    ownKeysOf(userId, rows).find(({ id }) => id === keyId)?.publicKey

function mayBeSecond(second: { secondId: string } | 'unknown' | null, rows: OfficeRows): boolean {
  if (second === null || second === 'unknown') return false
  const { actor } = rows.pusher(second.secondId)
  return actor !== null && can(actor, 'register:reopen')
}

/** Proven ones, and none that an administrator made for them: that is not their own word. */
export const ownKeysOf = (userId: string, rows: OfficeRows): { id: string; publicKey: string }[] =>
  rows.trust
    .keysOf(userId)
    .flatMap(({ id, fields }) =>
      unproven(rows.trust, 'userKey', id, fields) === null && fields['origin'] !== 'reset'
        ? [{ id, publicKey: String(fields['publicKey']) }]
        : [],
    )

/** What the ledger keeps of rows that came; one whose content was not taken is kept as such: after it nothing is sure. */
export const closingsIn = (rows: readonly ServerRow[]): StoredClosing[] => rows.flatMap((row) => closingOf(row) ?? [])
