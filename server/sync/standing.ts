import type { ClockPeriod } from '../../contract/clock'
import type { Fields } from '../../contract/wire'
import type { DelegationFields } from '../../domain/standing/delegation'
import {
  endedByHandover,
  sourcesOf,
  type Away,
  type HandedOver,
  type Holder,
  type Source,
} from '../../domain/standing/standing'
import { dateOf, zoneOf, type Zone } from '../../domain/text/zone'
import type { OfficeRows } from './office-rows'

const all = <T>(rows: OfficeRows, entity: string): T[] =>
  rows.every(entity).map(({ id, fields }) => ({ ...fields, id }) as unknown as T)

/** Where the office's clocks stand, by the server's own row. */
export function officeZone(rows: OfficeRows): Zone {
  const office = rows.row('office', rows.office)?.fields ?? {}
  const { periods } = (office['clock'] ?? {}) as { periods?: ClockPeriod[] }
  return zoneOf({ timeZone: String(office['timeZone']), clockPeriods: periods ?? [] })
}

/** Whose work was this person's when they said it, which they may have done without a line, but not after now (W3, W7). */
export function sourcesAt(userId: string, said: unknown, rows: OfficeRows): Source[] {
  const at = Math.min(Number(said), rows.now)
  const known = { absences: all<Away>(rows, 'absence'), handovers: all<HandedOver>(rows, 'handover') }
  return sourcesOf(userId, known, dateOf(at, officeZone(rows)), at)
}

export const holders = (rows: OfficeRows): ReadonlyMap<string, Holder> =>
  new Map(rows.every('user').map(({ id, fields }) => [id, holderOf(id, fields)]))
const holderOf = (id: string, { unitId, roles, active }: Fields): Holder => ({
  id,
  unitId: typeof unitId === 'string' ? unitId : null,
  roles: Array.isArray(roles) ? roles.map(String) : [],
  active: active === true,
})

/** Every delegation with its end: by a word, or by the handover of whoever has it. */
export function delegationsNow(rows: OfficeRows): (DelegationFields & { fields: Fields })[] {
  const left = all<HandedOver>(rows, 'handover')
  return rows
    .every('delegation')
    .map(({ id, fields }) => endedByHandover({ ...(fields as unknown as DelegationFields), id, fields }, left))
}
