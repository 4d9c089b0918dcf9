import { z } from 'zod'
import { Sha256 } from '../../contract/values'
import { any, as, empty } from '../visibility/rule'
import { isClosing } from '../register/closing'
import { has, isOwn, only, type Asked, type Pusher } from './writing'
import { entity } from './entity'
import { Id, Instant, base64, fixed, int, line, optional, seq, text, word } from './field'

/** I4: days and years are the head of registry's to close; a duty session is its clerk's, from its opening to its closing. */
function mayClose({ fields: { kind, body } }: Asked, who: Pusher): boolean {
  if (!isClosing(kind)) return true
  const ofDuty =
    kind === 'session' || (kind === 'dayClosing' && typeof body === 'string' && !body.includes('"session":null'))
  return has(who, 'register:close') || (ofDuty && has(who, 'register:duty'))
}

/** The chain of a book (I5): every numbered act, in order, so that any desk can verify any book it sees. */
export const act = entity({
  fields: {
    bookId: text(Id, fixed),
    position: int(seq, fixed),
    kind: text(word, fixed),
    entryId: text(Id, { ...fixed, ...optional }),
    seq: int(
      z
        .int()
        .min(0)
        .max(2 ** 31 - 1),
      fixed,
    ),
    at: int(Instant, fixed),
    userId: text(Id, fixed),
    deviceId: text(Id, fixed),
    /** Canonical JSON of what was done; may be withheld or disposed of, the links still verify. */
    body: text(line(200_000), { ...fixed, ...optional }),
    salt: text(line(100), { ...fixed, ...optional }),
    bodyHash: text(Sha256, fixed),
    previous: text(Sha256, fixed),
    link: text(Sha256, fixed),
    signature: text(base64, { ...fixed, ...optional }),
  },
  sees: any(empty('entryId'), as('entry', 'entryId')),
  writes: (op, row, who) =>
    only(
      row === null &&
        who.actor !== null &&
        op.fields['userId'] === op.user &&
        isOwn(who, op.fields['deviceId']) &&
        // A number nobody used is declared void by who may open registers (N3).
        (op.fields['kind'] !== 'void' || has(who, 'register:open')) &&
        // Who opens a book has its opening confirmed (N1).
        (op.fields['kind'] !== 'confirmation' || has(who, 'register:open')) &&
        (op.fields['kind'] !== 'rescan' || has(who, 'register:write', 'register:correct')) &&
        (op.fields['kind'] !== 'description' || has(who, 'register:correct')) &&
        mayClose(op, who),
    ),
  stays: 'in-held-book',
  tells: [{ feature: 'register', ids: 'entryId' }],
})
