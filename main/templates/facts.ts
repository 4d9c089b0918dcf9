import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import { contactById } from '../../db/community/contacts'
import type { Reader } from '../../db/core/sql'
import type { EntryRecord } from '../../db/register/entries'
import { people, personById } from '../../db/session/people'
import { seenRow } from '../../db/visibility/sight'
import type { Facts } from '../../domain/letters/template/values'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'

/** What a template is filled from: an entry, or a contact nobody has written to yet, or neither. */
export type About = { entryId: string | null; addresseeId?: string | null }

/** As far as this person may see it (A2). @throws not-found for an entry they may not see */
export async function factsFor(desk: Desk, actor: Actor, read: Reader, about: About): Promise<Facts> {
  const entry = about.entryId === null ? null : await entryFor(read, actor, about.entryId)
  const addresseeId = entry?.correspondentId ?? about.addresseeId ?? null
  const to = addresseeId === null ? undefined : await contactById(read, actor, addresseeId)
  const { country, names, ministry, place } = desk.office
  const zone = zoneOf(desk.office)
  const heads = (await people(read)).filter(({ roles, active }) => active && roles.includes('headOfOffice'))
  return {
    office: { country, names, ministry, place },
    today: dateOf(desk.clock.now(), zone),
    entry: entry && {
      numberText: entry.numberText,
      reference: entry.reference,
      letterDate: entry.letterDate,
      arrivalDate: dateOf(entry.arrivalAt, zone),
      subject: entry.subject,
    },
    addressee: to ? { nameAr: to.nameAr.full, nameLatin: to.nameLatin.full, city: to.city } : null,
    signer: heads.length === 1 ? (heads[0]?.names ?? null) : null,
    writer: (await personById(read, actor.userId))?.names ?? null,
  }
}

/** An administrator manages templates and reads no register. */
async function entryFor(read: Reader, actor: Actor, id: string): Promise<EntryRecord> {
  const entry = can(actor, 'register:read') ? await seenRow<EntryRecord>(read, actor, 'entry', id) : undefined
  if (!entry) throw new AppError('not-found')
  return entry
}
