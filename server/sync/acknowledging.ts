import { acknowledgementIdOf, addresseesOf, answersFor } from '../../domain/acknowledging/addressee'
import { sourcesAt } from './standing'
import type { Judged, OfficeRows } from './office-rows'

/** Asked again where it counts: an entry that is here, given to whom it is acknowledged for, by one who answers for them now. */
export function refuseAcknowledgement(
  { entity, id, kind, fields, user }: Judged,
  rows: OfficeRows,
): 'invalid' | 'forbidden' | null {
  if (entity !== 'acknowledgement' || kind !== 'create') return null
  const { entryId, toKind, toId } = fields
  const entry = rows.row('entry', entryId)?.fields
  const person = rows.row('user', user)?.fields
  if (!entry || !person || user === null) return 'invalid'
  const leaves = rows.row('register', entry['registerId'])?.fields['kind'] === 'outgoing'
  const to = addresseesOf({ unitId: entry['unitId'], parties: entry['parties'] }).find(
    (one) => one.kind === toKind && one.id === toId,
  )
  if (leaves || !to || id !== acknowledgementIdOf(String(entryId), to, user)) return 'invalid'
  const who = { userId: user, unitId: person['unitId'], whose: sourcesAt(user, fields['at'], rows) }
  const { registeredById, registeredAt } = entry
  return answersFor(to, { registeredById, registeredAt }, who) ? null : 'forbidden'
}
