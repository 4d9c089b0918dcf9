import type { Delivery, DeliveryRow } from '../../contract/deliveries'
import type { Unit } from '../../contract/units'
import type { Level } from '../../contract/values'
import type { Reader } from '../../db/core/sql'
import type { DeliveryRecord } from '../../db/deliveries/deliveries'
import { allUnits } from '../../db/units/units'
import { namesOn } from '../../domain/units/tree'
import { dischargeOf, namesOf } from '../slips/discharged'

/** A line of the list. A unit is called what it was called on the day it was handed something. */
export function rowOf(line: DeliveryRecord, units: readonly Unit[]): DeliveryRow {
  const { id, entryId, numberText, subject, day, enteredAt, messenger, unitId, addressee: to, pieces } = line
  const unit = units.find((one) => one.id === unitId)
  return {
    ...{ id, entryId, numberText, subject, day, enteredAt, messenger, unitId, to, pieces },
    level: line.level as Level,
    cancelled: line.cancelled !== 0,
    toNames: unit ? namesOn(unit, day) : null,
    dischargedAt: line.dischargedAt,
    dischargedBy: line.dischargedBy,
    struckReason: line.struckReason,
  }
}

export async function shown(read: Reader, line: DeliveryRecord): Promise<Delivery> {
  const { dischargedAt: _at, dischargedBy: _by, struckReason, ...row } = rowOf(line, await allUnits(read))
  return {
    ...row,
    enteredByNames: await namesOf(read, line.enteredById),
    discharge: await dischargeOf(read, line),
    struck:
      line.struckAt === null
        ? null
        : { at: line.struckAt, reason: struckReason ?? '', byNames: await namesOf(read, line.struckById) },
  }
}
