import { isEntity } from '../../domain/entities'
import { can } from '../../contract/permissions'
import type { Fields } from '../../contract/wire'
import { canonical } from '../../domain/sync/canonical'
import { mayRelevel } from '../../domain/sync/rights'
import type { Judged, OfficeRows } from './office-rows'

/**
 * Who decides a conflict writes one of its two values, whatever their rights on the row itself; only while it is open, and only in
 * the change that decides it: an old decision gives nobody anything.
 */
export function isDecision(op: Judged, change: readonly Judged[], rows: OfficeRows): boolean {
  const { actor } = rows.pusher(op.user)
  if (actor === null || !can(actor, 'conflicts:resolve')) return false
  const row = rows.row(op.entity, op.id)
  // A1: nobody lowers a level by keeping the lower of two.
  if (row && isEntity(op.entity) && !mayRelevel(op.entity, op, row.fields, actor)) return false
  if (op.entity === 'letter' && !mayBeDecided(row?.fields, op.fields)) return false
  return rows.conflictsOf(op.id).some(({ id, fields }) => {
    const decision = change.find((o) => o.entity === 'conflict' && o.id === id && o.kind === 'patch')
    const keep = decision?.fields['keep']
    if ((fields['decidedAt'] ?? null) !== null || (keep !== 'server' && keep !== 'other')) return false
    const side = fields[keep] as { fields?: Fields } | null
    return covers(side?.fields ?? {}, withoutProof(op.fields))
  })
}

/** W2: nobody's decision signs a letter, issues it, or takes a signature back. */
const FROZEN: readonly unknown[] = ['signed', 'issued', 'void']
const mayBeDecided = (stands: Fields | undefined, written: Fields): boolean =>
  !FROZEN.includes(stands?.['state']) && !FROZEN.includes(written['state'])

const withoutProof = ({ proof: _signed, ...fields }: Fields): Fields => fields

export const covers = (values: Fields, written: Fields): boolean =>
  Object.entries(written).every(
    ([name, value]) => Object.hasOwn(values, name) && canonical(values[name] ?? null) === canonical(value),
  )
