import type { Description } from '../../contract/describing'
import { levels, urgencies, channels } from '../../contract/values'
import type { Entry } from '../../contract/register'
import { localTime, type Zone } from '../../domain/text/zone'
import { emptyForm, inputOf, type EntryForm } from '../register/entryForm'

const known = <T extends string>(values: readonly T[], value: string): T | undefined =>
  values.find((one) => one === value)

/** The form of an entry that was numbered first: what was known of the pile stands in it, the rest is to be read on the letter (C1, C2). */
export function formOf(entry: Entry, zone: Zone): EntryForm {
  const channel = known(channels, entry.channel)
  const form = emptyForm(
    entry.id,
    entry.registerId,
    localTime(entry.arrivalAt, zone),
    channel ? { channel, unitId: entry.unitId } : null,
  )
  return {
    ...form,
    unitId: entry.unitId,
    urgency: known(urgencies, entry.urgency) ?? form.urgency,
    level: known(levels, entry.level) ?? form.level,
  }
}

/** Null when something is missing; what is missing is said by `problemsOf`. */
export function descriptionOf(form: EntryForm, zone: Zone): Description | null {
  const input = inputOf(form, zone)
  if (!input) return null
  const { registerId: _register, secondCopyOfId: _copy, ...said } = input
  return said
}
