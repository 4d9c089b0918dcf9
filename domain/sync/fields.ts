import { descriptor, type EntityName, type FieldDescriptor } from '../../contract/entities'
import type { Fields, Plain } from '../../contract/sync'
import { canonical } from './canonical'

/** Names of fields, ours and those of versions to come; nothing that means something to JavaScript itself. */
const NAME = /^[a-z][A-Za-z0-9]{0,39}$/

/**
 * Whether these values are what contract/entities.ts says. A field we do not know is let through: offices run mixed
 * versions. A field added later has to be nullable, so that a row of an older desk is still whole.
 */
export function fieldsFit(entity: EntityName, fields: Fields, kind: 'create' | 'patch'): boolean {
  const known = descriptor(entity).fields
  for (const [name, value] of Object.entries(fields)) {
    if (!NAME.test(name) || name in Object.prototype) return false
    const field = Object.hasOwn(known, name) ? known[name] : undefined
    if (field && !fits(field, value)) return false
  }
  if (kind === 'patch') return true
  return Object.entries(known).every(([name, field]) => field.nullable || Object.hasOwn(fields, name))
}

function fits(field: FieldDescriptor, value: Plain): boolean {
  if (value === null) return field.nullable || field.type === 'json'
  if (field.type === 'text') return typeof value === 'string'
  if (field.type === 'int') return typeof value === 'number'
  if (field.type === 'bool') return typeof value === 'boolean'
  return true
}

/** I2: a field that is written once, and would be written again with something else. */
export function fixedChange(entity: EntityName, row: Fields, fields: Fields): string | undefined {
  const known = descriptor(entity).fields
  return Object.keys(fields).find(
    (name) => known[name]?.fixed === true && canonical(row[name] ?? null) !== canonical(fields[name] ?? null),
  )
}
