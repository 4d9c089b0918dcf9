import type { Rollout } from '../../contract/updates'
import { sha256 } from '../hash'

/** 0 … 99: where a PC stands in the line for one release. Nobody chooses it, and it never changes. */
export const placeInLine = (version: string, deviceId: string): number =>
  parseInt(sha256(`${version} ${deviceId}`).slice(0, 8), 16) % 100

/** Whether a PC is told of a release now. A share that grows only ever adds PCs. */
export function isOffered(
  { state, percent, first, last, startsAt }: Rollout,
  version: string,
  device: { id: string; office: string },
  now: number,
): boolean {
  if (state !== 'running' || now < startsAt) return false
  if (first.includes(device.office)) return true
  if (last.includes(device.office)) return percent === 100
  return placeInLine(version, device.id) < percent
}
