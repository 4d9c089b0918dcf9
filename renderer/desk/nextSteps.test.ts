import { describe, expect, it } from 'vitest'
import { nextSteps } from './nextSteps'

const NOW = 1_800_000_000_000
const DAY = 86_400_000
const admin = { roles: ['administrator' as const], active: true }
const fine = { phase: 'idle' as const, aside: 0, logins: 0, parked: 0 }
const names = (given: Partial<Parameters<typeof nextSteps>[0]>): string[] =>
  nextSteps({ now: NOW, backedUpAt: NOW - DAY, dailyFailed: false, users: [admin, admin], status: fine, ...given }).map(
    ({ name }) => name,
  )

describe('what an administrator is told to do next', () => {
  it('nothing, in an office that is backed up, joined, and has two administrators', () => {
    expect(names({})).toEqual([])
  })
  it('a backup before anything else, and again after a week', () => {
    expect(names({ backedUpAt: 0, users: [admin] })).toEqual(['backup', 'onlyAdministrator'])
    expect(names({ backedUpAt: NOW - 7 * DAY })).toEqual(['backupOld'])
    expect(names({ backedUpAt: NOW - 7 * DAY + 1 })).toEqual([])
  })
  it('a daily backup that failed, before anything that can wait', () => {
    expect(names({ dailyFailed: true, status: { ...fine, aside: 1 } })).toEqual(['dailyBackup', 'aside'])
  })
  it('somebody who left is no second administrator', () => {
    expect(names({ users: [admin, { ...admin, active: false }] })).toEqual(['onlyAdministrator'])
  })
  it('what the line kept aside or could not tell apart', () => {
    expect(names({ status: { ...fine, aside: 2, logins: 1, parked: 3 } })).toEqual(['aside', 'logins', 'refused'])
    expect(names({ status: { ...fine, phase: 'unenrolled' } })).toEqual(['server'])
  })
})
