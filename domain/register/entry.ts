import { AppError } from '../../contract/errors'
import type { EntryCheck, EntryInput } from '../../contract/register'
import { rankOf } from '../visibility'
import { dateOf, type Zone } from '../text/zone'

type Dated = Pick<EntryInput, 'letterDate' | 'arrivalAt'>

/** C1: letter ≤ arrival ≤ registration. A warning: stamps, time zones and slips of the pen happen; the clerk decides. */
export function dateWarnings(entry: Dated, registeredAt: number, zone: Zone): EntryCheck['warnings'] {
  const warnings: EntryCheck['warnings'] = []
  const arrival = dateOf(entry.arrivalAt, zone)
  if (entry.letterDate && entry.letterDate > arrival) warnings.push('letter-after-arrival')
  if (arrival > dateOf(registeredAt, zone)) warnings.push('arrival-after-registration')
  if (entry.letterDate && Number(arrival.slice(0, 4)) - Number(entry.letterDate.slice(0, 4)) > 5)
    warnings.push('letter-very-old')
  return warnings
}

/**
 * C2: what must be there. Only a sealed envelope has no subject yet, and it is at least confidential (A1).
 * @throws subject-missing
 */
export function checkMandatory(entry: Pick<EntryInput, 'subject' | 'level'>): void {
  const sealed = entry.subject === null && rankOf(entry.level) >= rankOf('confidential')
  if (!sealed && !entry.subject) throw new AppError('subject-missing')
}
