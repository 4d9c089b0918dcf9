import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import { LetterContent, type letters } from '../../contract/letters'
import { can, type Actor } from '../../contract/permissions'
import type { Fields, Plain } from '../../contract/wire'
import { contactById } from '../../db/community/contacts'
import { letterById, lettersOf, type LetterRecord } from '../../db/letters/letters'
import { createRow, patchRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import type { EntryRecord } from '../../db/register/entries'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { seenRow } from '../../db/visibility/sight'
import type { Tx } from '../../db/core/sql'
import { authorsOf, checkComplete, checkStep } from '../../domain/letters/flow'
import { lowersLevel } from '../../domain/visibility'
import { checkFields } from '../../domain/letters/fields'
import { stampOf, type Desk } from '../desk'
import { checkAnswered } from '../register/registration'
import { note } from '../security/log'
import { letterModel } from './compose'
import { valuesNow, unsigned } from './page-values'
import { readableLetter } from './reading'
import { newLetter, replyTemplate, type Signs } from './template'

type Input<K extends 'reply' | 'create' | 'save' | 'returnToDraft'> = z.output<(typeof letters)[K]['input']>

/** A reply from the template. Creating twice with one id gives one letter. */
export async function replyTo(desk: Desk, actor: Actor, input: Input<'reply'>): Promise<void> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    if (await letterById(tx, input.id)) return
    const entry = await seenRow<EntryRecord>(tx, actor, 'entry', input.entryId)
    if (!entry) throw new AppError('not-found')
    checkAnswered(entry)
    await assertEntryTranscribed(tx, entry.id)
    const to = entry.correspondentId === null ? undefined : await contactById(tx, actor, entry.correspondentId)
    const correspondent = to ? { nameAr: to.nameAr.full, nameLatin: to.nameLatin.full } : null
    const { subject, level, letterDate } = entry
    const original = { subject, level, letterDate, urgency: entry.urgency as LetterContent['urgency'] }
    const signs = await lastSigned(tx, actor)
    const content = replyTemplate(desk.office, input.secondLanguage, original, correspondent, signs)
    await createDraft(tx, input.id, { replyToId: entry.id, addresseeId: entry.correspondentId, content }, actor, stamp)
  })
  desk.emit('letters', 'changed', { ids: [input.id] })
}

/** A letter that answers nothing. Creating twice with one id gives one letter. @throws not-found for a card this person may not see */
export async function createLetter(desk: Desk, actor: Actor, input: Input<'create'>): Promise<void> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    if (await letterById(tx, input.id)) return
    const to = input.contactId === null ? null : await contactById(tx, actor, input.contactId)
    if (to === undefined) throw new AppError('not-found')
    const card = to && {
      ar: to.nameAr.full || to.nameLatin.full,
      other: to.nameLatin.full || to.nameAr.full,
    }
    const content = newLetter(desk.office, input, card ?? input.name, await lastSigned(tx, actor))
    await createDraft(tx, input.id, { replyToId: null, addresseeId: input.contactId, content }, actor, stamp)
  })
  desk.emit('letters', 'changed', { ids: [input.id] })
}

type Draft = { replyToId: string | null; addresseeId: string | null; content: LetterContent }

async function createDraft(tx: Tx, id: string, draft: Draft, by: Actor, stamp: Stamp): Promise<void> {
  const { content, ...of } = draft
  const state = { state: 'draft', createdAt: stamp.at, updatedAt: stamp.at }
  const author = { draftedById: by.userId, authors: [by.userId] }
  await createRow(tx, 'letter', id, { ...of, ...author, ...state, content: content as Plain }, stamp)
}

/** In whose name this person's letters go out, as the last one said it; until one did, in the signer's own. */
async function lastSigned(tx: Tx, actor: Actor): Promise<Signs> {
  const mine = await lettersOf(tx, actor, 'mine', { limit: 20 })
  const last = mine.find(({ content }) => content.signerTitle?.ar || content.signerTitle?.other)?.content
  if (!last?.signerTitle) return { signatureMode: 'own' }
  return { signatureMode: last.signatureMode, signerTitle: last.signerTitle }
}

