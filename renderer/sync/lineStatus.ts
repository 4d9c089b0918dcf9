import { errorCodes, type ErrorCode } from '../../contract/errors'
import type { SyncStatus } from '../../contract/sync'
import type { IconName } from '../ui/icons'

export type Tone = 'calm' | 'soon' | 'late'

/** Colour and sign of a phase; the word always stands beside them. */
export function toneOf(status: SyncStatus): Tone {
  if (status.phase === 'revoked') return 'late'
  if (status.phase === 'offline' || status.phase === 'waiting' || status.phase === 'recovering') return 'soon'
  return status.parked > 0 || status.logins > 0 ? 'soon' : 'calm'
}

export function iconOf(status: SyncStatus): IconName {
  switch (status.phase) {
    case 'offline':
    case 'waiting':
      return 'offline'
    case 'revoked':
    case 'recovering':
      return 'warning'
    case 'pushing':
      return 'upload'
    case 'pulling':
      return 'download'
    case 'files':
      return 'clip'
    case 'unenrolled':
      return 'desk'
    case 'idle':
      return status.parked > 0 ? 'warning' : 'online'
  }
}

/** Since when it stands like that: without a line, the last contact; otherwise what has waited longest. */
export const sinceOf = (status: SyncStatus): number | null =>
  status.phase === 'offline' || status.phase === 'waiting'
    ? (status.lastContact ?? status.waitingSince)
    : status.waiting > 0
      ? status.waitingSince
      : null

export const reasonCode = (status: SyncStatus): ErrorCode | null =>
  status.reason === null ? null : (errorCodes.find((code) => code === status.reason) ?? 'unexpected')
