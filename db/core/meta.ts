import { sql, type Reader, type Tx } from './sql'

/** What a PC remembers beside its rows, under names with a dot: `device.id`, `jobs.underWay`. Not replicated. */
export async function metaValue(read: Reader, key: string): Promise<string | undefined> {
  return (await sql(read).one<{ value: string }>('SELECT value FROM meta WHERE key = ?', [key]))?.value
}

export const setMeta = (tx: Tx, key: string, value: string): Promise<void> =>
  sql(tx).run('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [
    key,
    value,
  ])
