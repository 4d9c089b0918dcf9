import { sql, type Reader } from './sql'
import type { Value } from './value'

/**
 * Many rows of many columns, each row as one text: the driver hands over value by value, which costs more than reading them.
 * @param columns what stands under which name; expressions of ours, never of the wire
 * @param rest the statement after its columns
 */
export async function asLines<T extends object>(
  read: Reader,
  columns: Readonly<Record<keyof T & string, string>>,
  rest: string,
  params: readonly Value[],
): Promise<T[]> {
  const names = Object.keys(columns)
  const expressions = Object.values<string>(columns).join(', ')
  const rows = await sql(read).all<{ line: string }>(`SELECT json_array(${expressions}) AS line ${rest}`, params)
  return rows.map(({ line }) => {
    const values = JSON.parse(line) as unknown[]
    return Object.fromEntries(names.map((name, i) => [name, values[i]])) as T
  })
}

/** Columns of one table, each under its own name. */
export const columnsAs = <K extends string>(alias: string, names: readonly K[]): Record<K, string> =>
  Object.fromEntries(names.map((name) => [name, `${alias}."${name}"`])) as Record<K, string>
