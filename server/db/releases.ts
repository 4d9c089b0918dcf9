import type { Rollout, SignedRelease } from '../../contract/updates'
import type { Sql } from './connect'

export type ReleaseRow = {
  version: string
  signed: SignedRelease
  rollout: Rollout
  addedAt: number
  /** When the order that stands was given, by the clock of who gave it. */
  orderedAt: number | null
}
type Stored = Rollout & { version: string; said: string; signatures: string; addedAt: number; orderedAt: number | null }

const SELECT = `SELECT version, said, signatures, state, percent, first, last, starts_at AS "startsAt", forced, added_at AS "addedAt",
  (SELECT max(at) FROM release_order o WHERE o.version = r.version) AS "orderedAt" FROM release r`

const toRow = ({ version, said, signatures, addedAt, orderedAt, ...rollout }: Stored): ReleaseRow => ({
  version,
  signed: { release: said, signatures: JSON.parse(signatures) as SignedRelease['signatures'] },
  rollout,
  addedAt,
  orderedAt,
})

export const allReleases = async (sql: Sql): Promise<ReleaseRow[]> => (await sql.all<Stored>(SELECT)).map(toRow)

export const runningReleases = async (sql: Sql): Promise<ReleaseRow[]> =>
  (await sql.all<Stored>(`${SELECT} WHERE state = 'running'`)).map(toRow)

/** Two orders about one release wait here for each other; read after the wait, so that the second sees the first. */
export async function lockRelease(sql: Sql, version: string): Promise<ReleaseRow | undefined> {
  await sql.run('SELECT 1 FROM release WHERE version = $1 FOR UPDATE', [version])
  const [row] = await sql.all<Stored>(`${SELECT} WHERE version = $1`, [version])
  return row && toRow(row)
}

export async function insertRelease(
  sql: Sql,
  { signed, ...row }: Omit<ReleaseRow, 'orderedAt'> & { channel: string; addedBy: string },
  packages: readonly { sha512: string; size: number }[],
): Promise<void> {
  const { state, percent, first, last, startsAt, forced } = row.rollout
  await sql.run(
    `INSERT INTO release (version, said, signatures, channel, state, percent, first, last, starts_at, forced, added_at, added_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7::uuid[], $8::uuid[], $9, $10, $11, $12)`,
    [
      ...[row.version, signed.release, JSON.stringify(signed.signatures), row.channel],
      ...[state, percent, first, last, startsAt, forced, row.addedAt, row.addedBy],
    ],
  )
  await sql.run(
    `INSERT INTO release_package (version, sha512, size) SELECT $1, sha512, size
     FROM json_to_recordset($2::json) AS x(sha512 text, size bigint) ON CONFLICT DO NOTHING`,
    [row.version, JSON.stringify(packages.map(({ sha512, size }) => ({ sha512, size })))],
  )
}

/** Signed anew: for longer, or for everybody. Its packages are the same. */
export const renewRelease = (sql: Sql, version: string, signed: SignedRelease, channel: string): Promise<void> =>
  sql.run('UPDATE release SET said = $2, signatures = $3, channel = $4 WHERE version = $1', [
    version,
    signed.release,
    JSON.stringify(signed.signatures),
    channel,
  ])

export const setRollout = (sql: Sql, version: string, r: Rollout): Promise<void> =>
  sql.run(
    `UPDATE release SET state = $2, percent = $3, first = $4::uuid[], last = $5::uuid[], starts_at = $6, forced = $7
     WHERE version = $1`,
    [version, r.state, r.percent, r.first, r.last, r.startsAt, r.forced],
  )

/** Its size, while some release that was not withdrawn names it. */
export const packageSize = async (sql: Sql, sha512: string): Promise<number | undefined> =>
  (
    await sql.one<{ size: number }>(
      `SELECT p.size FROM release_package p JOIN release r ON r.version = p.version
       WHERE p.sha512 = $1 AND r.state <> 'withdrawn' LIMIT 1`,
      [sha512],
    )
  )?.size

export const namedPackages = async (sql: Sql): Promise<Set<string>> =>
  new Set((await sql.all<{ sha512: string }>('SELECT sha512 FROM release_package')).map((p) => p.sha512))

const LOCK = 7
/** Held to commit by whoever puts packages into the folder or takes them out. @returns false while somebody does */
export const tryLockFolder = async (sql: Sql): Promise<boolean> =>
  (await sql.one<{ free: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS free', [LOCK]))?.free === true

/** Held to commit by whoever adds to a package that comes in pieces: nobody tidies meanwhile, and others do the same beside. */
export const lockFolderShared = (sql: Sql): Promise<void> => sql.run('SELECT pg_advisory_xact_lock_shared($1)', [LOCK])
