import { descriptor, type EntityName } from '../../domain/entities'
import type { Fields, Plain } from '../../contract/sync'
import { canonical } from '../../domain/sync/canonical'
import { sql, type Reader } from '../core/sql'
import type { Value } from '../core/value'

/** One value as the table keeps it: JSON as canonical text, booleans as 0 and 1. */
export function toColumn(entity: EntityName, name: string, value: Plain): Value {
  const type = descriptor(entity).fields[name]?.type
  if (value === null) return null
  if (type === 'json') return canonical(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'object') throw new TypeError(`${entity}.${name} is not a JSON field`)
  return value
}

/** A row as it was read → its fields, in the types of contract/entities.ts. */
export function fromRow(entity: EntityName, row: Record<string, unknown>): Fields {
  const fields: Fields = {}
  for (const [name, { type }] of Object.entries(descriptor(entity).fields)) {
    const value = row[name] as Plain | undefined
    if (value === undefined) continue
    if (value !== null && type === 'json') fields[name] = JSON.parse(String(value)) as Plain
    else if (value !== null && type === 'bool') fields[name] = value === 1
    else fields[name] = value
  }
  return fields
}

/** The fields of a row as it stands, whoever asks. */
export async function rowFields(read: Reader, entity: EntityName, id: string): Promise<Fields | undefined> {
  const row = await sql(read).one<Record<string, unknown>>(`SELECT * FROM "${entity}" WHERE id = ?`, [id])
  return row && fromRow(entity, row)
}
