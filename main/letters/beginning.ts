import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { LetterContent, letters } from '../../contract/letters'
import type { Actor } from '../../contract/permissions'
import { levelRank, type SecondLanguage } from '../../contract/values'
import type { Fields, Plain } from '../../contract/wire'
import { contactById } from '../../db/community/contacts'
import type { Reader, Tx } from '../../db/core/sql'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { letterById, lettersOf } from '../../db/letters/letters'
import { createRow } from '../../db/outbox/changes'
import type { EntryRecord } from '../../db/register/entries'
import { seenRow } from '../../db/visibility/sight'
import { formOf } from '../../domain/letters/formulas'
import { begun, type Begun as FromTemplate } from '../../domain/letters/template/begin'
import { valuesIn } from '../../domain/letters/template/values'
import { stampOf, type Desk } from '../desk'
import { checkAnswered } from '../register/registration'
import { factsFor, type About } from '../templates/facts'
import { usableTemplate } from '../templates/reading'
import { newLetter, replyTemplate, type Signs } from './template'

type Input<K extends 'reply' | 'create'> = z.output<(typeof letters)[K]['input']>
type Begun = { content: LetterContent } & Fields

/** A reply to an entry. Creating twice with one id gives one letter. */
export const replyTo = (desk: Desk, actor: Actor, { id, entryId, secondLanguage, templateId }: Input<'reply'>) =>
  create(desk, actor, id, async (tx) => {
    const entry = await seenRow<EntryRecord>(tx, actor, 'entry', entryId)
    if (!entry) throw new AppError('not-found')
    checkAnswered(entry)
    await assertEntryTranscribed(tx, entry.id)
    const to = entry.correspondentId === null ? undefined : await contactById(tx, actor, entry.correspondentId)
    const { subject, level, letterDate } = entry
    const original = { subject, level, letterDate, urgency: entry.urgency as LetterContent['urgency'] }
    const plain = replyTemplate(desk.office, secondLanguage, original, toNames(to), await lastSigned(tx, actor))
    const from = templateId === undefined ? null : await fromTemplate(desk, actor, tx, templateId, { entryId }, plain)
    return { replyToId: entry.id, addresseeId: entry.correspondentId, ...(from ?? { content: plain }) }
  })

/**
 * A letter that answers nothing, from a template or with the formulas of its kind. Creating twice with one id gives one letter.
 * @throws not-found for a card this person may not see
 */
export const createLetter = (desk: Desk, actor: Actor, { id, templateId, ...asked }: Input<'create'>) =>
  create(desk, actor, id, async (tx) => {
    const addresseeId = asked.contactId
    const to = addresseeId === null ? null : await contactById(tx, actor, addresseeId)
    if (to === undefined) throw new AppError('not-found')
    const card = to && { ar: to.nameAr.full || to.nameLatin.full, other: to.nameLatin.full || to.nameAr.full }
    const plain = newLetter(desk.office, asked, card ?? asked.name, await lastSigned(tx, actor))
    const about = { entryId: null, addresseeId }
    const from = templateId === undefined ? null : await fromTemplate(desk, actor, tx, templateId, about, plain)
    return { replyToId: null, addresseeId, ...(from ?? { content: plain }) }
  })

/**
 * The letter a template begins, in place of the plain one, whose addressee it keeps. What answers a letter is no less
 * confidential, nor less urgent, than that one.
 */
async function fromTemplate(
  desk: Desk,
  actor: Actor,
  tx: Tx,
  templateId: string,
  about: About,
  plain: LetterContent,
): Promise<Begun> {
  const { id, version, body } = await usableTemplate(tx, templateId)
  const second: SecondLanguage = plain.secondLanguage
  const facts = { ...(await factsFor(desk, actor, tx, about)), form: formOf(plain) }
  const content = overPlain(plain, begun(body, second, valuesIn(facts, second)))
  return { content, templateId: id, templateVersion: version }
}

/** A plain letter that takes the words of a template. */
export const overPlain = (plain: LetterContent, letter: FromTemplate): LetterContent => ({
  ...plain,
  ...letter,
  // In whose name: the template's word where it has one, and the writer's own function beside it.
  signatureMode: letter.signatureMode === 'own' ? plain.signatureMode : letter.signatureMode,
  subject: { ar: letter.subject.ar || plain.subject.ar, other: letter.subject.other || plain.subject.other },
  urgency: letter.urgency === 'routine' ? plain.urgency : letter.urgency,
  level: levelRank(letter.level) < levelRank(plain.level) ? plain.level : letter.level,
})

const toNames = (to: Awaited<ReturnType<typeof contactById>>) =>
  to ? { nameAr: to.nameAr.full, nameLatin: to.nameLatin.full } : null

/** In whose name this person's letters go out, as the last one said it; until one did, in the signer's own. */
export async function lastSigned(tx: Reader, actor: Actor): Promise<Signs> {
  const mine = await lettersOf(tx, actor, 'mine', { limit: 20 })
  const last = mine.find(({ content }) => content.signerTitle?.ar || content.signerTitle?.other)?.content
  if (!last?.signerTitle) return { signatureMode: 'own' }
  return { signatureMode: last.signatureMode, signerTitle: last.signerTitle }
}

async function create(desk: Desk, actor: Actor, id: string, begin: (tx: Tx) => Promise<Begun>): Promise<void> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    if (await letterById(tx, id)) return
    const { content, ...fields } = await begin(tx)
    const mine = { draftedById: actor.userId, createdAt: stamp.at, updatedAt: stamp.at, authors: [actor.userId] }
    await createRow(tx, 'letter', id, { ...fields, ...mine, content: content as Plain, state: 'draft' }, stamp)
  })
  desk.emit('letters', 'changed', { ids: [id] })
}
