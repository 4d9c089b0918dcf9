import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { RunOutcome } from '../../contract/runs'
import type { Fields, Plain } from '../../contract/wire'
import { letterById } from '../../db/letters/letters'
import { createRow, patchRow } from '../../db/outbox/changes'
import { addresseesById } from '../../db/runs/addressees'
import { dropPlan, isThere } from '../../db/runs/runs'
import { idFrom } from '../../domain/hash'
import { kindOf } from '../../domain/letters/layout'
import type { RunLine } from '../../domain/runs/line'
import { stampOf, type Desk } from '../desk'
import type { Work } from '../jobs/work'
import { reasonOf } from '../lists/reason'
import { makerFor } from './content'
import { nameOf, stopped } from './outcome'
import { keptPlan, summary, type Kept } from './planning'

/** Letters of one transaction: everybody passes between two of them. */
const PIECE = 25
/** A letter's id follows from its run and its place in the list: it is made once, however often. */
const letterIdOf = (runId: string, place: number): string => idFrom(`diwan run ${runId} ${place}`)

/**
 * Writes the letters of a plan, each submitted by whoever planned it: from then on they are letters like any other (A4, W2). The order
 * goes first, then pieces; a kill or a stop leaves whole letters, and making it again makes the rest.
 */
export async function makeRun(desk: Desk, actor: Actor, id: string, work: Work): Promise<RunOutcome> {
  const { kept, at } = await keptPlan(desk, actor, id)
  const ready = kept.lines.flatMap((line, place) => (line.refused === null ? [{ line, place }] : []))
  if (ready.length === 0) throw new AppError('run-nobody')
  const maker = await makerFor(desk, actor, desk.db.read, kept.asked)
  await order(desk, actor, kept, ready.length, at)
  const outcome: RunOutcome = { done: 0, failed: [], reached: 0, of: ready.length }
  for (let from = 0; from < ready.length; from += PIECE) {
    if (work.signal.aborted) return stopped(work, outcome)
    work.progress('letters', from, ready.length)
    const piece = ready.slice(from, from + PIECE)
    const cards = await cardsOf(desk, piece)
    const stamp = stampOf(desk, actor)
    const written: string[] = []
    await desk.db.write(async (tx) => {
      for (const { line, place } of piece) {
        const letterId = letterIdOf(id, place)
        if (await letterById(tx, letterId)) continue
        // P4: what a card said when it was planned may have changed since.
        const reach = line.contactId === null ? line.reach : cards.get(line.contactId)?.reach
        if (reach === 'never') {
          outcome.failed.push({ who: nameOf(line), code: 'do-not-contact' })
          continue
        }
        try {
          const content = maker.to(line) as Plain
          await createRow(
            tx,
            'letter',
            letterId,
            { ...fieldsOf(kept, line, place, actor), content, createdAt: stamp.at, updatedAt: stamp.at },
            stamp,
          )
          await patchRow(tx, 'letter', letterId, { state: 'submitted', submittedAt: stamp.at }, stamp)
          written.push(letterId)
        } catch (error) {
          outcome.failed.push({ who: nameOf(line), ...reasonOf(error) })
        }
      }
    }, 'spare')
    outcome.reached += piece.length
    outcome.done = outcome.reached - outcome.failed.length
    if (written.length > 0) desk.emit('letters', 'changed', { ids: written })
    desk.emit('runs', 'changed', { ids: [id] })
  }
  await desk.db.write((tx) => dropPlan(tx, actor.userId, id))
  return outcome
}

async function order(desk: Desk, actor: Actor, kept: Kept, total: number, at: number): Promise<void> {
  const { asked, version } = kept
  const stamp = stampOf(desk, actor)
  const left = summary(kept, at, false).refused.map(({ code, count }) => ({ code, count }))
  await desk.db.write(async (tx) => {
    if (await isThere(tx, asked.id)) return
    const fields: Fields = {
      ...{ name: asked.name, templateId: asked.templateId, templateVersion: version, level: asked.body.level },
      ...{ kind: kindOf(asked.body), total, left, createdAt: stamp.at, createdById: actor.userId },
    }
    await createRow(tx, 'run', asked.id, fields, stamp)
  })
}

const fieldsOf = (
  { asked, version }: Kept,
  { contactId, ar, other, address, city, countryCode }: RunLine,
  runPlace: number,
  actor: Actor,
): Fields => ({
  ...{ replyToId: null, addresseeId: contactId, templateId: asked.templateId, templateVersion: version },
  ...{ runId: asked.id, runPlace, sentTo: { ar, other, address, city, countryCode } },
  ...{ draftedById: actor.userId, authors: [actor.userId], state: 'draft' },
})

async function cardsOf(desk: Desk, piece: readonly { line: RunLine }[]): Promise<Map<string | null, RunLine>> {
  const ids = piece.flatMap(({ line }) => line.contactId ?? [])
  return new Map((await addresseesById(desk.db.read, ids)).map((card) => [card.contactId, card]))
}
