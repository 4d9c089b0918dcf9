import { setImmediate as breathe } from 'node:timers/promises'
import { closingKinds, type Verdict } from '../../contract/books'
import type { Fields, Plain } from '../../contract/wire'
import type { Database } from '../../db/core/database'
import type { Reader } from '../../db/core/sql'
import { destroyedInBook, type DestroyedInBook } from '../../db/disposal/destroyed'
import { actsAfter, actsOfEntries, missingEntry, numberAt, type ActRow } from '../../db/register/acts'
import { booksOf, type BookRow } from '../../db/register/books'
import { paperOf } from '../../db/register/paper'
import { entryFieldsAfter } from '../../db/register/entries'
import { arriving } from '../../db/sync/arriving'
import { keyRows, keysOfPeople } from '../../db/sync/trust'
import { heldAgainst, type Anchored } from '../../domain/register/anchors'
import { chainStart, follow } from '../../domain/register/chain'
import { neverClosed, type Closed } from '../../domain/register/closing'
import { replay } from '../../domain/register/replay'
import { verdictOf, type Anchor, type Findings } from '../../domain/register/verdict'
import { canonical } from '../../domain/sync/canonical'
import { verifySignature } from '../../domain/trust/keys'
import { unwatched } from '../jobs/work'
import type { NumberJournal } from './journal'
import { closingFault } from './proof-closings'

/** Some milliseconds of hashing at a time: the window goes on between two of them. */
const PAGE = 200
/** What takes a number away, or says that none was given, is signed by whoever did it. */
const SIGNED: readonly string[] = ['cancellation', 'void', 'confirmation', ...closingKinds]

/**
 * I5: says of every book of a year whether it is whole. Beyond the chain itself, signatures are verified, each entry's row is
 * held against what its acts say it must be (a change made beside the program is found too), and the journal is an anchor
 * outside the database. One snapshot, in pages: a clerk registers meanwhile, and a large book takes no more room than a small.
 */
export async function verifyBooks(
  parts: { db: Database; journal: NumberJournal },
  registerId: string,
  year: number,
  work = unwatched,
): Promise<Verdict[]> {
  const found = await proveBooks(parts, (book) => book.registerId === registerId && book.year === year, [], work)
  return found.map(({ verdict }) => verdict)
}

/** What was found out about a book. */
export type Proven = {
  book: BookRow
  verdict: Verdict
  used: number
  voids: number
  cancelled: number
  signatures: number
  closed: Closed
  destroyed: DestroyedInBook[]
}

/**
 * @param anchors heads kept on paper; what became of each is written into it
 */
export function proveBooks(
  { db, journal }: { db: Database; journal: NumberJournal },
  which: (book: BookRow) => boolean,
  anchors: readonly Anchored[],
  work = unwatched,
): Promise<Proven[]> {
  // Before the snapshot: whatever the journal knows is in it.
  const marks = journal.marks()
  return db.snapshot(async (read) => {
    const keys = { of: await keysOfPeople(read), rows: await keyRows(read) }
    const proven: Proven[] = []
    const books = (await booksOf(read)).filter(which)
    const whole = books.reduce((acts, { lastPosition }) => acts + lastPosition, 0)
    let before = 0
    for (const book of books) {
      // Acts first, then the rows they speak of: each is half of the way.
      const at: At = (step, done) =>
        work.progress(step, before + (step === 'acts' ? 0 : book.lastPosition) + done, whole * 2)
      proven.push(await verifyBook(read, book, { mark: marks.get(book.id), paper: anchors }, keys, at))
      before += 2 * book.lastPosition
    }
    return proven
  })
}

/** How many acts, or rows, of the book that is being read. */
type At = (step: 'acts' | 'rows', done: number) => void
type Keys = {
  of: ReadonlyMap<string, readonly string[]>
  rows: ReadonlyMap<string, { userId: string; publicKey: string }>
}

async function verifyBook(
  read: Reader,
  book: BookRow,
  { mark, paper }: { mark: Anchor | undefined; paper: readonly Anchored[] },
  keys: Keys,
  at: At,
): Promise<Proven> {
  const { acts, counted, closed, ...chain } = await readChain(read, book, mark?.position ?? 0, paper, keys, at)
  const found = { ...chain, row: chain.broken === null ? await alteredEntry(read, book.id, at) : null }
  const inside = verdictOf(found, mark, await arriving(read, book.id))
  const { result, position, numberText } = heldAgainst(inside, book.id, chain.chain.position, paper)
  const seq = position === null ? 0 : await numberAt(read, book.id, position)
  const verdict: Verdict = {
    bookId: book.id,
    result,
    at: numberText ?? (position === null ? null : seq > 0 ? String(seq) : `#${position}`),
    acts,
    head: acts > 0 ? found.chain.head : null,
    paper: book.transcribed === null ? null : ((await paperOf(read, book.id))?.numbers ?? null),
  }
  return { book, verdict, closed, ...counted, destroyed: await destroyedInBook(read, book.id) }
}

type ReadThrough = Omit<Findings, 'row'> & {
  acts: number
  counted: Pick<Proven, 'used' | 'voids' | 'cancelled' | 'signatures'>
  closed: Closed
}

async function readChain(
  read: Reader,
  book: BookRow,
  anchorAt: number,
  paper: readonly Anchored[],
  keys: Keys,
  at: At,
): Promise<ReadThrough> {
  const state: ReadThrough = {
    ...{ chain: chainStart(book.id, book.opening), broken: null, unknownKey: null, atAnchor: null, acts: 0 },
    ...{ counted: { used: 0, voids: 0, cancelled: 0, signatures: 0 }, closed: neverClosed },
  }
  const { counted } = state
  for (;;) {
    const page = await actsAfter(read, book.id, state.chain.position, PAGE)
    for (const act of page) {
      const next = follow(state.chain, book.id, act)
      const signature = signatureOf(act, keys.of)
      const whole = state.chain.gap === null && act.position === state.chain.position + 1
      const closed = whole ? state.closed : { ...state.closed, sure: false }
      const closing = await closingFault(read, { closed, whole }, act, book, keys.rows)
      if (!next || signature === 'wrong' || closing === 'wrong') return { ...state, broken: act.position }
      state.chain = next
      state.acts++
      counted.used += Number(act.kind === 'registration')
      counted.voids += Number(act.kind === 'void')
      counted.cancelled += Number(act.kind === 'cancellation')
      counted.signatures += Number(act.signature !== null && signature === 'holds')
      if (signature === 'unknown' || closing === 'unknown') state.unknownKey ??= act.position
      state.closed = closing === 'unknown' ? { ...closed, sure: false } : closing
      if (act.position === anchorAt) state.atAnchor = act.link
      for (const anchor of paper) anchor.meets(act)
    }
    at('acts', state.acts)
    if (page.length < PAGE) return state
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