/** @throws stale when somebody saved it since it was read · letter-frozen */
export async function saveLetter(desk: Desk, actor: Actor, input: Input<'save'>): Promise<void> {
  await change(desk, actor, input.id, async (letter, { at }, tx) => {
    checkStep(actor, letter, letter.state, desk.office.ownApprovalAllowed)
    if (letter.updatedAt !== input.basedOn) throw new AppError('stale')
    // A1: its authors raise it as they like; only authority lowers it.
    const lowered = lowersLevel('letter', letter, { content: input.content })
    if (lowered && !can(actor, 'register:declassify')) throw new AppError('level-lowered')
    if (lowered) await note(tx, desk, { kind: 'levelLowered', userId: actor.userId, entity: 'letter', rowId: input.id })
    const authors = [...new Set([...authorsOf(letter), actor.userId])]
    const content = { ...beyond(letter.content), ...input.content }
    return { content: content as Plain, authors, updatedAt: Math.max(at, letter.updatedAt + 1) }
  })
}

/** What a newer version wrote beside what this one knows: kept when somebody saves here. */
const beyond = (content: LetterContent): object =>
  Object.fromEntries(Object.entries(content).filter(([name]) => !Object.hasOwn(LetterContent.shape, name)))

export async function submitLetter(desk: Desk, actor: Actor, id: string): Promise<void> {
  const read = await readableLetter(desk, actor, id)
  const values = await valuesNow(desk, actor, read, desk.db.read)
  // Before the pen is taken: setting a page takes longer than anybody should wait for the database.
  const { missing } = await desk.pdf.letter(letterModel(read.content, unsigned(read, values)))
  await change(desk, actor, id, async (letter, { at }, tx) => {
    checkStep(actor, letter, 'submitted', desk.office.ownApprovalAllowed)
    checkComplete(letter.content)
    checkFields(letter.content, (await valuesNow(desk, actor, letter, tx)).original)
    if (letter.updatedAt !== read.updatedAt) throw new AppError('stale')
    if (missing.length > 0) throw new AppError('letter-glyphs', { characters: missing.slice(0, 12).join(' ') })
    return { state: 'submitted', submittedAt: at }
  })
}

/** W2: after submission the text changes only by its author taking it back. */
export async function withdrawLetter(desk: Desk, actor: Actor, id: string): Promise<void> {
  await change(desk, actor, id, async (letter) => {
    if (letter.state !== 'submitted') throw new AppError('letter-not-submitted')
    checkStep(actor, letter, 'draft', desk.office.ownApprovalAllowed)
    return { state: 'draft', submittedAt: null }
  })
}

/** W2: a refusal returns with a reason. */
export async function returnLetter(desk: Desk, actor: Actor, { id, reason }: Input<'returnToDraft'>): Promise<void> {
  await change(desk, actor, id, async (letter, { at }) => {
    if (letter.state !== 'submitted') throw new AppError('letter-not-submitted')
    checkStep(actor, letter, 'returned', desk.office.ownApprovalAllowed)
    return { state: 'returned', submittedAt: null, returnedAt: at, returnedById: actor.userId, returnReason: reason }
  })
}

/** One change of one letter, in one transaction; rules run on the row as it is inside it. */
export async function change(
  desk: Desk,
  actor: Actor,
  id: string,
  work: (letter: LetterRecord, stamp: Stamp, tx: Tx) => Promise<Fields>,
): Promise<void> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    const letter = await readableLetter(desk, actor, id, tx)
    await patchRow(tx, 'letter', id, await work(letter, stamp, tx), stamp)
  })
  desk.emit('letters', 'changed', { ids: [id] })
}
