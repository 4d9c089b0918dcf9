import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { letters } from '../../contract/letters'
import type { Actor } from '../../contract/permissions'
import { patchRow } from '../../db/outbox/changes'
import { deviceRow } from '../../db/session/office'
import type { LetterRecord } from '../../db/letters/letters'
import { checkStep } from '../../domain/letters/flow'
import { entryIdOf } from '../../domain/letters/issuing'
import { shownIn, sidesOf } from '../../domain/letters/layout'
import { yearOf } from '../../domain/register/clock'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { inheritedClass } from '../filing/classing'
import { stampOf, type Desk } from '../desk'
import { announce, checkContent, writeEntry } from '../register/registration'
import { clockOf } from '../register/clock'
import { issuingBook, issuingBooks } from './issuing-book'
import { checkSignature } from './signing'
import { readableLetter } from './reading'

type Input = z.output<(typeof letters)['issue']['input']>

/**
 * W2: the departure number, only after the signature: the outgoing entry and the letter's row in one transaction. The entry's id
 * follows from the letter's, so issuing twice, here or elsewhere, takes one number. The PDF is made after (printing.ts): a kill
 * between leaves an issued letter whose PDF is made at the next opening.
 */
export async function issueLetter(desk: Desk, actor: Actor, input: Input, haste?: 'spare'): Promise<void> {
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write(async (tx) => {
    const letter = await readableLetter(desk, actor, input.id, tx)
    if (letter.state === 'issued') return null
    checkStep(actor, letter, 'issued', desk.office.ownApprovalAllowed)
    await checkSignature(desk, tx, letter)
    const book = issuingBook(await issuingBooks(tx), desk.device.id, input.registerId)
    if (!book)
      throw new AppError('no-book', { register: 'outgoing', year: yearOf(dateOf(stamp.at, zoneOf(desk.office))) })
    if (book.holderId !== desk.device.id) {
      const holder = await deviceRow(tx, book.holderId)
      throw new AppError('letter-issued-elsewhere', { device: holder?.name ?? '' })
    }
    const classId = await inheritedClass(tx, desk, actor, letter.replyToId)
    const entry = { ...entryFor(desk, letter, input, book.registerId, clockOf(desk).now), classId }
    checkContent(desk, entry)
    const given = await writeEntry(desk, tx, actor, entry, letter.id, stamp)
    await patchRow(tx, 'letter', letter.id, { state: 'issued', issuedEntryId: given.id }, stamp)
    return given
  }, haste)
  if (done) announce(desk, done)
  desk.emit('letters', 'changed', { ids: [input.id] })
}

const entryFor = (desk: Desk, letter: LetterRecord, input: Input, registerId: string, at: number) => ({
  id: entryIdOf(letter.id),
  registerId,
  letterDate: letter.frozen?.facts.date ?? dateOf(at, zoneOf(desk.office)),
  arrivalAt: at,
  postmarkDate: null,
  correspondentId: letter.addresseeId,
  reference: null,
  subject: shownIn(letter.content, letter.content.subject),
  confirmDate: input.confirmDate,
  channel: input.channel,
  urgency: letter.content.urgency,
  level: letter.content.level,
  unitId: input.unitId,
  enclosureCount: letter.content.enclosures.length,
  enclosures: letter.content.enclosures.map((e) => ({
    title: shownIn(letter.content, e) || '—',
    kind: 'copy' as const,
    pages: null,
  })),
  // What the other language says of it; of a letter in one language there is nothing more to say.
  notes: sidesOf(letter.content).length > 1 ? letter.content.subject.other : '',
  replyToId: letter.replyToId,
  secondCopyOfId: null,
  fileIds: [],
})
