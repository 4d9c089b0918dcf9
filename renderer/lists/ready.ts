import type { Criteria } from '../../contract/criteria'

/** Lists an office asks for every day, without having saved them; the first only where what arrives waits for an answer. */
export const readyLists = [
  { name: 'unanswered', criteria: { state: 'unanswered' } },
  { name: 'noScan', criteria: { scans: 'without', state: 'standing' } },
  { name: 'noEnclosures', criteria: { enclosures: 'without', state: 'standing' } },
  { name: 'unacknowledged', criteria: { acknowledged: 'without', state: 'standing' } },
  { name: 'undescribed', criteria: { undescribed: true } },
  { name: 'unclassed', criteria: { classed: 'without', state: 'standing' } },
  { name: 'late', criteria: { late: true } },
] as const satisfies readonly { name: string; criteria: Criteria }[]
