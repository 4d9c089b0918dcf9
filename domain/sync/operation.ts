import { descriptor, type EntityName } from '../entities'
import type { Fields, Operation } from '../../contract/wire'
import { sha256 } from '../hash'
import { canonical } from './canonical'
import { abridged } from './merge'

/** What an operation says: the canonical bytes a person signs. Its place in the device's chain is outside of it. */
export type Said = Omit<Operation, 'd' | 'hash'>

/** The device chain begins at the device's id. */
export const deviceGenesis = (deviceId: string): string => sha256(`diwan device ${deviceId}`)

/** h(d) = SHA-256(h(d-1) ‖ d ‖ what it says). */
export const linkOf = (previous: string, d: number, said: string): string => sha256(`${previous}${d}\n${said}`)

export function seal(said: Said, d: number, previous: string): { text: string; hash: string } {
  const text = canonical(said)
  return { text, hash: linkOf(previous, d, text) }
}

/**
 * Only what differs; and of every merge group it touches, all of what stood there, so that whoever merges it can tell
 * whether the writer had seen what stands (decisions.md, Sync).
 */
export function changedFields(entity: EntityName, before: Fields, after: Fields): { fields: Fields; before: Fields } {
  const changed = Object.keys(after).filter((k) => canonical(before[k] ?? null) !== canonical(after[k] ?? null))
  const known = descriptor(entity).fields
  const groups = new Set(changed.map((name) => known[name]?.group ?? name))
  const seen = Object.keys(known).filter((name) => groups.has(known[name]?.group ?? name))
  return {
    fields: Object.fromEntries(changed.map((k) => [k, after[k] ?? null])),
    before: Object.fromEntries([...new Set([...seen, ...changed])].map((k) => [k, abridged(before[k] ?? null)])),
  }
}
