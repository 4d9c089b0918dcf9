import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import { LetterContent, type letters } from '../../contract/letters'
import { can, type Actor } from '../../contract/permissions'
import type { Fields, Plain } from '../../contract/wire'
import type { LetterRecord } from '../../db/letters/letters'
import { dropTyped } from '../../db/letters/own-words'
import { patchRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import type { Tx } from '../../db/core/sql'
import { authorsOf, checkComplete, checkStep } from '../../domain/letters/flow'
import { lowersLevel } from '../../domain/visibility'
import { checkFields } from '../../domain/letters/fields'
import { stampOf, type Desk } from '../desk'
import { note } from '../security/log'
import { delegationOf } from '../standing/whose'
import { checkPath, proposed } from '../visas/path'
import { letterModel } from './compose'
import { valuesNow, unsigned } from './page-values'
import { readableLetter } from './reading'

type Input<K extends 'save' | 'submit' | 'returnToDraft'> = z.output<(typeof letters)[K]['input']>

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
    await dropTyped(tx, actor.userId, input.id)
    return { content: content as Plain, authors, updatedAt: Math.max(at, letter.updatedAt + 1) }
  })
}

/** What a newer version wrote beside what this one knows: kept when somebody saves here. */
const beyond = (content: LetterContent): object =>
  Object.fromEntries(Object.entries(content).filter(([name]) => !Object.hasOwn(LetterContent.shape, name)))

/** W2: along the path that is given; without one, along the one it went before or its kind usually goes. */
export async function submitLetter(desk: Desk, actor: Actor, { id, path }: Input<'submit'>): Promise<void> {
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
    const steps = path ?? (await proposed(letter, tx))
    await checkPath(desk, letter, steps, tx)
    return { state: 'submitted', submittedAt: at, visaPath: steps.length === 0 ? null : [...steps] }
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
export async function returnLetter(
  desk: Desk,
  actor: Actor,
  { id, reason }: Input<'returnToDraft'>,
  haste?: 'spare',
): Promise<void> {
  const returned = async (letter: LetterRecord, { at }: Stamp, tx: Tx): Promise<Fields> => {
    if (letter.state !== 'submitted') throw new AppError('letter-not-submitted')
    // Whoever could sign it, in their own right or under a delegation, may return it.
    const { under } = await delegationOf(desk, actor, letter, tx)
    checkStep(actor, letter, 'returned', desk.office.ownApprovalAllowed, under !== undefined)
    return { state: 'returned', submittedAt: null, returnedAt: at, returnedById: actor.userId, returnReason: reason }
  }
  await change(desk, actor, id, returned, haste)
}

/** One change of one letter, in one transaction; rules run on the row as it is inside it. `spare`: one of many, which everybody passes. */
export async function change(
  desk: Desk,
  actor: Actor,
  id: string,
  work: (letter: LetterRecord, stamp: Stamp, tx: Tx) => Promise<Fields>,
  haste?: 'spare',
): Promise<void> {
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    const letter = await readableLetter(desk, actor, id, tx)
    await patchRow(tx, 'letter', id, await work(letter, stamp, tx), stamp)
  }, haste)
  desk.emit('letters', 'changed', { ids: [id] })
}
