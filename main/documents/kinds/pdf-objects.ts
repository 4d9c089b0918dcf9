import { inflateSync } from 'node:zlib'
import { isDict, ValueReader, type Dict, type Value } from './pdf-values'

/** What a page tree is made of stays far below; a bomb does not. */
const UNPACKED = 64 * 1024 * 1024

/**
 * The objects of a PDF, found the way a viewer does when it trusts no table: from one `n g obj` to the next, the last of each
 * number counting. Streams are stepped over, so that a file inside the file is not read as part of it.
 */
export class PdfObjects {
  private readonly places = new Map<number, number>()
  private readonly packed = new Map<number, Value>()
  readonly trailers: Dict[] = []
  /** Where the last object begins, and whether its end is there. */
  last = { at: -1, closed: true }

  constructor(private readonly bytes: Buffer) {
    this.scan()
  }

  get(number: number): Value {
    const place = this.places.get(number)
    return place === undefined ? this.packed.get(number) : new ValueReader(this.bytes, place).value()
  }

  has(number: number): boolean {
    return this.places.has(number) || this.packed.has(number)
  }

  *dicts(): Generator<[number, Dict]> {
    for (const number of new Set([...this.places.keys(), ...this.packed.keys()])) {
      const value = this.get(number)
      if (isDict(value)) yield [number, value]
    }
  }

  private scan(): void {
    for (let at = 0; ;) {
      const found = this.bytes.indexOf('obj', at)
      if (found < 0) break
      at = found + 3
      if (this.bytes.toString('latin1', found - 3, found) === 'end') continue
      const head = /(\d{1,10})\s+(\d{1,5})\s+$/.exec(this.bytes.toString('latin1', Math.max(0, found - 24), found))
      if (!head) continue
      this.places.set(Number(head[1]), at)
      const end = this.endOf(at)
      this.last = { at: found, closed: end !== null }
      if (end === null) this.places.delete(Number(head[1]))
      at = end ?? at
    }
    this.readTrailers()
  }

  /** Behind the object that begins at `at`; `null` when the file ends before it does. */
  private endOf(at: number): number | null {
    const reader = new ValueReader(this.bytes, at)
    const value = reader.value()
    reader.skipWhite()
    const rest = this.bytes.toString('latin1', reader.at, reader.at + 8)
    if (isDict(value) && rest.startsWith('stream')) return this.endOfStream(value, reader.at + 6)
    if (rest.startsWith('endobj')) return reader.at + 6
    // An untidy writer forgot `endobj`; the next object or the table says that this one is over.
    if (value !== undefined && /^(\d|xref|start|trailer)/.test(rest)) return reader.at
    const end = this.bytes.indexOf('endobj', at)
    return end < 0 ? null : end + 6
  }

  private endOfStream(dict: Dict, after: number): number | null {
    const start = this.startOfData(after)
    const length = dict.get('/Length')
    if (typeof length === 'number' && start + length <= this.bytes.length) {
      const behind = this.bytes.toString('latin1', start + length, start + length + 16)
      if (/^\s*endstream/.test(behind)) return this.unpacked(dict, start, start + length)
    }
    const end = this.bytes.indexOf('endstream', start)
    return end < 0 ? null : this.unpacked(dict, start, end)
  }

  private startOfData(after: number): number {
    const start = this.bytes[after] === 13 ? after + 1 : after
    return this.bytes[start] === 10 ? start + 1 : start
  }

  /** Tables and objects that lie packed in a stream (7.5.7, 7.5.8). */
  private unpacked(dict: Dict, start: number, end: number): number {
    if (dict.get('/Type') === '/XRef') this.trailers.push(dict)
    const [count, first] = [dict.get('/N'), dict.get('/First')]
    if (dict.get('/Type') === '/ObjStm' && typeof count === 'number' && typeof first === 'number') {
      const plain = inflated(dict, this.bytes.subarray(start, end))
      const heads = new ValueReader(plain, 0, Math.min(first, plain.length))
      for (let i = 0; i < Math.min(count, plain.length); i++) {
        const [number, offset] = [heads.value(), heads.value()]
        if (typeof number !== 'number' || typeof offset !== 'number') break
        this.packed.set(number, new ValueReader(plain, first + offset).value())
      }
    }
    return end + 9
  }

  private readTrailers(): void {
    for (let at = this.bytes.indexOf('trailer'); at >= 0; at = this.bytes.indexOf('trailer', at + 7)) {
      const value = new ValueReader(this.bytes, at + 7).value()
      if (isDict(value)) this.trailers.push(value)
    }
  }
}

function inflated(dict: Dict, packed: Buffer): Buffer {
  if (dict.get('/Filter') === undefined) return packed
  try {
    return inflateSync(packed, { maxOutputLength: UNPACKED })
  } catch {
    return Buffer.alloc(0) // encrypted, damaged, or of another filter: nothing of it is known
  }
}
