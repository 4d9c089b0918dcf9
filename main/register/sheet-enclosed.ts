import type { Plain } from '../../contract/wire'
import type { ActRow } from '../../db/register/acts'
import type { OfficeFacts } from '../desk'
import type { SheetFacts } from './sheet-facts'

/** How whoever has only this file, in twenty years, holds it against the sheet. English: it is read by whoever writes a program. */
const HOW =
  'bodyHash = sha256(salt + body); commitment = sha256(canonical(header) + bodyHash), the header being {at, bookId, deviceId, entryId, kind, ' +
  'position, seq, userId} as RFC 8785; link = sha256(previous + seq + commitment). The acts follow on "before" and end in the "head" that ' +
  'the closing act states; the link of the closing act is the head on the sheet. A body that is null is withheld: its hash stands.'

/** The acts a sheet is about, each with what proves it; the content of what is guarded is left out, its hash is not (A2). */
export function enclosed(facts: SheetFacts, office: OfficeFacts): Plain {
  const { book, register, before, act } = facts
  const open = ({ entryId }: ActRow): boolean => entryId === null || facts.entries.get(entryId)?.fields != null
  const plain = (row: ActRow): Plain => {
    const { position, kind, entryId, seq, at, userId, deviceId, bodyHash, previous, link, signature } = row
    const [body, salt] = open(row) ? [row.body, row.salt] : [null, null]
    return { position, kind, entryId, seq, at, userId, deviceId, body, salt, bodyHash, previous, link, signature }
  }
  return {
    format: 'diwan-closing-1',
    how: HOW,
    office: office.names,
    register: { code: register.code, names: register.names },
    book: { id: book.id, year: book.year, desk: book.desk, opening: book.opening },
    before,
    acts: facts.acts.map(plain),
    closing: plain(act),
    people: Object.fromEntries([...facts.people]),
    correspondents: Object.fromEntries(
      [...facts.correspondents].map(([id, { nameAr, nameLatin }]) => [
        id,
        { ar: (JSON.parse(nameAr) as { full: string }).full, latin: (JSON.parse(nameLatin) as { full: string }).full },
      ]),
    ),
  }
}
