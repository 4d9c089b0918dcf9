import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { AnchorFound, BookProof, Proof } from '../../contract/closing'
import type { Names } from '../../contract/values'
import { deviceKeys } from '../../db/letters/letters'
import { bookById } from '../../db/register/books'
import { registerRows } from '../../db/register/registers'
import { personById } from '../../db/session/people'
import { keyIdOf } from '../../domain/letters/code'
import { Anchored } from '../../domain/register/anchors'
import { closedThrough } from '../../domain/register/closing'
import { readSheetCode, typedHead } from '../../domain/register/sheet-code'
import { verifySignature } from '../../domain/trust/keys'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'
import { languageOf } from '../session/preferences'
import { attestationPaper } from './attestation-paper'
import { proveBooks, type Proven } from './proof'

type Read = { text: string; device: string | null; anchor: Anchored | null; result: 'unread' | 'no-book' | null }

/** What was proven last, for whoever asked: printing it does not read a million acts again. */
const proofs = new WeakMap<object, Map<string, Proof>>()

/** I5: every book of the office, held against its signatures, its sheets and the heads somebody kept on paper. */
export function prove(desk: Desk, actor: Actor, anchors: readonly string[]): Promise<Proof> {
  const good = ({ books, anchors: met }: Proof): 'good' | 'attention' =>
    books.every(({ result }) => result === 'whole') && met.every(({ result }) => result === 'stands')
      ? 'good'
      : 'attention'
  return desk.jobs.run({ kind: 'proof', byId: actor.userId, finding: good }, async (work) => {
    const proof = await proveAll(desk, anchors, work)
    proofs.set(desk, (proofs.get(desk) ?? new Map<string, Proof>()).set(actor.userId, proof))
    return proof
  })
}

/** Without a window: what the command line prints. */
export async function proveAll(desk: Desk, texts: readonly string[], work?: Work): Promise<Proof> {
  const read = await Promise.all(texts.filter((text) => text.trim() !== '').map((text) => readAnchor(desk, text)))
  const anchors = read.flatMap(({ anchor }) => anchor ?? [])
  const registers = new Map((await registerRows(desk.db.read)).map((register) => [register.id, register]))
  const proven = await proveBooks(desk, ({ registerId }) => registers.has(registerId), anchors, work)
  const books = proven.map((one): BookProof => {
    const register = registers.get(one.book.registerId)
    return toProof(one, register?.code ?? '', JSON.parse(register?.names ?? '{}') as Names)
  })
  const order = [...registers.keys()]
  const place = ({ registerId, year }: BookProof): number => order.indexOf(registerId) * 10_000 - year
  books.sort((one, other) => place(one) - place(other))
  return { id: desk.newId(), at: desk.clock.now(), books, anchors: read.map((one) => found(one, books)) }
}

/** The code of a sheet, signed by a PC of the office, or a head as somebody typed it. */
async function readAnchor(desk: Desk, text: string): Promise<Read> {
  const sheet = readSheetCode(text)
  const typed = sheet === null ? typedHead(text) : null
  if (typed) return { text, device: null, anchor: new Anchored(typed), result: null }
  if (sheet === null || sheet === 'misread') return { text, device: null, anchor: null, result: 'unread' }
  const { bookId, position, head, keyId } = sheet.code
  const key = (await deviceKeys(desk.db.read)).find(({ id }) => keyIdOf(id) === keyId)
  if (!key || !verifySignature(key.publicKey, sheet.text, sheet.signature))
    return { text, device: null, anchor: null, result: 'unread' }
  if (!(await bookById(desk.db.read, bookId))) return { text, device: key.name, anchor: null, result: 'no-book' }
  return { text, device: key.name, anchor: new Anchored(head, { bookId, position }), result: null }
}

function found({ text, device, anchor, result }: Read, books: readonly BookProof[]): AnchorFound {
  const place = anchor?.found ?? anchor?.place ?? null
  const of = { text, device, bookId: place?.bookId ?? null, position: place?.position ?? null }
  if (!anchor) return { ...of, result: result ?? 'unread' }
  if (anchor.found) return { ...of, result: 'stands' }
  // A head that no book ever had: it was typed wrong, or a book was rewritten.
  if (!anchor.place || anchor.differs) return { ...of, result: 'differs' }
  const book = books.find(({ bookId }) => bookId === anchor.place?.bookId)
  return { ...of, result: book?.result === 'altered' ? 'differs' : 'beyond' }
}

function toProof({ book, verdict, closed, destroyed, ...counted }: Proven, code: string, names: Names): BookProof {
  const { registerId, year, desk, opening, lastSeq: last } = book
  const sheets = { sheets: closed.days.length, through: closedThrough(closed), yearClosed: closed.year !== null }
  return {
    ...verdict,
    ...{ registerId, year, desk, opening, last, code, names },
    ...counted,
    ...sheets,
    destroyed: destroyed.map(namedBy),
  }
}

const namedBy = ({ byNames, ...one }: Proven['destroyed'][number]): BookProof['destroyed'][number] => ({
  ...one,
  byNames: byNames === null ? null : (JSON.parse(byNames) as Names),
})

/** What was proven, as paper: in the reader's language and Arabic. @returns diwan://print/<token> */
export async function attestationOf(desk: Desk, actor: Actor, id: string): Promise<string> {
  const proof = proofs.get(desk)?.get(actor.userId)
  if (proof?.id !== id) throw new AppError('stale')
  const [reader, language] = [await personById(desk.db.read, actor.userId), await languageOf(desk.db.read, actor)]
  const paper = attestationPaper(proof, desk.office, { language, names: reader?.names ?? null })
  const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId }, (work) => {
    work.progress('drawing', 0)
    return desk.pdf.paper(paper, work.signal)
  })
  return desk.print.put({ bytes, name: 'diwan-attestation.pdf', userId: actor.userId })
}
