import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { Letter, LetterContent, letters } from '../../contract/letters'
import { can, mayRead, type Actor } from '../../contract/permissions'
import type { Fields, Plain } from '../../contract/sync'
import { contactById } from '../../db/community/contacts'
import { letterById, type LetterRecord } from '../../db/letters/letters'
import { createRow, patchRow } from '../../db/outbox/changes'
import { isPending } from '../../db/outbox/queue'
import { linkedEntry, registerOfKind } from '../../db/register/reads'
import { entryRecord } from '../../db/register/entries'
import { personById } from '../../db/session/people'
import type { Tx } from '../../db/core/sql'
import { sha256 } from '../../domain/hash'
import { checkChangeable, checkComplete, checkIssuable, checkSignable } from '../../domain/letters/flow'
import { dateOf } from '../../domain/text/dates'
import { canonical } from '../../domain/sync/canonical'
import { stampOf, type Desk } from '../desk'
import { announce, checkContent, writeEntry } from '../register/registration'
import { replyTemplate } from './template'

/** What a signature freezes (W2): the text as it stands, bound to the letter it belongs to. The number is outside of it. */
export const frozenHash = (id: string, content: LetterContent): string =>
  sha256(canonical({ id, content: content as Plain }))

/** A letter above one's clearance is not found (A2); whoever drafted it sees it. */
export async function readableLetter(desk: Desk, actor: Actor, id: string, tx?: Tx): Promise<LetterRecord> {
  const letter = await letterById(tx ?? desk.db.read, id)
  if (!letter || !mayRead(actor, { level: letter.content.level, registeredBy: letter.draftedById }))
    throw new AppError('not-found')
  return letter
}

export async function getLetter(desk: Desk, actor: Actor, id: string): Promise<Letter> {
  const read = desk.db.read
  const letter = await readableLetter(desk, actor, id)
  const [drafter, signedBy, original, issued, pending] = await Promise.all([
    personById(read, letter.draftedById),
    letter.signedById === null ? undefined : personById(read, letter.signedById),
    letter.replyToId === null ? undefined : linkedEntry(read, letter.replyToId),
    letter.issuedEntryId === null ? undefined : linkedEntry(read, letter.issuedEntryId),
    isPending(read, id),
  ])
  const { content, ...row } = letter
  return {
    ...content,
    id: row.id,
    replyTo: original
      ? {
          id: original.id,
          numberText: original.numberText,
          subject: original.subject,
          letterDate: original.letterDate,
          reference: original.reference,
          arrivalAt: original.arrivalAt,
        }
      : null,
    addresseeId: row.addresseeId,
    state: row.state,
    draftedById: row.draftedById,
    draftedByNames: drafter?.names ?? { ar: '—', fr: '—', en: '—', es: '—' },
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    submittedAt: row.submittedAt,
    returnReason: row.returnReason,
    signedAt: row.signedAt,
    signedByNames: signedBy?.names ?? null,
    frozenHash: row.frozenHash,
    issuedEntryId: row.issuedEntryId,
    numberText: issued?.numberText ?? null,
    pdfUrl: row.pdfFileId === null ? null : `diwan://file/${row.pdfFileId}`,
    pending,
    maySign:
      row.state === 'submitted' &&
      can(actor, 'letters:sign', { draftedBy: row.draftedById, ownApprovalAllowed: desk.office.ownApprovalAllowed }),
  }
}

type Input<K extends 'reply' | 'save' | 'issue' | 'sign' | 'returnToDraft'> = z.output<(typeof letters)[K]['input']>

/** A reply from the template. Creating twice with one id gives one letter. */
export async function replyTo(desk: Desk, actor: Actor, input: Input<'reply'>): Promise<void> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    if (await letterById(tx, input.id)) return
    const entry = await entryRecord(tx, input.entryId)
    if (!entry || !mayRead(actor, { level: entry.level, registeredBy: entry.registeredById }))
      throw new AppError('not-found')
    const to = entry.correspondentId === null ? undefined : await contactById(tx, actor, entry.correspondentId)
    const correspondent = to ? { kind: to.kind, nameAr: to.nameAr.full, nameLatin: to.nameLatin.full } : null
    const original = { subject: entry.subject, level: entry.level, urgency: entry.urgency as LetterContent['urgency'] }
    const fields: Fields = {
      replyToId: entry.id,
      addresseeId: entry.correspondentId,
      draftedById: actor.userId,
      createdAt: stamp.at,
      content: replyTemplate(desk.office, input.secondLanguage, original, correspondent) as Plain,
      updatedAt: stamp.at,
      state: 'draft',
      submittedAt: null,
      returnReason: null,
      signedAt: null,
      signedById: null,
      frozenHash: null,
      signature: null,
      issuedEntryId: null,
      pdfFileId: null,
    }
    await createRow(tx, 'letter', input.id, fields, stamp)
  })
  desk.emit('letters', 'changed', { ids: [input.id] })
}

