import type { ReleaseUpload } from '../../contract/updates'
import type { Sql } from './connect'

export type UploadRow = { id: string; device: string; said: ReleaseUpload; beganAt: number; touchedAt: number }

/** Whoever goes on with it waits here for whoever does so at the same moment. */
export async function lockUpload(sql: Sql, office: string): Promise<UploadRow | undefined> {
  const row = await sql.one<Omit<UploadRow, 'said'> & { said: string }>(
    `SELECT id, device, said, began_at AS "beganAt", touched_at AS "touchedAt" FROM release_upload WHERE office = $1 FOR UPDATE`,
    [office],
  )
  return row && { ...row, said: JSON.parse(row.said) as ReleaseUpload }
}

/** Takes the place of what the office brought before. */
export const setUpload = (sql: Sql, office: string, u: Omit<UploadRow, 'beganAt' | 'touchedAt'>, at: number) =>
  sql.run(
    `INSERT INTO release_upload (office, id, device, said, began_at, touched_at) VALUES ($1, $2, $3, $4, $5, $5)
     ON CONFLICT (office) DO UPDATE SET id = excluded.id, device = excluded.device, said = excluded.said,
       began_at = excluded.began_at, touched_at = excluded.touched_at`,
    [office, u.id, u.device, JSON.stringify(u.said), at],
  )

export const touchUpload = (sql: Sql, office: string, at: number): Promise<void> =>
  sql.run('UPDATE release_upload SET touched_at = $2 WHERE office = $1', [office, at])

export const dropUpload = (sql: Sql, office: string): Promise<void> =>
  sql.run('DELETE FROM release_upload WHERE office = $1', [office])

export const dropUploadsBefore = (sql: Sql, touchedBefore: number): Promise<void> =>
  sql.run('DELETE FROM release_upload WHERE touched_at < $1', [touchedBefore])

export const allUploads = async (sql: Sql): Promise<ReleaseUpload[]> =>
  (await sql.all<{ said: string }>('SELECT said FROM release_upload')).map(
    ({ said }) => JSON.parse(said) as ReleaseUpload,
  )
