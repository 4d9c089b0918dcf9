import type { Handlers } from '../../contract/define'
import type { HoldingRow, papers } from '../../contract/papers'
import type { Actor } from '../../contract/permissions'
import type { Level } from '../../contract/values'
import { holdingsOf, papersOut, type HoldingRecord } from '../../db/papers/papers'
import { allUnits } from '../../db/units/units'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { namesOn } from '../../domain/units/tree'
import type { Ctx, Desk } from '../desk'
import { readable } from '../register/reading'
import { recordListing } from '../security/listing'
import { namesOf } from '../slips/discharged'
import { printCirculation } from './page'
import { bringBack, handOn } from './writing'

const PAGE = 100

/** Where the paper of an entry is (D6), and the sheet that travels with it. */
export const paperHandlers: Handlers<typeof papers, Ctx> = {
  list: async ({ desk, actor }, asked) => {
    const found = await papersOut(desk.db.read, actor, { ...asked, limit: PAGE + 1 })
    return { rows: await listed(desk, actor, found.slice(0, PAGE)), more: found.length > PAGE }
  },
  ofEntry: ({ desk, actor }, { entryId }) => history(desk, actor, entryId),
  hold: async ({ desk, actor }, input) => {
    await handOn(desk, actor, input)
    return history(desk, actor, input.entryId)
  },
  back: async ({ desk, actor }, { entryId }) => {
    await bringBack(desk, actor, entryId)
    return history(desk, actor, entryId)
  },
  sheet: async ({ desk, actor }, { entryId }) => ({ url: await printCirculation(desk, actor, entryId) }),
}

async function history(desk: Desk, actor: Actor, entryId: string): Promise<HoldingRow[]> {
  await readable(desk, actor, entryId)
  return listed(desk, actor, await holdingsOf(desk.db.read, actor, entryId))
}

async function listed(desk: Desk, actor: Actor, rows: readonly HoldingRecord[]): Promise<HoldingRow[]> {
  await recordListing(
    desk,
    actor,
    'entry',
    rows.map(({ entryId }) => entryId),
  )
  const units = await allUnits(desk.db.read)
  const zone = zoneOf(desk.office)
  return Promise.all(
    rows.map(async ({ id, entryId, numberText, subject, level, cancelled, since, endedAt, unitId, ...row }) => {
      const unit = units.find((one) => one.id === unitId)
      return {
        ...{ id, entryId, numberText, subject, since, endedAt, unitId, holder: row.holder, note: row.note },
        level: level as Level,
        cancelled: cancelled !== 0,
        holderNames: unit ? namesOn(unit, dateOf(since, zone)) : null,
        recordedByNames: await namesOf(desk.db.read, row.recordedById),
      }
    }),
  )
}
