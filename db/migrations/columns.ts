import type { TableColumnOptions, QueryRunner } from 'typeorm'
import { Table, TableIndex } from 'typeorm'

/** Short column notation for migrations: `'text'`, `'int?'` (nullable), `'int=0'` (default). */
export type Notation = string

export function column(name: string, notation: Notation, isPrimary = false): TableColumnOptions {
  const [spec = '', fallback] = notation.split('=')
  const isNullable = spec.endsWith('?')
  const type = spec.replace('?', '') === 'int' ? 'integer' : spec.replace('?', '')
  return { name, type, isNullable, isPrimary, ...(fallback !== undefined && { default: fallback }) }
}

/** Adds a column in place; what is not nullable has a default. */
export function added(table: string, name: string, notation: Notation): string {
  const { type, isNullable, default: fallback } = column(name, notation)
  const rest = isNullable ? '' : ` NOT NULL DEFAULT (${String(fallback)})`
  return `ALTER TABLE "${table}" ADD COLUMN "${name}" ${String(type)}${rest}`
}

/** The first column is the key. */
export async function createTable(q: QueryRunner, name: string, columns: Record<string, Notation>): Promise<void> {
  const list = Object.entries(columns).map(([key, notation], i) => column(key, notation, i === 0))
  await q.createTable(new Table({ name, columns: list }))
}

type IndexOptions = { isUnique?: boolean; where?: string }
export async function createIndex(
  q: QueryRunner,
  table: string,
  columnNames: string[],
  { isUnique = false, where }: IndexOptions = {},
): Promise<void> {
  const name = `${isUnique ? 'uq' : 'ix'}_${table}_${columnNames.join('_')}`
  await q.createIndex(table, new TableIndex({ name, columnNames, isUnique, ...(where && { where }) }))
}
