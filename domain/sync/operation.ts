import type { Fields, Operation } from '../../contract/sync'
import { sha256 } from '../hash'
import { canonical } from './canonical'

export type Unhashed = Omit<Operation, 'hash'>

/** The device chain: h(d) = SHA-256(h(d-1) ‖ canonical operation); h(0) is the hash of the device's id. */
export const deviceGenesis = (deviceId: string): string => sha256(`diwan device ${deviceId}`)

export function seal(operation: Unhashed, previous: string): { text: string; hash: string } {
  const text = canonical(operation)
  return { text, hash: sha256(previous + text) }
}

/** Only what differs; both sides keep the names they share. */
export function changedFields(before: Fields, after: Fields): { fields: Fields; before: Fields } {
  const changed = Object.keys(after).filter((k) => canonical(before[k] ?? null) !== canonical(after[k] ?? null))
  const pick = (from: Fields): Fields => Object.fromEntries(changed.map((k) => [k, from[k] ?? null]))
  return { fields: pick(after), before: pick(before) }
}
