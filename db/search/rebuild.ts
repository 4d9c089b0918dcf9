import { sql, type Tx } from '../core/sql'
import { metaValue, setMeta } from '../core/meta'
import { indexContacts, indexEntries } from './documents'
import { VERSION } from './version'

const BATCH = 100

/** The next rows, newest first, in a transaction short enough that nobody waits for it. */
export async function indexAnew(tx: Tx): Promise<{ rows: number; last: boolean }> {
  const before = await metaValue(tx, 'search.rebuilt')
  const docs = await sql(tx).all<{ docId: number; entity: 'entry' | 'contact'; rowId: string }>(
    'SELECT docId, entity, rowId FROM searchDoc WHERE docId < ? ORDER BY docId DESC LIMIT ?',
    [before === undefined ? Number.MAX_SAFE_INTEGER : Number(before), BATCH],
  )
  const of = (entity: string): string[] => docs.flatMap((d) => (d.entity === entity ? d.rowId : []))
  await indexEntries(tx, of('entry'))
  await indexContacts(tx, of('contact'))
  const last = docs.at(-1)
  if (last && docs.length === BATCH) {
    await setMeta(tx, 'search.rebuilt', String(last.docId))
    return { rows: docs.length, last: false }
  }
  await sql(tx).run(`DELETE FROM meta WHERE key = 'search.rebuilt'`)
  await setMeta(tx, 'search.version', VERSION)
  return { rows: docs.length, last: true }
}
