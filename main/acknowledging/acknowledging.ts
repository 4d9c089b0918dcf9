import type { Acknowledged, acknowledging } from '../../contract/acknowledging'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import { acknowledgementsOf } from '../../db/acknowledging/acknowledgements'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { createRow } from '../../db/outbox/changes'
import { registerById } from '../../db/register/registers'
import { personById } from '../../db/session/people'
import { unitById } from '../../db/units/units'
import { acknowledgementIdOf, addresseesOf, answersFor, type Addressee } from '../../domain/acknowledging/addressee'
import { stampOf, type Ctx, type Desk } from '../desk'
import { readable } from '../register/reading'
import { namesOf } from '../slips/discharged'
import { whoseWork } from '../standing/whose'

/** An entry that was given to a unit or a person is acknowledged by them, in the application, and by nobody else. */
export const acknowledgingHandlers: Handlers<typeof acknowledging, Ctx> = {
  ofEntry: ({ desk, actor }, { entryId }) => shown(desk, actor, entryId),
  acknowledge: async ({ desk, actor }, { entryId }) => {
    await acknowledge(desk, actor, entryId)
    return shown(desk, actor, entryId)
  },
}

type Given = { all: Addressee[]; own: Addressee[]; registeredAt: number; numberText: string; cancelled: boolean }

async function givenTo(desk: Desk, actor: Actor, entryId: string): Promise<Given> {
  const { read } = desk.db
  const entry = await readable(desk, actor, entryId)
  const [register, person] = [await registerById(read, entry.registerId), await personById(read, actor.userId)]
  const { registeredAt, numberText, unitId } = entry
  const parties: unknown = JSON.parse(entry.parties ?? '[]')
  // What leaves has no addressee here, and what was transcribed was given long ago.
  const isGiven = register?.kind !== 'outgoing' && entry.paperNumber === null
  const all = isGiven ? addresseesOf({ unitId, parties }) : []
  const whose = (await whoseWork(desk, actor.userId, read)).sources
  const me = { userId: actor.userId, unitId: person?.unitId ?? null, whose }
  const cancelled = entry.cancelledAt !== null
  return { all, own: all.filter((one) => answersFor(one, entry, me)), registeredAt, numberText, cancelled }
}

/** @throws forbidden where it was given to somebody else · already-cancelled */
async function acknowledge(desk: Desk, actor: Actor, entryId: string): Promise<void> {
  const { own, registeredAt, numberText, cancelled } = await givenTo(desk, actor, entryId)
  if (own.length === 0) throw new AppError('forbidden')
  if (cancelled) throw new AppError('already-cancelled', { number: numberText })
  const stamp = stampOf(desk, actor)
  const at = Math.max(stamp.at, registeredAt)
  await desk.db.write(async (tx) => {
    await assertEntryTranscribed(tx, entryId)
    const said = await acknowledgementsOf(tx, entryId)
    for (const to of own) {
      if (said.some((one) => one.byId === actor.userId && one.toKind === to.kind && one.toId === to.id)) continue
      const row = { entryId, toKind: to.kind, toId: to.id, at, byId: actor.userId, deviceId: desk.device.id }
      await createRow(tx, 'acknowledgement', acknowledgementIdOf(entryId, to, actor.userId), row, stamp)
    }
  })
  desk.emit('register', 'changed', { ids: [entryId] })
}

async function shown(desk: Desk, actor: Actor, entryId: string): Promise<Acknowledged[]> {
  const { read } = desk.db
  const { all, own, cancelled } = await givenTo(desk, actor, entryId)
  const said = await acknowledgementsOf(read, entryId)
  return Promise.all(
    all.map(async ({ kind, id }): Promise<Acknowledged> => {
      const first = said.find((one) => one.toKind === kind && one.toId === id)
      const names: Names | null =
        kind === 'unit' ? ((await unitById(read, id))?.names ?? null) : await namesOf(read, id)
      const mine = !cancelled && !first && own.some((one) => one.kind === kind && one.id === id)
      return { kind, id, names, at: first?.at ?? null, byNames: await namesOf(read, first?.byId ?? null), mine }
    }),
  )
}
