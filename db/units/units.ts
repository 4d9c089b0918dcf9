import type { Unit } from '../../contract/units'
import { sql, type Reader } from '../core/sql'
import { fromRow } from '../outbox/rows'

/** All of them, those that ended too, in the order they were made. */
export const allUnits = async (read: Reader): Promise<Unit[]> =>
  (await sql(read).all<Record<string, unknown>>('SELECT * FROM unit ORDER BY position, id')).map(toUnit)

export async function unitById(read: Reader, id: string): Promise<Unit | undefined> {
  const row = await sql(read).one<Record<string, unknown>>('SELECT * FROM unit WHERE id = ?', [id])
  return row && toUnit(row)
}

function toUnit(row: Record<string, unknown>): Unit {
  const { names, parentId, since, until, became, was, routesFrom } = fromRow('unit', row) as unknown as Unit
  return {
    id: String(row['id']),
    names,
    parentId,
    since,
    until,
    became: became ?? [],
    was: was ?? [],
    routesFrom: routesFrom ?? null,
  }
}
