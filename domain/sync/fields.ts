import { descriptor, type EntityName } from '../entities'
import type { Fields } from '../../contract/wire'
import { fits } from '../entities/field'
import { canonical } from './canonical'

/** Names of fields, ours and those of versions to come; nothing that means something to JavaScript itself. */
const NAME = /^[a-z][A-Za-z0-9]{0,39}$/

/**
 * Whether these values are what contract/entities.ts says: types, lengths, numbers in their bounds. A field we do not know is
 * let through, and so is a word of a list that grew: offices run mixed versions. A field added later has to be nullable, so
 * that a row of an older desk is still whole. Asked by the server, and by every desk of what it pulls.
 */
export function fieldsFit(entity: EntityName, fields: Fields, kind: 'create' | 'patch'): boolean {
  const known = descriptor(entity).fields
  for (const name of Object.keys(fields)) {
    const value = fields[name]
    const field = Object.hasOwn(known, name) ? known[name] : undefined
    if (!field && (!NAME.test(name) || name in Object.prototype)) return false
    if (!field) continue
    if (value === null ? !field.nullable : !fits(field.value, value)) return false
  }
  if (kind === 'patch') return true
  for (const name in known) if (known[name]?.nullable !== true && !Object.hasOwn(fields, name)) return false
  return true
}

/** I2: a field that is written once, and would be written again with something else. */
export function fixedChange(entity: EntityName, row: Fields, fields: Fields): string | undefined {
  const known = descriptor(entity).fields
  return Object.keys(fields).find(
    (name) => known[name]?.fixed === true && canonical(row[name] ?? null) !== canonical(fields[name] ?? null),
  )
}
