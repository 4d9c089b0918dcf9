import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { keepSheet, keptSheet } from '../../db/register/closings'
import { sha256 } from '../../domain/hash'
import { keyIdOf } from '../../domain/letters/code'
import { printSheetCode } from '../../domain/register/sheet-code'
import type { Desk } from '../desk'
import { sheetFacts, type SheetFacts } from './sheet-facts'
import { sheetPaper } from './sheet-paper'

/**
 * The sheet of a closing, to be looked at, printed and handed over. Made once, by the PC that holds the book, and kept as it was; when
 * an entry on it was guarded since, or the closing was opened again, what is given is made anew and not kept (A2).
 * @throws no-book where it was not kept and another PC holds the book
 */
export async function sheetBytes(desk: Desk, actor: Actor, actId: string): Promise<{ bytes: Buffer; name: string }> {
  const facts = await desk.db.snapshot((read) => sheetFacts(read, actId))
  const { act, book, register } = facts
  const kept = facts.raised || !facts.stands ? undefined : await keptSheet(desk.db.read, actId)
  const bytes = kept?.body ?? (await made(desk, actor, facts))
  const name = `${register.code}-${book.year}-${(facts.day ?? facts.year)?.date ?? ''}-${act.position}.pdf`
  return { bytes, name }
}

/** @returns diwan://print/<token> */
export async function showSheet(desk: Desk, actor: Actor, actId: string): Promise<string> {
  return desk.print.put({ ...(await sheetBytes(desk, actor, actId)), userId: actor.userId })
}

async function made(desk: Desk, actor: Actor, facts: SheetFacts): Promise<Buffer> {
  const { act, book } = facts
  // The code is signed by the PC that keeps the book: no other can say so.
  if (book.holderId !== desk.device.id) throw new AppError('no-book', { register: '', year: book.year })
  const date = (facts.day ?? facts.year)?.date ?? ''
  const code = { bookId: book.id, date, position: act.position, head: act.link, keyId: keyIdOf(desk.device.id) }
  const paper = sheetPaper(facts, desk.office, printSheetCode(code, desk.device.sign))
  const about = `${facts.register.code}/${book.year} ${date}`
  const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId, about }, (work) => {
    work.progress('drawing', 0)
    return desk.pdf.paper(paper, work.signal)
  })
  if (facts.raised || !facts.stands) return bytes
  await desk.db.write((tx) => keepSheet(tx, act.id, { body: bytes, sha256: sha256(bytes) }, desk.clock.now()))
  // Two people may have asked at once: the first one's is the sheet.
  return (await keptSheet(desk.db.read, act.id))?.body ?? bytes
}
