import type { DisposalRow } from '../../contract/disposal'

/** How far a list is, in one word of `filing.disposal.state`; a decision of a newer version stands without effect here. */
export function stateOf({ decision, done }: Pick<DisposalRow, 'decision' | 'done'>): string {
  if (done) return 'done'
  if (decision === null) return 'waits'
  return ['approved', 'refused', 'withdrawn'].includes(decision.what) ? decision.what : 'other'
}
