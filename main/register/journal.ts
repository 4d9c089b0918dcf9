import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const JOURNAL_MS = 25
const Line = z.object({ book: z.string(), seq: z.int(), position: z.int(), link: z.string() })
export type JournalLine = z.infer<typeof Line>

/**
 * The high-water journal (decisions.md, R3): book, last number, link; outside the database and its backups, so that a
 * restored database cannot roll back a number that was given. One line a number, fsynced in the background after the commit
 * (the database itself is already safe; the journal only has to survive a later restore), the newest line of a book counts.
 */
export class NumberJournal {
  private readonly last = new Map<string, JournalLine>()
  private waiting: JournalLine[] = []
  private writing: Promise<void> | null = null

  constructor(private readonly file: string) {
    for (const text of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
      const line = parse(text)
      if (line) this.remember(line)
    }
    this.compact()
  }

  /** The highest number this PC has ever given in a book. */
  highWater(bookId: string): JournalLine | undefined {
    return this.last.get(bookId)
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
      // A full disk refuses the next entry too, in words; a line that is missing here is in the database, and the next one of
      // its book says more.
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
      await handle.write(lines.map((l) => JSON.stringify(l) + '\n').join(''))
      await handle.datasync()
    } finally {
      await handle.close()
    }
  }

  /** One line a book at every start, so that the file stays small. */
  private compact(): void {
    if (this.last.size === 0) {
      if (!existsSync(this.file)) appendFileSync(this.file, '', { mode: 0o600 })
      return
    }
    const next = `${this.file}.new`
    writeFileSync(next, '', { mode: 0o600 })
    const handle = openSync(next, 'r+')
    writeSync(handle, [...this.last.values()].map((l) => JSON.stringify(l) + '\n').join(''))
    fsyncSync(handle)
    closeSync(handle)
    renameSync(next, this.file)
  }
}

/** A line cut by a crash is no line. */
function parse(text: string): JournalLine | null {
  if (!text) return null
  try {
    return Line.parse(JSON.parse(text))
  } catch {
    return null
  }
}
