import { stat } from 'node:fs/promises'
import type { DataSource } from 'typeorm'
import type { Opening } from './connect'
import { copyDatabase } from './copying'
import { asAppError } from './errors'
import { Queue, type Turn } from './queue'
import { Statements } from './statements'
import { doAfterwards, doLastThings, handleFor, invalidate, type Reader, type Tx } from './sql'

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
  /** Readings that run, and how each is ended early. */
  private readonly snapshots = new Map<Promise<unknown>, () => Promise<void>>()

  private readonly writing: Statements
  private readonly reading: Statements

  private constructor(
    private readonly writer: DataSource,
    private reader: DataSource,
    private opening: Opening,
  ) {
    // Its own copy of the key, wiped when it closes.
    this.opening = { ...opening, key: Buffer.from(opening.key) }
    this.writing = new Statements(writer)
    this.reading = new Statements(reader)
    this.read = handleFor(reader.manager, this.reading)
  }

  get file(): string {
    return this.opening.file
  }

  /**
   * @param opening file, raw key (32 bytes) and where the copy made before a migration goes, when one is wanted.
   * @throws database-from-the-future · database-damaged · disk-full
   */
  static async open(opening: Opening): Promise<Database> {
    try {
      const { connect, migrate } = await engine()
      const writer = await connect(opening, 'writer')
      try {
        await migrate(writer, opening)
        return new Database(writer, await connect(opening, 'reader'), opening)
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
   * @param turn `spare` for a piece of long work: whatever somebody waits for passes it
   */
  write<T>(work: (tx: Tx) => Promise<T>, turn: Turn = 'work'): Promise<T> {
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
        doAfterwards(tx)
        return result
      } catch (error) {
        // After a full disk SQLite has rolled back by itself and says so: there is nothing left to undo.
        await this.writing.all('ROLLBACK', []).catch(() => undefined)
        throw asAppError(error)
      } finally {
        Object.assign(runner, { isTransactionActive: false })
        invalidate(tx)
      }
    }, turn)
  }

  /**
   * Long reading that must see one moment: its own connection, one transaction, nobody waits for it. What it reads does not
   * change under it; it writes nothing.
   */
  async snapshot<T>(work: (read: Reader) => Promise<T>): Promise<T> {
    // Opened in turn with the writers, so that it never meets a change of the key.
    const run = await this.queue.run(async () => {
      const { connect } = await engine()
      const source = await connect(this.opening, 'reader')
      const statements = new Statements(source)
      await statements.all('BEGIN', [])
      // A transaction sees what stood when it first read, not when it began.
      await statements.all('SELECT count(*) FROM meta', [])
      const handle = handleFor(source.manager, statements)
      const reading = work(handle).finally(async () => {
        invalidate(handle)
        await statements.finalize()
        await source.destroy()
      })
      this.snapshots.set(reading, () => statements.finalize())
      return { reading }
    })
    try {
      return await run.reading
    } catch (error) {
      throw asAppError(error)
    } finally {
      this.snapshots.delete(run.reading)
    }
  }

  /** Everything acknowledged until now, in one file under another key. Nobody waits for it. */
  copyTo(file: string, key: Buffer, signal?: AbortSignal): Promise<void> {
    return copyDatabase(this.opening, { file, key }, signal)
  }

  /**
   * Puts every page under another key, in one transaction of SQLite: a kill leaves the old key or the new one, never both.
   * Reads and writes wait meanwhile.
   */
  async rekey(key: Buffer, progress: (done: number) => void = () => undefined): Promise<void> {
    let failure: unknown = null
    await this.queue.run(() =>
      this.reading.over(async () => {
        const { connect } = await engine()
        // A reader that stays open would go on reading with the old key.
        await Promise.allSettled(this.snapshots.keys())
        await this.reader.destroy()
        const watch = await this.watched(progress)
        try {
          await this.writer.query('PRAGMA wal_checkpoint(TRUNCATE)')
          await this.writer.query(`PRAGMA rekey = "x'${key.toString('hex')}'"`)
          this.opening.key.fill(0)
          this.opening = { ...this.opening, key: Buffer.from(key) }
          // The pages under the old key go from the file itself.
          await this.writer.query('PRAGMA wal_checkpoint(TRUNCATE)')
        } catch (error) {
          failure = asAppError(error)
        } finally {
          clearInterval(watch)
        }
        this.reader = await connect(this.opening, 'reader')
        return this.reader
      }),
    )
    if (failure) throw failure
    progress(1)
  }

  /** How far re-keying is: every page passes through the journal beside the file. */
  private async watched(progress: (done: number) => void): Promise<NodeJS.Timeout> {
    const { size: whole } = await stat(this.file)
    return setInterval(() => {
      void stat(`${this.file}-wal`).then(
        ({ size }) => progress(Math.min(0.99, size / Math.max(1, whole))),
        () => undefined, // not begun yet
      )
    }, 200)
  }

  async close(): Promise<void> {
    await this.queue.idle()
    // Nobody waits at the log-out for a long proof: it ends with `signed-out`.
    await Promise.all([...this.snapshots.values()].map((end) => end()))
    await Promise.allSettled(this.snapshots.keys())
    await this.reading.finalize()
    await this.writing.finalize()
    await this.reader.destroy()
    await this.writer.destroy()
    this.opening.key.fill(0)
  }
}
