import 'reflect-metadata'
import { DataSource } from 'typeorm'
import { tables } from '../tables'
import { migrations } from '../migrations'

export type Opening = {
  file: string
  /** 32 bytes; SQLCipher gets them raw, so that opening takes a millisecond. */
  key: Buffer
  /** Folder for the copy made before migrating; null: whoever opens it has made one. */
  backupsDir: string | null
}

const OPEN_READONLY = 1

/** Opens one connection. A wrong key or a damaged file rejects here (`SQLITE_NOTADB`). */
export async function connect(opening: Opening, kind: 'writer' | 'reader'): Promise<DataSource> {
  const source = new DataSource({
    type: 'sqlite',
    database: opening.file,
    key: `x'${opening.key.toString('hex')}'`,
    entities: tables,
    migrations,
    synchronize: false,
    logging: false,
    busyTimeout: 5000,
    ...(kind === 'writer' ? { enableWAL: true } : { flags: OPEN_READONLY }),
  })
  await source.initialize()
  try {
    if (kind === 'writer') {
      // An acknowledged number survives a power cut.
      await source.query('PRAGMA synchronous = FULL')
      // 16 MB between checkpoints: the same pages of the indexes are written back once for many entries, not once for a few.
      await source.query('PRAGMA wal_autocheckpoint = 4000')
      await source.query('PRAGMA cache_size = -16384')
    } else {
      await source.query('PRAGMA query_only = ON')
      await source.query('PRAGMA cache_size = -16384')
    }
    await source.query('SELECT count(*) FROM sqlite_master')
    return source
  } catch (error) {
    await source.destroy()
    throw error
  }
}
