import { access } from 'node:fs/promises'
import sqlite3 from 'sqlite3'
import { AppError } from '../../contract/errors'
import { asAppError } from './errors'

type Source = { file: string; key: Buffer }
const literal = (key: Buffer): string => `"x'${key.toString('hex')}'"`

/** One connection outside the desk's own two: for copying and for proving a copy. */
async function withConnection<T>(
  { file, key }: Source,
  mode: number,
  signal: AbortSignal | undefined,
  work: (ask: <R>(statement: string, params?: unknown[]) => Promise<R[]>) => Promise<T>,
): Promise<T> {
  const db = await new Promise<sqlite3.Database>((done, failed) => {
    const opened = new sqlite3.Database(file, mode, (error) => (error ? failed(error) : done(opened)))
  }).catch((error: unknown) => {
    throw asAppError(error)
  })
  const ask = <R>(statement: string, params: unknown[] = []): Promise<R[]> => {
    signal?.throwIfAborted()
    return new Promise((done, failed) =>
      db.all(statement, params, (error: Error | null, rows: R[]) => (error ? failed(error) : done(rows))),
    )
  }
  // One statement copies the whole: it is stopped inside.
  const stop = (): void => db.interrupt()
  signal?.addEventListener('abort', stop)
  try {
    await ask(`PRAGMA key = ${literal(key)}`)
    return await work(ask)
  } catch (error) {
    throw signal?.aborted ? signal.reason : asAppError(error)
  } finally {
    signal?.removeEventListener('abort', stop)
    await new Promise<void>((done) => db.close(() => done()))
  }
}

/**
 * Writes everything committed into a new file under another key, from one snapshot: a reader in the way, a full journal or
 * somebody registering meanwhile change nothing. The copy is synced and stands alone, without a journal beside it.
 */
export async function copyDatabase(from: Source, to: Source, signal?: AbortSignal): Promise<void> {
  // SQLite makes an attached file only for a connection that may make its own: the source is asked for first.
  await access(from.file)
  await withConnection(from, sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE, signal, async (ask) => {
    await ask('PRAGMA busy_timeout = 5000')
    await ask(`ATTACH DATABASE ? AS copy KEY ${literal(to.key)}`, [to.file])
    await ask('PRAGMA copy.synchronous = FULL')
    await ask('BEGIN')
    const [row] = await ask<{ user_version: number }>('PRAGMA main.user_version')
    await ask("SELECT sqlcipher_export('copy')")
    await ask(`PRAGMA copy.user_version = ${row?.user_version ?? 0}`)
    await ask('COMMIT')
    await ask('DETACH DATABASE copy')
  })
}

/** Reads every page of a copy where it lies. @returns its entries and its schema. @throws database-damaged */
export async function proveDatabase(copy: Source, signal?: AbortSignal): Promise<{ entries: number; schema: number }> {
  return withConnection(copy, sqlite3.OPEN_READONLY, signal, async (ask) => {
    const broken = await ask('PRAGMA cipher_integrity_check')
    const [said] = await ask<{ quick_check: string }>('PRAGMA quick_check')
    if (broken.length > 0 || said?.quick_check !== 'ok') throw new AppError('database-damaged')
    const [count] = await ask<{ n: number }>('SELECT count(*) AS n FROM entry')
    const [row] = await ask<{ user_version: number }>('PRAGMA user_version')
    return { entries: count?.n ?? 0, schema: row?.user_version ?? 0 }
  })
}
