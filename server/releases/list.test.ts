import { expect, it } from 'vitest'
import type { ReleaseOverview } from '../../contract/updates'
import { listOf } from './list'

const id = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`
const report = { version: '1.0.0', channel: 'general', kind: 'deb', about: '1.1.0', at: 0 } as const
const overview: ReleaseOverview = {
  offices: [
    { id: id(1), names: { ar: 'الرباط', fr: '', en: '', es: '' } },
    { id: id(2), names: null },
  ],
  releases: [
    {
      ...{ version: '1.1.0', channel: 'general', madeAt: 0, expiresAt: 86_400_000, addedAt: 0, orderedAt: null },
      rollout: { state: 'running', percent: 10, first: [id(1)], last: [id(2)], startsAt: 0, forced: true },
    },
  ],
  pcs: [
    {
      device: id(3),
      name: 'RB1',
      office: id(1),
      lastSeen: 0,
      report: { ...report, state: 'failed', reason: 'noSpace' },
    },
    { device: id(4), name: 'LI1', office: id(2), lastSeen: 0, report: { ...report, state: 'back', reason: 'crashed' } },
    { device: id(5), name: 'LI2', office: id(2), lastSeen: null, report: null },
  ],
}

it('says to whom a release goes, how many have it, and who failed and why', () => {
  const day = '1970-01-01T00:00:00.000Z'
  expect(listOf(overview)).toEqual([
    `1.1.0  general  running at 10 %  from ${day}  first الرباط  last ${id(2)}  forced  expires 1970-01-02T00:00:00.000Z`,
    '  PCs     0 of 3 have it, 0 are at it, 2 failed',
    `  failed  RB1, الرباط  noSpace  ${day}`,
    `  failed  LI1, ${id(2)}  went back: crashed  ${day}`,
    '1 of 3 PCs have not said what they run',
  ])
})
