import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { letterById, unprinted, type LetterRecord } from '../../db/letters/letters'
import { createRow, patchRow } from '../../db/outbox/changes'
import { entryRecord } from '../../db/register/entries'
import { bookById } from '../../db/register/books'
import { keyIdOf, printLetterCode } from '../../domain/letters/code'
import { deviceStamp, type Desk } from '../desk'
import { keepBytes } from '../documents/content'
import type { Work } from '../jobs/work'
import type { LetterValues } from '../../domain/letters/frozen'
import { letterModel } from './compose'
import { frozenOf, hashOf, unsigned } from './page-values'
import { withTyping } from './own-words'
import { readableLetter } from './reading'
import { sealed } from './seal'
import { waits } from './signature/kept'
import { withOfficeSignature } from './signature/office-signature'

/** The page as it would be printed now, with the hash a signature would freeze. */
export async function previewLetter(
  desk: Desk,
  actor: Actor,
  id: string,
): Promise<{ url: string; pages: number; hash: string }> {
  const letter = await withTyping(desk, actor, await readableLetter(desk, actor, id))
  const frozen = await frozenOf(desk, actor, letter, desk.db.read)
  const values = { ...unsigned(letter, frozen.facts), ...(await addedTo(desk, letter)) }
  const model = letterModel(letter.content, values)
  const { bytes, pages } = await desk.jobs.run({ kind: 'print', byId: actor.userId }, (work) => {
    work.progress('drawing', 0)
    return desk.pdf.letter(model, work.signal)
  })
  const url = desk.print.put({ bytes, name: 'preview.pdf', userId: actor.userId, of: { entity: 'letter', id } })
  return { url, pages, hash: hashOf(letter, frozen) }
}

/**
 * Makes the letter's PDF, once, after its number is given, and keeps it by hash as a file of its outgoing entry. It says
 * nothing that is not in the database, so making it again after a kill gives the same letter.
 */
export const keepPdf = (desk: Desk, id: string): Promise<void> =>
  desk.jobs.run({ kind: 'print', byId: null }, (work) => makePdf(desk, id, work))

/** The same inside a job that makes many. */
export async function makePdf(desk: Desk, id: string, { signal, progress }: Work): Promise<void> {
  progress('drawing', 0)
  const letter = await letterById(desk.db.read, id)
  if (!letter || letter.state !== 'issued' || letter.pdfFileId !== null || letter.issuedEntryId === null) return
  const entry = await entryRecord(desk.db.read, letter.issuedEntryId)
  if (!entry || !letter.frozen) throw new AppError('not-found')
  // W2, N7: made once, by the PC that issued it; the others get it as a file.
  if ((await bookById(desk.db.read, entry.bookId))?.holderId !== desk.device.id) return
  const values = { ...unsigned(letter, letter.frozen.facts), ...(await addedTo(desk, letter)) }
  // The code names the page count, which the code itself does not change: it stands in the foot of the page.
  const set = (pages: number): ReturnType<typeof desk.pdf.letter> =>
    desk.pdf.letter(letterModel(letter.content, { ...values, qr: codeFor(desk, letter, entry, pages) }), signal)
  const first = await set(1)
  const made = first.pages === 1 ? first : await set(first.pages)
  const { bytes, waits: stampLater } = await withOfficeSignature(desk, sealed(made.bytes, desk.device.sign), {
    number: entry.numberText,
    at: entry.registeredAt,
  })
  const stamp = deviceStamp(desk)
  const fileId = desk.newId()
  await keepBytes(desk, bytes, async (tx, kept) => {
    const current = await letterById(tx, id)
    if (!current || current.pdfFileId !== null) return
    const name = `${entry.numberText.replaceAll('/', '-')}.pdf`
    const file = {
      entryId: entry.id,
      name,
      mediaType: 'application/pdf',
      size: kept.size,
      sha256: kept.sha256,
      version: 1,
      position: 0,
    }
    await createRow(
      tx,
      'file',
      fileId,
      { ...file, replacedById: null, createdAt: stamp.at, createdById: entry.registeredById },
      stamp,
    )
    await patchRow(tx, 'letter', id, { pdfFileId: fileId }, stamp)
    if (stampLater) await waits(tx, id)
  })
  desk.emit('letters', 'changed', { ids: [id] })
  desk.emit('register', 'changed', { ids: [entry.id] })
}

/** After a kill between number and file: what was issued here and has no PDF yet gets it. */
export async function keepMissingPdfs(desk: Desk): Promise<number> {
  const waiting = await unprinted(desk.db.read)
  for (const { id } of waiting) await keepPdf(desk, id)
  return waiting.length
}

function codeFor(
  desk: Desk,
  letter: LetterRecord,
  entry: { numberText: string; businessDate: string },
  pages: number,
): string {
  return printLetterCode(
    {
      number: entry.numberText,
      date: entry.businessDate,
      sender: desk.office.names.ar,
      frozen: letter.frozenHash ?? '',
      pages,
      keyId: keyIdOf(desk.device.id),
    },
    desk.device.sign,
  )
}

/** What has come since the text stood: who signed it and when, then number and day of issue. */
async function addedTo(
  desk: Desk,
  letter: LetterRecord,
): Promise<Pick<LetterValues, 'signed' | 'issued' | 'createdAt'>> {
  const { read } = desk.db
  const entry = letter.issuedEntryId === null ? undefined : await entryRecord(read, letter.issuedEntryId)
  return {
    signed:
      letter.frozen?.signer && letter.signedAt !== null ? { names: letter.frozen.signer, at: letter.signedAt } : null,
    issued: entry ? { numberText: entry.numberText, date: entry.businessDate } : null,
    createdAt: entry?.registeredAt ?? letter.updatedAt,
  }
}
