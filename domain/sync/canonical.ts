import { isStorable } from '../../contract/values'
import type { Plain } from '../../contract/wire'

/**
 * RFC 8785 (JCS) over strings, safe integers, booleans and null: object keys in UTF-16 order, no white space.
 * The exact bytes are stored as text and hashed.
 * @throws RangeError for a float, an unsafe integer, U+0000 or a lone surrogate: two stores would keep them differently.
 */
export function canonical(value: Plain): string {
  if (isInOrder(value)) {
    const text = JSON.stringify(value)
    // A half surrogate and U+0000 are written as an escape; so is what has a backslash of its own, which is looked at below.
    if (!text.includes('\\u')) return text
  }
  return written(value)
}

/** What comes from a text of ours has its keys in order, and needs no more than JavaScript's own JSON. */
function isInOrder(value: unknown): boolean {
  if (value === null) return true
  if (typeof value === 'object') return Array.isArray(value) ? value.every(isInOrder) : hasKeysInOrder(value)
  return typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value)
}

function hasKeysInOrder(value: object): boolean {
  // A value of a class may have a JSON of its own.
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  let last: string | null = null
  for (const key of Object.keys(value)) {
    if ((last !== null && key <= last) || !isInOrder((value as Record<string, unknown>)[key])) return false
    last = key
  }
  return true
}

function written(value: Plain): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}`)
    return String(value)
  }
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  const members = Object.keys(value)
    .sort()
    .map((key) => `${quoted(key)}:${written(value[key] ?? null)}`)
  return `{${members.join(',')}}`
}

function quoted(text: string): string {
  if (!isStorable(text)) throw new RangeError('U+0000 or a lone surrogate')
  return JSON.stringify(text)
}
