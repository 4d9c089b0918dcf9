import type { z } from 'zod'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { slips } from '../../contract/slips'
import type { Level } from '../../contract/values'
import type { Fields, Plain } from '../../contract/wire'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { createRow, patchRow } from '../../db/outbox/changes'
import { allRegisters } from '../../db/register/registers'
import { personById } from '../../db/session/people'
import { countOpen, piecesSeen, slipById, slipsOf, type SlipRecord } from '../../db/slips/slips'
import { allUnits, unitById } from '../../db/units/units'
import { countOf, entryIdOfSlip, levelOf } from '../../domain/slips/slip'
import { fill, words } from '../../domain/words'
import { stampOf, type Ctx, type Desk } from '../desk'
import { printForm } from '../pdf/form-printing'
import { clockOf } from '../register/clock'
import { announce, checkContent, writeEntry } from '../register/registration'
import { recordListing } from '../security/listing'
import { recordReading } from '../security/log'
import { slipModel } from './page'
import { rowOf, shown } from './showing'

const PAGE = 100

/** Transmission slips (C6): numbered as entries of an internal register, discharged once, chased until then. */
export const slipHandlers: Handlers<typeof slips, Ctx> = {
  list: async ({ desk, actor }, asked) => {
    const found = await slipsOf(desk.db.read, actor, { ...asked, limit: PAGE + 1 })
    const page = found.slice(0, PAGE)
    const seen = page.map(({ entryId }) => entryId)
    await recordListing(desk, actor, 'entry', seen)
    const units = await allUnits(desk.db.read)
    return { rows: page.map((one) => rowOf(one, units)), more: found.length > PAGE }
  },

  count: async ({ desk, actor }) => ({ open: await countOpen(desk.db.read, actor) }),

  get: async ({ desk, actor }, { id }) => {
    const slip = await readableSlip(desk, actor, id)
    await recordReading(desk, actor, 'read', { entity: 'entry', id: slip.entryId })
    return shown(desk, actor, slip)
  },

  send: async ({ desk, actor }, input) => {
    await send(desk, actor, input)
    return shown(desk, actor, await readableSlip(desk, actor, input.id))
  },

  print: async ({ desk, actor }, { id }) => {
    const slip = await readableSlip(desk, actor, id)
    const model = slipModel(await shown(desk, actor, slip), desk.office, desk.clock.now())
    return { url: await printForm(desk, actor, model, slip.entryId) }
  },

  discharge: async ({ desk, actor }, { id, by, at, note, ink }) => {
    const stamp = stampOf(desk, actor)
    const known = await readableSlip(desk, actor, id)
    // Nobody received it before it left, or tomorrow.
    if (at < minute(known.sentAt) || at > stamp.at) throw new AppError('invalid-input', { field: 'at' })
    await desk.db.write(async (tx) => {
      const slip = await slipById(tx, actor, id)
      if (!slip) throw new AppError('not-found')
      if (slip.cancelled) throw new AppError('already-cancelled', { number: slip.numberText })
      if (slip.dischargedAt !== null) throw new AppError('stale')
      const said = { dischargedAt: at, dischargedBy: by, dischargeNote: note, dischargeInk: ink }
      await patchRow(tx, 'slip', id, { ...said, dischargedById: actor.userId }, stamp)
    })
    tell(desk, id, known.entryId)
    return shown(desk, actor, await readableSlip(desk, actor, id))
  },
}

/** Hours are typed to the minute. */
const minute = (instant: number): number => instant - (instant % 60_000)

function tell(desk: Desk, id: string, entryId: string): void {
  desk.emit('slips', 'changed', { ids: [id] })
  desk.emit('register', 'changed', { ids: [entryId] })
}

async function readableSlip(desk: Desk, actor: Actor, id: string): Promise<SlipRecord> {
  const slip = await slipById(desk.db.read, actor, id)
  if (!slip) throw new AppError('not-found')
  return slip
}

type Input = z.output<(typeof slips)['send']['input']>

/** The entry and the slip in one transaction; what it names is named by who may see it. */
async function send(desk: Desk, actor: Actor, input: Input): Promise<void> {
  const { id, pieces, action, note, unitId, to } = input
  const { read } = desk.db
  const register = (await allRegisters(read, desk.device.id)).find((one) => one.id === input.registerId)
  if (register?.kind !== 'internal') throw new AppError('invalid-input', { field: 'registerId' })
  const unit = unitId === null ? undefined : await unitById(read, unitId)
  if (unit === undefined && to === '') throw new AppError('invalid-input', { field: 'to' })
  const ids = pieces.flatMap(({ entryId }) => entryId ?? [])
  const seen = await piecesSeen(read, actor, ids)
  for (const entryId of ids) {
    const piece = seen.get(entryId)
    if (!piece) throw new AppError('not-found')
    if (piece.cancelled) throw new AppError('already-cancelled', { number: piece.numberText })
  }
  const sender = await personById(read, actor.userId)
  const toName = unit?.names.ar ?? to
  const at = clockOf(desk).now
  const entry = {
    ...{ id: entryIdOfSlip(id), registerId: input.registerId, confirmDate: input.confirmDate },
    ...{ letterDate: null, arrivalAt: at, postmarkDate: null, correspondentId: null, reference: null },
    subject: fill(words.ar.slip.subject, { to: toName }),
    ...{ channel: 'hand' as const, urgency: 'routine' as const },
    level: levelOf([...seen.values()].map(({ level }) => level as Level)),
    unitId: unit?.id ?? sender?.unitId ?? (await firstUnit(desk)),
    enclosureCount: Math.min(999, countOf(pieces)),
    enclosures: pieces.map(({ what }) => ({ title: what.slice(0, 200), kind: 'original' as const, pages: null })),
    ...{ notes: note, replyToId: null, secondCopyOfId: null, fileIds: [] },
  }
  checkContent(desk, entry)
  const stamp = stampOf(desk, actor)
  const given = await desk.db.write(async (tx) => {
    for (const piece of ids) await assertEntryTranscribed(tx, piece)
    const written = await writeEntry(desk, tx, actor, entry, null, stamp)
    // Sent again after its answer was lost: it is there.
    if (!written.fresh) return written
    const slip: Fields = {
      ...{ entryId: written.id, sentAt: written.at ?? stamp.at, sentById: actor.userId, deviceId: desk.device.id },
      ...{ unitId, addressee: to, action, note, pieces: pieces as unknown as Plain },
    }
    await createRow(tx, 'slip', id, slip, stamp)
    return written
  })
  announce(desk, given)
  tell(desk, id, given.id)
}

async function firstUnit(desk: Desk): Promise<string> {
  const [first] = await allUnits(desk.db.read)
  if (!first) throw new AppError('invalid-input', { field: 'unitId' })
  return first.id
}
