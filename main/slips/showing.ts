import type { Actor } from '../../contract/permissions'
import type { Slip, SlipRow } from '../../contract/slips'
import type { Unit } from '../../contract/units'
import { piecesSeen, type SlipRecord } from '../../db/slips/slips'
import { allUnits } from '../../db/units/units'
import { countOf } from '../../domain/slips/slip'
import { namesOn } from '../../domain/units/tree'
import type { Desk } from '../desk'
import { dischargeOf, namesOf } from './discharged'

/** A line of the list. A unit is called what it was called on the day it was sent something. */
export function rowOf(slip: SlipRecord, units: readonly Unit[]): SlipRow {
  const { id, entryId, numberText, businessDate, sentAt, addressee: to, dischargedAt, dischargedBy } = slip
  const unit = units.find((one) => one.id === slip.unitId)
  return {
    ...{ id, entryId, numberText, businessDate, sentAt, to, dischargedAt, dischargedBy },
    toNames: unit ? namesOn(unit, businessDate) : null,
    action: slip.action as SlipRow['action'],
    pieces: countOf(slip.pieces),
    cancelled: slip.cancelled !== 0,
  }
}

/** The slip with its pieces; of an entry that this person may not see (any more) only that it is there (A2). */
export async function shown({ db: { read } }: Pick<Desk, 'db'>, actor: Actor, slip: SlipRecord): Promise<Slip> {
  const seen = await piecesSeen(
    read,
    actor,
    slip.pieces.flatMap(({ entryId }) => entryId ?? []),
  )
  const { pieces: _count, dischargedAt: _at, dischargedBy: _by, ...row } = rowOf(slip, await allUnits(read))
  return {
    ...row,
    note: slip.note,
    sentByNames: await namesOf(read, slip.sentById),
    pieces: slip.pieces.map(({ entryId, what, count }) => {
      const entry = entryId === null ? undefined : seen.get(entryId)
      const hidden = entryId !== null && !entry
      return {
        entryId: hidden ? null : entryId,
        numberText: entry?.numberText ?? null,
        cancelled: entry !== undefined && entry.cancelled !== 0,
        what: hidden ? null : what,
        count,
      }
    }),
    discharge: await dischargeOf(read, slip),
  }
}
