import type { Handlers } from '../../contract/define'
import type { deliveries, ProposedDelivery } from '../../contract/deliveries'
import type { Actor } from '../../contract/permissions'
import { countUnsigned, deliveriesOf, deliveriesOfEntry, roundsOf, undelivered } from '../../db/deliveries/deliveries'
import { allRegisters } from '../../db/register/registers'
import { allUnits } from '../../db/units/units'
import { nameFor } from '../../domain/community/name'
import type { Ctx, Desk } from '../desk'
import { recordListing } from '../security/listing'
import { recordReading } from '../security/log'
import { readerOf } from '../session/preferences'
import { printSheet } from './page'
import { rowOf, shown } from './showing'
import { readableLine, signLines, strikeLine, writeLines } from './writing'

const PAGE = 100
/** A day of a large registry; what comes after it is proposed once these are written. */
const MOST_PROPOSED = 200

/** The delivery book (D5): what is handed over and to whom, signed line by line, chased until then. */
export const deliveryHandlers: Handlers<typeof deliveries, Ctx> = {
  list: async ({ desk, actor }, asked) => {
    const found = await deliveriesOf(desk.db.read, actor, { ...asked, limit: PAGE + 1 })
    const page = found.slice(0, PAGE)
    return { rows: await listed(desk, actor, page), more: found.length > PAGE }
  },
  count: async ({ desk, actor }) => ({ open: await countUnsigned(desk.db.read, actor) }),
  rounds: ({ desk, actor }, { day }) => roundsOf(desk.db.read, actor, day),
  get: async ({ desk, actor }, { id }) => {
    const line = await readableLine(desk, actor, id)
    await recordReading(desk, actor, 'read', { entity: 'entry', id: line.entryId })
    return shown(desk.db.read, line)
  },
  ofEntry: async ({ desk, actor }, { entryId }) =>
    listed(desk, actor, await deliveriesOfEntry(desk.db.read, actor, entryId)),
  proposed: ({ desk, actor }, { day }) => proposed(desk, actor, day),
  write: ({ desk, actor }, input) => writeLines(desk, actor, input),
  sign: ({ desk, actor }, { lines }) => signLines(desk, actor, lines),
  strike: async ({ desk, actor }, { id, reason }) => {
    await strikeLine(desk, actor, id, reason)
    return shown(desk.db.read, await readableLine(desk, actor, id))
  },
  print: async ({ desk, actor }, { day, of }) => ({ url: await printSheet(desk, actor, day, of) }),
}

async function listed(desk: Desk, actor: Actor, lines: Awaited<ReturnType<typeof deliveriesOf>>) {
  await recordListing(
    desk,
    actor,
    'entry',
    lines.map(({ entryId }) => entryId),
  )
  const units = await allUnits(desk.db.read)
  return lines.map((one) => rowOf(one, units))
}

/** What arrived goes to its unit; what leaves by hand goes to its addressee. */
async function proposed(desk: Desk, actor: Actor, day: string): Promise<ProposedDelivery[]> {
  const { read } = desk.db
  const { language } = await readerOf(read, actor)
  const found: ProposedDelivery[] = []
  for (const { id: registerId, kind } of await allRegisters(read, desk.device.id)) {
    if (kind === 'internal') continue
    const onlyByHand = kind === 'outgoing'
    const limit = MOST_PROPOSED - found.length
    const lines = await undelivered(read, actor, { registerId, year: Number(day.slice(0, 4)), day, onlyByHand, limit })
    for (const { entryId, numberText, subject, unitId, nameAr, nameLatin } of lines) {
      const to = onlyByHand ? nameFor({ nameAr: nameAr ?? '', nameLatin: nameLatin ?? '' }, language).name : ''
      found.push({ entryId, numberText, subject, unitId: to === '' ? unitId : null, to })
    }
  }
  await recordListing(
    desk,
    actor,
    'entry',
    found.map(({ entryId }) => entryId),
  )
  return found
}
