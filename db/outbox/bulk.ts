import { descriptor, type EntityName } from '../../domain/entities'
import type { Fields } from '../../contract/wire'
import { EACH, listOf } from '../core/list'
import { inPieces } from '../core/pieces'
import { sql, type Tx } from '../core/sql'
import type { Value } from '../core/value'
import { toColumn } from './rows'

/** What one statement takes: beyond it the database's thread is held too long, and one text grows too large. */
const PIECE = 1_000

/** A row as its columns, the id first. */
export type Columns = Record<string, Value>

/** The columns of what a row says, as insertRow writes them. */
export const columnsOf = (entity: EntityName, id: string, fields: Fields): Columns => ({
  id,
  ...Object.fromEntries(
    Object.keys(fields)
      .filter((name) => name in descriptor(entity).fields)
      .map((name) => [name, toColumn(entity, name, fields[name] ?? null)]),
  ),
  // A book begins without a link; its acts say it.
  ...(entity === 'book' && { lastLink: '' }),
})

/**
 * Puts rows of one entity in place, with one statement for many; all have the same columns. Names come from our own descriptors,
 * never from the wire.
 * @param replace what stands under an id is written over; without it an id that is taken fails
 */
export async function putRows(tx: Tx, entity: EntityName, rows: readonly Columns[], replace = false): Promise<void> {
  const names = Object.keys(rows[0] ?? {})
  const over = names.filter((name) => name !== 'id').map((name) => `"${name}" = excluded."${name}"`)
  const text = `INSERT INTO "${entity}" (${names.map((n) => `"${n}"`).join(', ')})
    SELECT ${names.map((_, i) => `value ->> ${i}`).join(', ')} FROM ${EACH} WHERE 1
    ${replace ? `ON CONFLICT (id) DO UPDATE SET ${over.join(', ')}` : ''}`
  await inPieces(rows, PIECE, (piece) => {
    const list = listOf(piece.map((row) => names.map((name) => row[name] ?? null)))
    return () => sql(tx).run(text, [list])
  })
}
