import { PDFDataRangeTransport } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** pdf.js looks at the description of every page of a flat tree, and these lie scattered among the scans: small pieces. */
export const PIECE = 32 * 1024
/** Below it one answer is quicker than many. */
const SMALL = 4 * 1024 * 1024

/** A file that is read piece by piece. */
export type Pieces = { length: number; first: Uint8Array; read: (from: number, to: number) => Promise<Uint8Array> }

/** Reads the beginning of a file, or all of it where it is small or its address knows no ranges. */
export async function beginReading(url: string, signal: AbortSignal): Promise<Uint8Array | Pieces> {
  const read = async (from: number, to: number): Promise<Response> => {
    const reply = await fetch(url, { signal, headers: { range: `bytes=${from}-${to}` } })
    if (!reply.ok) throw new Error(`${reply.status}`)
    return reply
  }
  const reply = await read(0, SMALL - 1)
  const first = new Uint8Array(await reply.arrayBuffer())
  const length = lengthOf(reply.headers.get('content-range'))
  if (reply.status !== 206 || length === null || length <= first.length) return first
  return { length, first, read: async (from, to) => new Uint8Array(await (await read(from, to)).arrayBuffer()) }
}

/** `bytes 0-99/1234` → 1234 */
export function lengthOf(contentRange: string | null): number | null {
  const found = /^bytes \d+-\d+\/(\d+)$/.exec(contentRange ?? '')?.[1]
  return found === undefined ? null : Number(found)
}

/** Gives pdf.js the pieces it asks for; `broken` rejects when one cannot be had, which pdf.js itself would wait for for ever. */
export class PieceTransport extends PDFDataRangeTransport {
  readonly broken: Promise<never>
  private readonly fail: (error: unknown) => void
  private over = false

  constructor(private readonly pieces: Pieces) {
    super(pieces.length, pieces.first)
    let fail: (error: unknown) => void = () => undefined
    this.broken = new Promise((_, reject) => (fail = reject))
    this.broken.catch(() => undefined)
    this.fail = fail
  }

  /** @param end behind the last byte */
  override requestDataRange(begin: number, end: number): void {
    this.pieces.read(begin, end - 1).then(
      (bytes) => {
        if (!this.over) this.onDataRange(begin, bytes)
      },
      (error: unknown) => this.fail(error),
    )
  }

  override abort(): void {
    this.over = true
  }
}
