import sqlite3 from 'sqlite3'
import { AppError } from '../../contract/errors'

/**
 * One process a vault, by a lock of the operating system that dies with the process, however it dies: an exclusive
 * transaction on a file of its own, because Node has no flock and SQLite has the right lock on every system.
 * @throws vault-in-use
 */
export async function lockFolder(file: string): Promise<() => Promise<void>> {
  const db = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(opened)))
  })
  const close = (): Promise<void> => new Promise((resolve) => db.close(() => resolve()))
  try {
    await new Promise<void>((resolve, reject) =>
      db.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE', (e) => (e ? reject(e) : resolve())),
    )
  } catch {
    await close()
    throw new AppError('vault-in-use')
  }
  return close
}
