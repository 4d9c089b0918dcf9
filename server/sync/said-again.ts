import { descriptor, isEntity } from '../../domain/entities'
import type { Judged, OfficeRows } from './office-rows'

/** Whether this begins what another desk has begun, under the id that follows from it. */
export const isBegunAlready = ({ entity, id, kind }: Judged, rows: OfficeRows): boolean =>
  kind === 'create' &&
  isEntity(entity) &&
  descriptor(entity).firstSays !== undefined &&
  rows.row(entity, id) !== undefined

/** Then who said it first and when is what stays, and what a beginning leaves empty says nothing of what became of it since. */
export function saidAgain(op: Judged, rows: OfficeRows): Judged {
  if (!isEntity(op.entity) || !isBegunAlready(op, rows)) return op
  const { firstSays = [] } = descriptor(op.entity)
  const says = ([name, value]: [string, unknown]): boolean => value !== null && !firstSays.includes(name)
  return { ...op, fields: Object.fromEntries(Object.entries(op.fields).filter(says)) }
}
