/** What stands in a PDF outside of its streams (ISO 32000-1, 7.3). Only what a judge of the file needs. */
export type Ref = { ref: number; generation: number }
export type Dict = Map<string, Value>
export type Value = number | boolean | null | string | Buffer | Ref | Value[] | Dict | undefined

export const isRef = (value: Value): value is Ref => typeof value === 'object' && value !== null && 'ref' in value
export const isDict = (value: Value): value is Dict => value instanceof Map

const WHITE = new Set([0, 9, 10, 12, 13, 32])
const ENDS = new Set([...WHITE, ...Buffer.from('()<>[]{}/%')])
/** Somebody may nest without end to bring a reader down. */
const DEEPEST = 60
/** What a dictionary of a real file stays far below; a value that runs on is no value. */
const LONGEST = 4_000_000

/** Names are `string` with their slash, strings are `Buffer`. Rubbish reads as `undefined`, never throws. */
export class ValueReader {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
    private readonly end = Math.min(bytes.length, at + LONGEST),
  ) {}

  value(depth = 0): Value {
    this.skipWhite()
    const byte = this.bytes[this.at]
    if (byte === undefined || this.at >= this.end) return undefined
    if (depth > DEEPEST) return void (this.at = this.end)
    if (byte === 0x2f) return this.name()
    if (byte === 0x28) return this.text()
    if (byte === 0x5b) return this.list(depth)
    if (byte === 0x3c) return this.bytes[this.at + 1] === 0x3c ? this.dict(depth) : this.hex()
    return this.word()
  }

  skipWhite(): void {
    for (; this.at < this.end; this.at++) {
      const byte = this.bytes[this.at] ?? 0
      if (byte === 0x25) while (this.at < this.end && ![10, 13].includes(this.bytes[this.at] ?? 10)) this.at++
      else if (!WHITE.has(byte)) return
    }
  }

  private token(): string {
    const start = this.at
    while (this.at < this.end && !ENDS.has(this.bytes[this.at] ?? 0)) this.at++
    return this.bytes.toString('latin1', start, this.at)
  }

  private word(): Value {
    const token = this.token()
    if (token === '') return void this.at++
    if (/^[+-]?\d*\.?\d*$/.test(token)) return this.numberOrRef(Number(token) || 0, /^\d+$/.test(token))
    return token === 'true' ? true : token === 'false' ? false : token === 'null' ? null : undefined
  }

  private numberOrRef(number: number, whole: boolean): Value {
    const ahead = whole && /^\s+(\d{1,5})\s+R(?![A-Za-z])/.exec(this.bytes.toString('latin1', this.at, this.at + 24))
    if (!ahead) return number
    this.at += ahead[0].length
    return { ref: number, generation: Number(ahead[1]) }
  }

  private name(): string {
    this.at++
    return `/${this.token().replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))}`
  }

  private list(depth: number): Value[] {
    const values: Value[] = []
    this.at++
    for (;;) {
      this.skipWhite()
      if (this.at >= this.end) return values
      if (this.bytes[this.at] === 0x5d) {
        this.at++
        return values
      }
      values.push(this.value(depth + 1))
    }
  }

  private dict(depth: number): Dict | undefined {
    const dict: Dict = new Map()
    this.at += 2
    for (;;) {
      this.skipWhite()
      if (this.at >= this.end) return undefined // its end is missing: cut
      if (this.bytes[this.at] === 0x3e) {
        this.at += 2
        return dict
      }
      const key = this.value(depth + 1)
      if (typeof key === 'string') dict.set(key, this.value(depth + 1))
    }
  }

  private hex(): Buffer {
    const close = this.bytes.indexOf(0x3e, this.at)
    const end = close < 0 ? this.end : Math.min(close, this.end)
    const digits = this.bytes.toString('latin1', this.at + 1, end).replace(/[^0-9a-f]/gi, '')
    this.at = end + 1
    return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex')
  }

  private text(): Buffer {
    const bytes: number[] = []
    let depth = 1
    for (this.at++; this.at < this.end; this.at++) {
      const byte = this.bytes[this.at] ?? 0
      if (byte === 0x5c) bytes.push(...this.escaped())
      else {
        if (byte === 0x28) depth++
        if (byte === 0x29 && --depth === 0) break
        bytes.push(byte)
      }
    }
    this.at++
    return Buffer.from(bytes)
  }

  private escaped(): number[] {
    const octal = /^[0-7]{1,3}/.exec(this.bytes.toString('latin1', this.at + 1, this.at + 4))
    if (octal) {
      this.at += octal[0].length
      return [parseInt(octal[0], 8) & 0xff]
    }
    const byte = this.bytes[++this.at] ?? 0
    if (byte === 13 && this.bytes[this.at + 1] === 10) this.at++
    if (byte === 13 || byte === 10) return []
    return [{ n: 10, r: 13, t: 9, b: 8, f: 12 }[String.fromCharCode(byte)] ?? byte]
  }
}
