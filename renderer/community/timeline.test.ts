import { describe, expect, it } from 'vitest'
import type { TimelineItem } from '../../contract/life'
import { dateOf } from '../../domain/text/zone'
import { byMonth } from './timeline'

const item = (at: string): TimelineItem => ({
  ...{ what: 'entry', id: at, kind: 'incoming', numberText: 'و/2026/00001', subject: null, at: Date.parse(at) },
  status: 'registered',
})

describe('the timeline of a card', () => {
  it('is newest first, month by month, in the time zone of the office', () => {
    const items = [item('2026-11-17T09:00:00Z'), item('2026-10-31T23:30:00Z'), item('2026-09-12T10:00:00Z')]
    const months = byMonth(items, (at) => dateOf(at, { name: 'Africa/Casablanca', periods: [] }))
    // 23:30 UTC of 31 October is already November in Rabat.
    expect(months.map((m) => m.title)).toEqual(['2026-11', '2026-09'])
    expect(months[0]?.rows.map((one) => one.date)).toEqual(['2026-11-17', '2026-11-01'])
  })

  it('of nobody is empty', () => {
    expect(byMonth([], () => '2026-01-01')).toEqual([])
  })
})
