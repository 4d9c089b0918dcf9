import { isStorable } from '../../contract/values'
import type { Plain } from '../../contract/wire'

/**
 * RFC 8785 (JCS) over strings, safe integers, booleans and null: object keys in UTF-16 order, no white space.
 * The exact bytes are stored as text and hashed.
 * @throws RangeError for a float, an unsafe integer, U+0000 or a lone surrogate: two stores would keep them differently.
 */
export function canonical(value: Plain): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}`)
    return String(value)
  }
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const members = Object.keys(value)
    .sort()
    .map((key) => `${quoted(key)}:${canonical(value[key] ?? null)}`)
  return `{${members.join(',')}}`
}

function quoted(text: string): string {
  if (!isStorable(text)) throw new RangeError('U+0000 or a lone surrogate')
  return JSON.stringify(text)
}
