import { envelopeIdOf, isSealed, mayCorrect, mayGiveBack, type Kept, type Standing } from '../../domain/tenders/tender'
import { rankOf } from '../../domain/visibility'
import type { Fields } from '../../contract/wire'
import type { Judged, OfficeRows } from './office-rows'

/** A desk's clock may run ahead of the server's by so much; a session that is further ahead has not been. */
const AHEAD = 5 * 60_000

/**
 * D4, asked again where it counts: an envelope is a sealed entry of the same command, received when its number was given; nothing inside it is attached
 * or described before the session; a session is not said to have been before the server's own clock has come to it.
 */
export function refuseTender(
  op: Judged,
  row: Fields | null,
  change: readonly Judged[],
  rows: OfficeRows,
): 'invalid' | 'wrong-state' | null {
  const { entity, fields } = op
  if (entity === 'tender') return Number(fields['openedAt'] ?? 0) > rows.now + AHEAD ? 'wrong-state' : null
  if (entity === 'envelope') return row === null ? refuseNew(op, change, rows) : refuseBack(row, rows)
  const entryId = entity === 'entry' ? op.id : (fields['entryId'] ?? row?.['entryId'])
  if (typeof entryId !== 'string') return null
  const found = sealing(entryId, rows)
  if (!found) return null
  if (entity === 'entry')
    return row !== null && !Object.keys(fields).every((field) => mayCorrect(field, found.sealed)) ? 'wrong-state' : null
  const about = (entity === 'missingPiece' && row === null) || (entity === 'file' && 'entryId' in fields)
  return about && found.sealed ? 'wrong-state' : null
}

function sealing(entryId: string, rows: OfficeRows): { sealed: boolean } | null {
  const envelope = rows.row('envelope', envelopeIdOf(entryId))?.fields
  if (!envelope) return null
  const tender = rows.row('tender', envelope['tenderId'])?.fields
  return { sealed: !tender || isSealed(keptOf(envelope), standingOf(tender)) }
}

/** Of an entry that comes with it, and of which nothing is said but its outside. */
function refuseNew({ id, fields }: Judged, change: readonly Judged[], rows: OfficeRows): 'invalid' | null {
  const { entryId, tenderId, receivedAt } = fields
  const came = change.find((one) => one.entity === 'entry' && one.kind === 'create' && one.id === entryId)?.fields
  if (!came || id !== envelopeIdOf(String(entryId)) || !rows.row('tender', tenderId)) return 'invalid'
  const incoming = rows.row('register', came['registerId'])?.fields['kind'] === 'incoming'
  const said = [came['subject'], came['letterId']].some((one) => (one ?? null) !== null) || came['notes'] !== ''
  const named = Array.isArray(came['enclosures']) && came['enclosures'].length > 0
  const sealed = rankOf(came['level']) >= rankOf('confidential') && !said && !named
  const attached = change.some((one) => one.entity === 'file' && one.fields['entryId'] === entryId)
  return incoming && sealed && !attached && came['registeredAt'] === receivedAt ? null : 'invalid'
}

function refuseBack(row: Fields, rows: OfficeRows): 'wrong-state' | null {
  const tender = rows.row('tender', row['tenderId'])?.fields
  return tender && mayGiveBack(keptOf(row), standingOf(tender)) ? null : 'wrong-state'
}

const instant = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const keptOf = (row: Fields): Kept => ({ receivedAt: Number(row['receivedAt']), backAt: instant(row['backAt']) })
const standingOf = (row: Fields): Standing => ({
  closesAt: Number(row['closesAt']),
  openedAt: instant(row['openedAt']),
})
