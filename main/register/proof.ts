import { setImmediate as breathe } from 'node:timers/promises'
import type { Verdict } from '../../contract/books'
import type { Fields, Plain } from '../../contract/wire'
import type { Database } from '../../db/core/database'
import type { Reader } from '../../db/core/sql'
import { actsAfter, actsOfEntries, missingEntry, numberAt, type ActRow } from '../../db/register/acts'
import { booksOf, type BookRow } from '../../db/register/books'
import { paperOf } from '../../db/register/paper'
import { entryFieldsAfter } from '../../db/register/entries'
import { arriving } from '../../db/sync/arriving'
import { keysOfPeople } from '../../db/sync/trust'
import { chainStart, follow } from '../../domain/register/chain'
import { replay } from '../../domain/register/replay'
import { verdictOf, type Findings } from '../../domain/register/verdict'
import { canonical } from '../../domain/sync/canonical'
import { verifySignature } from '../../domain/trust/keys'
import { unwatched } from '../jobs/work'
import type { NumberJournal } from './journal'

/** Some milliseconds of hashing at a time: the window goes on between two of them. */
const PAGE = 200
/** What takes a number away, or says that none was given, is signed by whoever did it. */
const SIGNED: readonly string[] = ['cancellation', 'void']

/**
 * I5: says of every book of a year whether it is whole. Beyond the chain itself, signatures are verified, each entry's row is
 * held against what its acts say it must be (a change made beside the program is found too), and the journal is an anchor
 * outside the database. One snapshot, in pages: a clerk registers meanwhile, and a large book takes no more room than a small.
 */
export function verifyBooks(
  { db, journal }: { db: Database; journal: NumberJournal },
  registerId: string,
  year: number,
  work = unwatched,
): Promise<Verdict[]> {
  // Before the snapshot: whatever the journal knows is in it.
  const marks = journal.marks()
  return db.snapshot(async (read) => {
    const keys = await keysOfPeople(read)
    const verdicts: Verdict[] = []
    const books = (await booksOf(read, registerId)).filter((book) => book.year === year)
    const whole = books.reduce((acts, { lastPosition }) => acts + lastPosition, 0)
    let before = 0
    for (const book of books) {
      // Acts first, then the rows they speak of: each is half of the way.
      const at: At = (step, done) =>
        work.progress(step, before + (step === 'acts' ? 0 : book.lastPosition) + done, whole * 2)
      verdicts.push(await verifyBook(read, book, marks.get(book.id), keys, at))
      before += 2 * book.lastPosition
    }
    return verdicts
  })
}

/** How many acts, or rows, of the book that is being read. */
type At = (step: 'acts' | 'rows', done: number) => void

async function verifyBook(
  read: Reader,
  book: BookRow,
  anchor: { position: number; link: string } | undefined,
  keys: ReadonlyMap<string, readonly string[]>,
  at: At,
): Promise<Verdict> {
  const { acts, ...chain } = await readChain(read, book, anchor?.position ?? 0, keys, at)
  const found = { ...chain, row: chain.broken === null ? await alteredEntry(read, book.id, at) : null }
  const { result, position, numberText } = verdictOf(found, anchor, await arriving(read, book.id))
  const seq = position === null ? 0 : await numberAt(read, book.id, position)
  return {
    bookId: book.id,
    result,
    at: numberText ?? (position === null ? null : seq > 0 ? String(seq) : `#${position}`),
    acts,
    head: acts > 0 ? found.chain.head : null,
    paper: book.transcribed === null ? null : ((await paperOf(read, book.id))?.numbers ?? null),
  }
}

async function readChain(
  read: Reader,
  book: BookRow,
  anchorAt: number,
  keys: ReadonlyMap<string, readonly string[]>,
  at: At,
): Promise<Omit<Findings, 'row'> & { acts: number }> {
  let chain = chainStart(book.id, book.opening)
  let acts = 0
  let unknownKey: number | null = null
  let atAnchor: string | null = null
  for (;;) {
    const page = await actsAfter(read, book.id, chain.position, PAGE)
    for (const act of page) {
      const next = follow(chain, book.id, act)
      const signature = signatureOf(act, keys)
      if (!next || signature === 'wrong') return { chain, broken: act.position, unknownKey, atAnchor, acts }
      chain = next
      acts++
      if (signature === 'unknown') unknownKey ??= act.position
      if (act.position === anchorAt) atAnchor = act.link
    }
    at('acts', acts)
    if (page.length < PAGE) return { chain, broken: null, unknownKey, atAnchor, acts }
    await breathe()
  }
}

/** A signature of any of the person's keys, old ones too: whoever signed then is still who signed. */
function signatureOf(act: ActRow, keys: ReadonlyMap<string, readonly string[]>): 'holds' | 'wrong' | 'unknown' {
  const { signature, link, userId, kind, body } = act
  // What the server keeps of an act that was refused is its place alone.
  if (signature === null) return SIGNED.includes(kind) && body !== null ? 'wrong' : 'holds'
  const known = keys.get(userId)
  if (!known) return 'unknown'
  return known.some((key) => verifySignature(key, link, signature)) ? 'holds' : 'wrong'
}

/** The first entry whose row is not what its acts say. */
async function alteredEntry(read: Reader, bookId: string, at: At): Promise<{ numberText: string } | null> {
  let rows = 0
  for (let after = 0; ;) {
    const page = await entryFieldsAfter(read, bookId, after, PAGE)
    const acts = await actsOfEntries(
      read,
      bookId,
      page.map(({ id }) => id),
    )
    const expected = replay(acts)
    for (const { id, numberText, fields } of page) {
      const said = expected.get(id)
      if (said === undefined || (said !== null && !agrees(said, fields))) return { numberText }
    }
    at('rows', (rows += page.length))
    const last = page.at(-1)
    if (!last || page.length < PAGE) return missingEntry(read, bookId)
    after = last.seq
    await breathe()
  }
}

const agrees = (said: Fields, row: Fields): boolean =>
  Object.entries(row).every(([name, value]) => !(name in said) || canonical(said[name] as Plain) === canonical(value))
