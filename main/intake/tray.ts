import { lstat, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { MOST_SHOWN, type IncomingScan, type Tray } from '../../contract/intake'
import { endingsOf } from '../../domain/documents/kinds'

const ENDINGS = new Set<string>(Object.values(endingsOf).flat())
/** A scanner over a slow line writes in pushes: what rested so long is done. */
export const RESTS_MS = 4_000
/** A share that says nothing for so long is away. */
const SILENT_MS = 5_000
const MOST_KNOWN = 5_000

type Seen = { size: number; changedAt: number; since: number }
type Look = { scans: IncomingScan[]; more: boolean }

/**
 * What lies in the folder of a scanner, by looking (a share tells nobody of changes). One look at a time: a share that hangs holds the one
 * look that asked it, and whoever asks meanwhile is told that it is away.
 */
export class TrayFolder {
  private readonly seen = new Map<string, Seen>()
  private looking: Promise<Look> | null = null
  private last: Look = { scans: [], more: false }

  constructor(
    readonly folder: string,
    private readonly now: () => number,
    private readonly look: (folder: string) => Promise<Lying[]> = lying,
    private readonly silentMs = SILENT_MS,
  ) {}

  async tray(): Promise<Tray> {
    const { folder } = this
    this.looking ??= this.lookOnce().finally(() => (this.looking = null))
    try {
      this.last = await inTime(this.looking, this.silentMs)
      return { folder, state: 'here', ...this.last }
    } catch {
      return { folder, state: 'away', ...this.last }
    }
  }

  /** Only what a look has shown, rested: no name of the window's own making becomes a path. */
  pathOf(name: string): string | null {
    const known = this.last.scans.find((scan) => scan.name === name)
    return known && !known.writing ? join(this.folder, known.name) : null
  }

  private async lookOnce(): Promise<Look> {
    const found = (await this.look(this.folder)).filter(({ name }) => isScan(name))
    const now = this.now()
    const scans = found.slice(0, MOST_KNOWN).map(({ name, size, changedAt }): IncomingScan => {
      const before = this.seen.get(name)
      const same = before?.size === size && before.changedAt === changedAt
      const since = same ? before.since : now
      this.seen.set(name, { size, changedAt, since })
      return { name, size, changedAt, writing: size === 0 || now - since < RESTS_MS }
    })
    const names = new Set(scans.map(({ name }) => name))
    for (const name of this.seen.keys()) if (!names.has(name)) this.seen.delete(name)
    scans.sort((a, b) => a.changedAt - b.changedAt || (a.name < b.name ? -1 : 1))
    return { scans: scans.slice(0, MOST_SHOWN), more: scans.length > MOST_SHOWN }
  }
}

type Lying = { name: string; size: number; changedAt: number }

/** Scanners write under a name of their own first: `~scan.pdf`, `.scan.pdf`, `scan.pdf.part`. */
const isScan = (name: string): boolean =>
  !/^[.~]/.test(name) && name.length <= 255 && ENDINGS.has(extname(name).slice(1).toLowerCase())

/** Plain files only: a link leads to where nobody pointed. */
async function lying(folder: string): Promise<Lying[]> {
  const found: Lying[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile() || !isScan(entry.name) || found.length >= MOST_KNOWN) continue
    const facts = await lstat(join(folder, entry.name)).catch(() => null)
    if (facts?.isFile()) found.push({ name: entry.name, size: facts.size, changedAt: Math.floor(facts.mtimeMs) })
  }
  return found
}

function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silent = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error('silent')), ms)
  })
  work.catch(() => undefined)
  return Promise.race([work, silent]).finally(() => clearTimeout(timer))
}
