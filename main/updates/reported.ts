import type { UpdateReport, UpdateStatus } from '../../contract/updates'

/** What the server hears of how a PC stands with its updates: the screen of releases tells who has what, and who failed and why. */
export function reported({ found, refusal, channel, version, kind }: UpdateStatus): UpdateReport {
  const about = refusal?.version ?? found?.version ?? null
  return { version, kind, channel, state: stateOf(found, refusal), about, reason: refusal?.reason ?? null }
}

function stateOf(found: UpdateStatus['found'], refusal: UpdateStatus['refusal']): UpdateReport['state'] {
  if (refusal) return refusal.reason === 'wentBack' ? 'back' : 'failed'
  if (!found) return 'current'
  return found.state === 'fetching' ? 'fetching' : 'ready'
}
