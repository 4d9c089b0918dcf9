import { sha256 } from '../hash'
import { canonical } from '../sync/canonical'

/** One line of the security log (A3). `detail` is canonical JSON of values of ours: no text that somebody wrote. */
export type LogLine = {
  position: number
  at: number
  kind: string
  /** Who did it; null = nobody who is known here. */
  userId: string | null
  /** What it was done to, or the person. */
  entity: string | null
  rowId: string | null
  detail: string
  previous: string
  link: string
}

/** Each PC's log begins at its own id. */
export const logGenesis = (deviceId: string): string => sha256(`diwan security log ${deviceId}`)

export function logLink(line: Omit<LogLine, 'link'>): string {
  const { previous, ...said } = line
  return sha256(previous + canonical(said))
}

export type LogVerdict = {
  result: 'whole' | 'altered' | 'truncated' | 'anchor-differs'
  at: number | null
  lines: number
}

/**
 * Reads the log from its beginning, some lines at a time, and says whole / altered at / truncated / anchor differs. Lines are
 * only missing where a restore says so: what it replaced went aside with them.
 */
export class LogProof {
  private position = 0
  private lines = 0
  private failed: LogVerdict | null = null
  private atAnchor: string | null = null

  constructor(
    private previous: string,
    private readonly anchor: { position: number; link: string } | undefined,
  ) {}

  add(line: LogLine): void {
    if (this.failed) return
    const { link, ...said } = line
    const after =
      line.position === this.position + 1 ||
      (line.position > this.position && gapSaid(line) === line.position - this.position - 1)
    if (!after || line.previous !== this.previous || logLink(said) !== link) {
      this.failed = { result: 'altered', at: this.position + 1, lines: this.lines }
      return
    }
    this.lines++
    this.position = line.position
    this.previous = link
    if (line.position === this.anchor?.position) this.atAnchor = link
  }

  verdict(): LogVerdict {
    const { anchor, lines } = this
    if (this.failed) return this.failed
    if (anchor && anchor.position > this.position) return { result: 'truncated', at: this.position + 1, lines }
    if (anchor && anchor.link !== '' && this.atAnchor !== anchor.link)
      return { result: 'anchor-differs', at: anchor.position, lines }
    return { result: 'whole', at: null, lines }
  }
}

const gapSaid = (line: LogLine): number => {
  if (line.kind !== 'restored') return 0
  const { lost } = JSON.parse(line.detail) as { lost?: number }
  return lost ?? 0
}
