import type { CardFacts, KinName } from '../../contract/card'
import type { ContactInput, PersonName } from '../../contract/community'
import type { Actor } from '../../contract/permissions'
import type { Fields, Plain } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import { createRow, patchRow } from '../../db/outbox/changes'
import { rowFields } from '../../db/outbox/rows'
import type { Stamp } from '../../db/outbox/stamp'
import { corrections, storedFacts } from '../../domain/community/card'
import { keptPhone, shownPhone } from '../../domain/community/phone'
import { canonical } from '../../domain/sync/canonical'
import { stampOf, type Desk } from '../desk'

/** P1: the whole name in a script, from its parts when only they were given. */
export function completed(name: PersonName, kin?: KinName): PersonName {
  const parts = [name.given, name.father, kin?.grandfather, name.family]
  return name.full ? name : { ...name, full: parts.filter(Boolean).join(' ') }
}

/** What was said as it is kept: numbers in their one form, and the preferred ones where an older version looks for them. */
export function written(
  desk: Desk,
  said: Fields | ContactInput,
  card: Fields | ContactInput,
  stands: Pick<CardFacts, 'phones' | 'emails'>,
): Fields {
  const { phones: _phones, emails: _emails, ...fields } = storedFacts(said as Fields)
  const { countryCode, homeCountry } = card as ContactInput
  const { phones, emails } = said as ContactInput
  // Said as they stand they say nothing: whoever knows only the preferred one changes that.
  if (phones && canonical(phones) !== canonical(stands.phones)) {
    const countries = [countryCode, desk.office.country, homeCountry ?? '']
    const kept = phones.filter((one) => one.number).map((one) => ({ ...one, number: keptPhone(one.number, countries) }))
    Object.assign(fields, storedFacts({ phones: kept }), { phone: kept[0] ? shownPhone(kept[0].number, '') : '' })
  }
  if (emails && canonical(emails) !== canonical(stands.emails)) {
    const kept = emails.filter((one) => one.address)
    Object.assign(fields, storedFacts({ emails: kept }), { email: kept[0]?.address ?? '' })
  }
  return fields
}

/**
 * Writes what differs, and who corrected what beside it. What a newer version put inside a name stays there.
 * @param importId the import that says it
 */
export async function correct(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  id: string,
  fields: Fields,
  { importId = null, stamp = stampOf(desk, actor) }: { importId?: string | null; stamp?: Stamp } = {},
): Promise<void> {
  const stood = (await rowFields(tx, 'contact', id)) ?? {}
  const whole = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, NAMED.has(name) ? joined(stood[name], value) : value]),
  )
  const changes = corrections(stood, whole)
  await patchRow(tx, 'contact', id, whole, stamp)
  if (changes.length === 0) return
  const row = { contactId: id, at: stamp.at, byId: actor.userId, changes: changes as unknown as Plain, importId }
  await createRow(tx, 'cardChange', desk.newId(), row, stamp)
}
const NAMED = new Set(['nameAr', 'nameLatin', 'kinAr', 'kinLatin'])
const joined = (stood: Plain | undefined, now: Plain): Plain =>
  now !== null && stood !== null ? { ...(stood as Fields | undefined), ...(now as Fields) } : now
