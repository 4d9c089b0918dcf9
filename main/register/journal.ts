import { existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { writeDurably } from '../../db/core/durable'
import { canonical } from '../../domain/sync/canonical'
import { macHolds, macOf } from '../session/crypto'

const JOURNAL_MS = 25
const FOREIGN_KEPT = 1000
const FOREIGN_LENGTH = 500
const Line = z.object({ book: z.string(), seq: z.int(), position: z.int(), link: z.string() })
const Written = Line.extend({ mac: z.string().optional() })
export type JournalLine = z.infer<typeof Line>

/**
 * The high-water journal (decisions.md, R3): book, last number, link; outside the database and its backups, so that a
 * restored database cannot roll back a number that was given. One line a number, fsynced in the background after the commit
 * (the database itself is already safe; the journal only has to survive a later restore), the newest line of a book counts.
 * Each line carries our seal: a line from elsewhere suspends no book.
 */
export class NumberJournal {
  private readonly last = new Map<string, JournalLine>()
  private waiting: JournalLine[] = []
  private writing: Promise<void> | null = null

  private constructor(
    private readonly file: string,
    private readonly key: Buffer,
  ) {}

  /** @param adopt lines without a seal count, once: 0.1.0 wrote none */
  static async open(file: string, key: Buffer, { adopt = false } = {}): Promise<NumberJournal> {
    const journal = new NumberJournal(file, key)
    const foreign: string[] = []
    for (const text of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
      const line = read(text, key, adopt)
      if (line) journal.remember(line)
      else if (text) foreign.push(`${text.slice(0, FOREIGN_LENGTH)}\n`)
    }
    // One line a book at every start, so that the file stays small. Lines under another seal suspend nothing, and are not
    // ours to delete: a backup of another PC was restored here, and may be taken back.
    const ours = [...journal.last.values()].map((line) => journal.written(line))
    await writeDurably(file, [...foreign.slice(-FOREIGN_KEPT), ...ours].join(''))
    return journal
  }

  /** The highest number this PC has ever given in a book. */
  highWater(bookId: string): JournalLine | undefined {
    return this.last.get(bookId)
  }

  /** All of them, as they stand now. */
  marks(): ReadonlyMap<string, JournalLine> {
    return new Map(this.last)
  }

  record(line: JournalLine): void {
    this.remember(line)
    this.waiting.push(line)
    this.writing ??= this.settle()
  }

  async idle(): Promise<void> {
    await this.writing
  }

  /** A moment for the numbers given together to share one fsync; it never competes with the commit of the next. */
  private async settle(): Promise<void> {
    try {
      while (this.waiting.length > 0) {
        await pause(JOURNAL_MS)
        await this.flush()
      }
    } catch {
      // A full disk refuses the next entry too, in words; a line that is missing here is in the database, which writes it at
      // the next opening.
    } finally {
      this.writing = null
    }
  }

  private remember(line: JournalLine): void {
    const known = this.last.get(line.book)
    // By number, not by position: after a restore the chain is shorter, and its new head is the truth.
    if (!known || line.seq >= known.seq) this.last.set(line.book, line)
  }

  private async flush(): Promise<void> {
    const lines = this.waiting.splice(0)
    const handle = await open(this.file, 'a', 0o600)
    try {
      await handle.write(lines.map((line) => this.written(line)).join(''))
      await handle.datasync()
    } finally {
      await handle.close()
    }
  }

  private written(line: JournalLine): string {
    return JSON.stringify({ ...line, mac: macOf(this.key, canonical(line)) }) + '\n'
  }
}

/** A line cut by a crash is no line; nor is one that somebody else wrote. */
function read(text: string, key: Buffer, adopt: boolean): JournalLine | null {
  if (!text) return null
  try {
    const { mac, ...line } = Written.parse(JSON.parse(text))
    return (mac === undefined ? adopt : macHolds(key, canonical(line), mac)) ? line : null
  } catch {
    return null
  }
}
