import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { LetterContent, letters } from '../../contract/letters'
import type { Actor } from '../../contract/permissions'
import { levelRank, type SecondLanguage } from '../../contract/values'
import type { Fields, Plain } from '../../contract/wire'
import { contactById } from '../../db/community/contacts'
import type { Tx } from '../../db/core/sql'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { letterById } from '../../db/letters/letters'
import { createRow } from '../../db/outbox/changes'
import type { EntryRecord } from '../../db/register/entries'
import { seenRow } from '../../db/visibility/sight'
import { begun } from '../../domain/letters/template/begin'
import { valuesIn } from '../../domain/letters/template/values'
import { stampOf, type Desk } from '../desk'
import { checkAnswered } from '../register/registration'
import { factsFor } from '../templates/facts'
import { usableTemplate } from '../templates/reading'
import { replyTemplate } from './template'

type Input<K extends 'reply' | 'begin'> = z.output<(typeof letters)[K]['input']>
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
    const plain = replyTemplate(desk.office, secondLanguage, original, toNames(to))
    const from = templateId === undefined ? null : await fromTemplate(desk, actor, tx, templateId, { entryId }, plain)
    return { replyToId: entry.id, addresseeId: entry.correspondentId, ...(from ?? { content: plain }) }
  })

/** A letter that answers none. Creating twice with one id gives one letter. */
export const beginLetter = (
  desk: Desk,
  actor: Actor,
  { id, addresseeId, secondLanguage, templateId }: Input<'begin'>,
) =>
  create(desk, actor, id, async (tx) => {
    const to = await contactById(tx, actor, addresseeId)
    if (!to) throw new AppError('not-found')
    const nothing = { subject: null, urgency: 'routine', level: 'ordinary', letterDate: null } as const
    const plain = replyTemplate(desk.office, secondLanguage, nothing, toNames(to))
    const from = await fromTemplate(desk, actor, tx, templateId, { entryId: null, addresseeId }, plain)
    return { replyToId: null, addresseeId, ...from }
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
  about: { entryId: string | null; addresseeId?: string },
  plain: LetterContent,
): Promise<Begun> {
  const { id, version, body } = await usableTemplate(tx, templateId)
  const second: SecondLanguage = plain.secondLanguage
  const letter = begun(body, second, valuesIn(await factsFor(desk, actor, tx, about), second))
  const content = {
    ...plain,
    ...letter,
    addressee: plain.addressee,
    subject: { ar: letter.subject.ar || plain.subject.ar, other: letter.subject.other || plain.subject.other },
    urgency: letter.urgency === 'routine' ? plain.urgency : letter.urgency,
    level: levelRank(letter.level) < levelRank(plain.level) ? plain.level : letter.level,
  }
  return { content, templateId: id, templateVersion: version }
}

const toNames = (to: Awaited<ReturnType<typeof contactById>>) =>
  to ? { kind: to.kind, nameAr: to.nameAr.full, nameLatin: to.nameLatin.full } : null

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
