import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import { letterById, unprinted, type LetterRecord } from '../../db/letters/letters'
import { createRow, patchRow, type Stamp } from '../../db/outbox/changes'
import { entryRecord } from '../../db/register/entries'
import { linkedEntry } from '../../db/register/reads'
import { personById } from '../../db/session/people'
import { sha256 } from '../../domain/hash'
import { keyIdOf, sealed } from '../../domain/letters/seal'
import { dateOf } from '../../domain/text/dates'
import { nameIn } from '../../domain/words'
import type { Desk } from '../desk'
import { keepBytes } from '../documents/content'
import { letterModel, type LetterFacts } from './compose'
import { frozenHash, readableLetter } from './letters'

/** The page as it would be printed now, with the hash a signature would freeze. */
export async function previewLetter(
  desk: Desk,
  actor: Actor,
  id: string,
): Promise<{ url: string; pages: number; hash: string }> {
  const letter = await readableLetter(desk, actor, id)
  const { bytes, pages } = await desk.pdf.letter(letterModel(letter.content, await factsOf(desk, letter, null)))
  const url = desk.print.put({ bytes, name: 'preview.pdf', userId: actor.userId })
  return { url, pages, hash: frozenHash(id, letter.content) }
}

/**
 * Makes the letter's PDF, once, after its number is given, and keeps it by hash as a file of its outgoing entry. It says
 * nothing that is not in the database, so making it again after a kill gives the same letter.
 */
export async function keepPdf(desk: Desk, id: string): Promise<void> {
  const letter = await letterById(desk.db.read, id)
  if (!letter || letter.state !== 'issued' || letter.pdfFileId !== null || letter.issuedEntryId === null) return
  const entry = await entryRecord(desk.db.read, letter.issuedEntryId)
  if (!entry) throw new AppError('not-found')
  const facts = await factsOf(desk, letter, null)
  // The code names the page count, which the code itself does not change: it stands in the foot of the page.
  const { pages } = await desk.pdf.letter(
    letterModel(letter.content, { ...facts, qr: codeFor(desk, letter, entry, 1) }),
  )
  const { bytes } = await desk.pdf.letter(
    letterModel(letter.content, { ...facts, qr: codeFor(desk, letter, entry, pages) }),
  )
  const stamp: Stamp = { userId: entry.registeredById, deviceId: desk.device.id, at: desk.clock.now() }
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
      { ...file, replacedById: null, createdAt: stamp.at, createdById: stamp.userId },
      stamp,
    )
    await patchRow(tx, 'letter', id, { pdfFileId: fileId }, stamp)
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
  return sealed(
    {
      number: entry.numberText,
      date: entry.businessDate,
      sender: desk.office.names.ar,
      subjectHash: sha256(letter.content.subject.ar),
      pages,
      keyId: keyIdOf(desk.device.id),
    },
    desk.device.sign,
  )
}

async function factsOf(desk: Desk, letter: LetterRecord, qr: string | null): Promise<LetterFacts> {
  const read = desk.db.read
  const issued = letter.issuedEntryId === null ? undefined : await entryRecord(read, letter.issuedEntryId)
  const original = letter.replyToId === null ? undefined : await linkedEntry(read, letter.replyToId)
  const signer = letter.signedById === null ? undefined : await personById(read, letter.signedById)
  return {
    office: desk.office,
    original: original ?? null,
    date: issued?.businessDate ?? dateOf(desk.clock.now(), desk.office.timeZone),
    numberText: issued?.numberText ?? null,
    signed: signer && letter.signedAt !== null ? { names: bothNames(signer.names, letter), at: letter.signedAt } : null,
    qr,
    createdAt: issued?.registeredAt ?? letter.updatedAt,
  }
}

const bothNames = (names: Names, letter: LetterRecord): { ar: string; other: string } => ({
  ar: names.ar,
  other: nameIn(names, letter.content.secondLanguage),
})
