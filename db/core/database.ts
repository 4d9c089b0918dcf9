import type { DataSource } from 'typeorm'
import type { Opening } from './connect'
import { asAppError } from './errors'
import { Queue } from './queue'
import { Statements } from './statements'
import { doLastThings, handleFor, invalidate, type Reader, type Tx } from './sql'

/** TypeORM takes a quarter of a second to load: after the window, not before it. Ask early, and the first opening need not wait. */
export async function engine() {
  const [{ connect }, { migrate }] = await Promise.all([import('./connect'), import('./migrate')])
  return { connect, migrate }
}

/**
 * The desk's encrypted database: one writer, whose transactions queue, and a read-only connection that never waits.
 * TypeORM's SQLite driver shares one connection; overlapping transactions would corrupt each other, so nothing outside
 * this class can open one.
 */
export class Database {
  /** Committed rows only. */
  readonly read: Reader
  private readonly queue = new Queue()

  private readonly writing: Statements
  private readonly reading: Statements

  private constructor(
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    readonly file: string,
  ) {
    this.writing = new Statements(writer)
    this.reading = new Statements(reader)
    this.read = handleFor(reader.manager, this.reading)
  }

  /**
   * @param opening file, raw key (32 bytes) and where the copy made before a migration goes.
   * @throws database-from-the-future · database-damaged · disk-full
   */
  static async open(opening: Opening): Promise<Database> {
    try {
      const { connect, migrate } = await engine()
      const writer = await connect(opening, 'writer')
      try {
        await migrate(writer, opening)
        return new Database(writer, await connect(opening, 'reader'), opening.file)
      } catch (error) {
        await writer.destroy()
        throw error
      }
    } catch (error) {
      throw asAppError(error)
    }
  }

  /**
   * One transaction at `synchronous = FULL`: when this resolves, a power cut loses nothing of it; when it rejects, nothing
   * happened. IMMEDIATE takes the lock at once, where TypeORM would begin deferred and meet a second process halfway.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.queue.run(async () => {
      const runner = this.writer.createQueryRunner()
      const tx = handleFor(runner.manager, this.writing)
      try {
        await this.writing.all('BEGIN IMMEDIATE', [])
        // So that an entity manager's `save` joins this transaction instead of opening its own.
        Object.assign(runner, { isTransactionActive: true })
        const result = await work(tx)
        await doLastThings(tx)
        await this.writing.all('COMMIT', [])
        return result
      } catch (error) {
        // After a full disk SQLite has rolled back by itself and says so: there is nothing left to undo.
        await this.writing.all('ROLLBACK', []).catch(() => undefined)
        throw asAppError(error)
      } finally {
        Object.assign(runner, { isTransactionActive: false })
        invalidate(tx)
      }
    })
  }

  /** Runs while no transaction does, with everything written to the file itself: for copying it. */
  quiesced<T>(work: () => Promise<T>): Promise<T> {
    return this.queue.run(async () => {
      await this.writer.query('PRAGMA wal_checkpoint(TRUNCATE)')
      return work()
    })
  }

  async close(): Promise<void> {
    await this.queue.idle()
    await this.reading.finalize()
    await this.writing.finalize()
    await this.reader.destroy()
    await this.writer.destroy()
  }
}
