import { describe, expect, it } from 'vitest'
import { syncPhases, type SyncStatus } from '../../contract/sync'
import * as data from '../../tests/fixtures/fake-bridge-data'
import { icons } from '../ui/icons'
import { iconOf, reasonCode, sinceOf, toneOf } from './lineStatus'

const status = (more: Partial<SyncStatus>): SyncStatus => ({ ...data.online, ...more })

describe('how this PC stands with the server', () => {
  it.each(syncPhases)('%s has its sign', (phase) => expect(icons).toHaveProperty(iconOf(status({ phase }))))

  it('being without a line or having something parked is amber, being revoked is red', () => {
    expect(toneOf(status({ phase: 'offline' }))).toBe('soon')
    expect(toneOf(status({ phase: 'idle', parked: 1 }))).toBe('soon')
    expect(toneOf(status({ phase: 'revoked' }))).toBe('late')
    expect(toneOf(status({ phase: 'unenrolled' }))).toBe('calm')
  })

  it('offline since the last contact; while sending, since the oldest change waits', () => {
    expect(sinceOf(status({ phase: 'offline', lastContact: 5, waitingSince: 9, waiting: 1 }))).toBe(5)
    expect(sinceOf(status({ phase: 'offline', lastContact: null, waitingSince: 9 }))).toBe(9)
    expect(sinceOf(status({ phase: 'pushing', waiting: 2, waitingSince: 9 }))).toBe(9)
    expect(sinceOf(status({ phase: 'idle', waiting: 0, waitingSince: null }))).toBeNull()
  })

  it('a reason nobody has a sentence for is said as unexpected, not shown as a code', () => {
    expect(reasonCode(status({ reason: 'server-unreachable' }))).toBe('server-unreachable')
    expect(reasonCode(status({ reason: 'ECONNRESET' }))).toBe('unexpected')
    expect(reasonCode(status({ reason: null }))).toBeNull()
  })
})
