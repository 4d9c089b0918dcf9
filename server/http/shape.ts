import { Failure } from '../failure'

/** Beyond what any desk sends: a letter's paragraphs stand nine deep, an entity has some forty fields. */
export const MOST = { depth: 32, fields: 500, values: 500_000, digits: 17 }

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const opens = (byte: number): boolean => byte === 0x7b || byte === 0x5b
const closes = (byte: number): boolean => byte === 0x7d || byte === 0x5d
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39

/**
 * Holds a body's depth, fields and numbers against their limits before anything is parsed: a small body must not cost a large
 * tree. Whether it is JSON at all is the parser's to say.
 * @throws bad-request
 */
export function checkShape(bytes: Uint8Array): void {
  const fields: number[] = []
  let values = 0
  let digits = 0
  let inside = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    if (inside) {
      if (byte === BACKSLASH) i++
      else if (byte === QUOTE) inside = false
      continue
    }
    digits = isDigit(byte) ? digits + 1 : 0
    if (digits > MOST.digits) throw new Failure('bad-request')
    if (byte === QUOTE) inside = true
    else if (opens(byte)) fields.push(0)
    else if (closes(byte)) fields.pop()
    else if (byte === COMMA) values++
    else if (byte === COLON) fields.push((fields.pop() ?? 0) + 1)
    if (fields.length > MOST.depth || values > MOST.values || (fields.at(-1) ?? 0) > MOST.fields)
      throw new Failure('bad-request')
  }
}
