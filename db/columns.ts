import type { EntitySchemaColumnOptions } from 'typeorm'

/** How a table's columns and indexes are written down (tables.ts). */
export const text: EntitySchemaColumnOptions = { type: 'text' }
export const int: EntitySchemaColumnOptions = { type: 'integer' }
export const primary = (c: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({ ...c, primary: true })
export const optional = (c: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({ ...c, nullable: true })
export const or = (c: EntitySchemaColumnOptions, value: string | number): EntitySchemaColumnOptions => ({
  ...c,
  default: value,
})

export type Columns = Record<string, EntitySchemaColumnOptions>
export type Index = { columns: string[]; unique?: boolean; where?: string }
