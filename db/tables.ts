import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm'
import { entities, entityNames } from '../domain/entities'
import type { FieldDescriptor } from '../domain/entities/field'
import { int, or, primary, text, type Columns } from './columns'
import { indices } from './indices'
import { local, ofThisPc } from './local-tables'

/**
 * The tables as TypeORM sees them. Replicated ones follow domain/entities, plus what only this PC knows; the drift test
 * holds the migrations against this list.
 */

const columnOf = (field: FieldDescriptor): EntitySchemaColumnOptions => ({
  type: field.type === 'int' || field.type === 'bool' ? 'integer' : 'text',
  nullable: field.nullable,
})

function schema(name: string, columns: Columns): EntitySchema {
  return new EntitySchema({
    name,
    tableName: name,
    columns,
    indices: (indices[name] ?? []).map(({ columns: names, unique = false, where }) => ({
      name: `${unique ? 'uq' : 'ix'}_${name}_${names.join('_')}`,
      columns: names,
      unique,
      ...(where && { where }),
    })),
  })
}

export const tables: EntitySchema[] = [
  ...entityNames.map((name) =>
    schema(name, {
      id: primary(text),
      ...Object.fromEntries(Object.entries(entities[name].fields).map(([key, field]) => [key, columnOf(field)])),
      ...ofThisPc[name],
      rv: or(int, 0),
      versions: or(text, '{}'),
      extra: or(text, '{}'),
    }),
  ),
  ...Object.entries(local).map(([name, columns]) => schema(name, columns)),
]