/** @throws stale when somebody saved it since it was read · letter-frozen */
export async function saveLetter(desk: Desk, actor: Actor, input: Input<'save'>): Promise<void> {
  await change(desk, actor, input.id, async (letter, at) => {
    checkChangeable(letter)
    if (letter.updatedAt !== input.basedOn) throw new AppError('stale')
    return { content: input.content as Plain, updatedAt: Math.max(at, letter.updatedAt + 1) }
  })
}

export async function submitLetter(desk: Desk, actor: Actor, id: string): Promise<void> {
  await change(desk, actor, id, async (letter, at) => {
    checkChangeable(letter)
    checkComplete(letter.content)
    return { state: 'submitted', submittedAt: at, returnReason: null }
  })
}

/** W2: a refusal returns with a reason. */
export async function returnLetter(desk: Desk, actor: Actor, { id, reason }: Input<'returnToDraft'>): Promise<void> {
  await change(desk, actor, id, async (letter) => {
    if (letter.state !== 'submitted') throw new AppError('letter-not-submitted')
    return { state: 'returned', submittedAt: null, returnReason: reason }
  })
}

/**
 * A4, W2: a second person signs what they have seen: the hash of the page they looked at must still be the text's.
 * @throws own-draft · letter-superseded · letter-frozen · letter-not-submitted
 */
export async function signLetter(desk: Desk, actor: Actor, { id, seenHash }: Input<'sign'>): Promise<void> {
  await change(desk, actor, id, async (letter, at) => {
    checkSignable(actor, letter, desk.office.ownApprovalAllowed)
    const hash = frozenHash(id, letter.content)
    if (hash !== seenHash) throw new AppError('letter-superseded')
    if (desk.signer?.userId !== actor.userId) throw new AppError('signed-out')
    return {
      state: 'signed',
      signedAt: at,
      signedById: actor.userId,
      frozenHash: hash,
      signature: desk.signer.sign(hash),
    }
  })
}

/** One change of one letter, in one transaction; rules run on the row as it is inside it. */
async function change(
  desk: Desk,
  actor: Actor,
  id: string,
  work: (letter: LetterRecord, at: number) => Promise<Fields>,
): Promise<void> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    const letter = await readableLetter(desk, actor, id, tx)
    await patchRow(tx, 'letter', id, await work(letter, stamp.at), stamp)
  })
  desk.emit('letters', 'changed', { ids: [id] })
}

/**
 * W2: the departure number, only after the signature: the outgoing entry and the letter's row in one transaction. The entry
 * has an id derived from the letter's, so issuing twice takes one number. The PDF is made after (printing.ts): a kill
 * between leaves an issued letter whose PDF is made at the next opening.
 */
export async function issueLetter(desk: Desk, actor: Actor, input: Input<'issue'>): Promise<void> {
  const stamp = stampOf(desk, actor)
  const done = await desk.db.write(async (tx) => {
    const letter = await readableLetter(desk, actor, input.id, tx)
    if (letter.state === 'issued') return null
    checkIssuable(letter)
    if (letter.frozenHash !== frozenHash(letter.id, letter.content)) throw new AppError('letter-superseded')
    const register = await registerOfKind(tx, 'outgoing')
    if (!register) throw new AppError('no-book', { register: '', year: new Date(stamp.at).getUTCFullYear() })
    const entry = {
      id: desk.newId(),
      registerId: register.id,
      letterDate: dateOf(stamp.at, desk.office.timeZone),
      arrivalAt: stamp.at,
      postmarkDate: null,
      correspondentId: letter.addresseeId,
      reference: null,
      subject: letter.content.subject.ar,
      channel: input.channel,
      urgency: letter.content.urgency,
      level: letter.content.level,
      unitId: input.unitId,
      enclosureCount: letter.content.enclosures.length,
      enclosures: letter.content.enclosures.map((e) => ({
        title: e.ar || e.other || '—',
        kind: 'copy' as const,
        pages: null,
      })),
      notes: letter.content.subject.other,
      replyToId: letter.replyToId,
      secondCopyOfId: null,
      fileIds: [],
    }
    checkContent(desk, entry)
    const given = await writeEntry(desk, tx, actor, entry, letter.id, stamp)
    await patchRow(tx, 'letter', letter.id, { state: 'issued', issuedEntryId: given.id }, stamp)
    return given
  })
  if (done) announce(desk, done)
  desk.emit('letters', 'changed', { ids: [input.id] })
}
