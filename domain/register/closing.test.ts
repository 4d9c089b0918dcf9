import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { after, closedBy, closedThrough, covered, isClosed, neverClosed, newest, type Closed } from './closing'

const HEAD = 'a'.repeat(64)
const AT = Date.UTC(2026, 10, 20, 12)
type Act = Parameters<typeof after>[1]
const act = (position: number, kind: string, body: object | null, at = AT): Act => ({
  ...{ position, kind, at },
  body: body === null ? null : JSON.stringify(body),
})
const counts = { first: null, last: null, entries: 0, cancelled: 0, corrected: 0, late: 0, voids: 0, head: HEAD }
const day = (position: number, date: string, from: number, to: number, session: number | null = null): Act =>
  act(position, 'dayClosing', { date, session, from, to, ...counts })
const year = (position: number, days: number, at = Date.UTC(2027, 0, 2)): Act =>
  act(
    position,
    'yearClosing',
    { date: '2027-01-02', year: 2026, opening: 1, days, from: 1, to: position - 1, ...counts },
    at,
  )
const ID = '01890000-0000-7000-8000-000000000001'
const opens = (position: number, closing: number): Act =>
  act(position, 'reopening', { closing, reason: 'سهو', secondId: ID, secondKey: ID, secondSignature: 'x' })
const duty = (position: number, date: string, number: number): Act =>
  act(position, 'session', { date, number, reason: 'مداومة' })

describe('what of a book is closed (I4)', () => {
  it.each<[string, Act[], Record<string, boolean>]>([
    ['nothing was closed', [], { '2026-11-20': false }],
    [
      'a day, and every day before it',
      [day(5, '2026-11-19', 1, 4)],
      { '2026-11-18': true, '2026-11-19': true, '2026-11-20': false },
    ],
    ['opened again by two people', [day(5, '2026-11-19', 1, 4), opens(6, 5)], { '2026-11-19': false }],
    [
      'a duty session on it',
      [day(5, '2026-11-20', 1, 4), duty(6, '2026-11-20', 1)],
      { '2026-11-19': true, '2026-11-20': false },
    ],
    [
      'and the session was closed',
      [day(5, '2026-11-20', 1, 4), duty(6, '2026-11-20', 1), day(9, '2026-11-20', 5, 8, 1)],
      { '2026-11-20': true },
    ],
    [
      'the year',
      [day(5, '2026-12-31', 1, 4, null), year(6, 1)].map((a) => ({ ...a, at: Date.UTC(2027, 0, 2) })),
      { '2027-05-01': true },
    ],
    [
      'Friday, while Saturday’s duty goes on',
      [duty(4, '2026-11-20', 1), day(6, '2026-11-19', 1, 3)],
      { '2026-11-19': true, '2026-11-20': false },
    ],
  ])('%s', (_name, acts, expected) => {
    const state = acts.reduce<Closed | null>((now, one) => now && after(now, one), neverClosed)
    if (!state) throw new Error('it does not fit')
    for (const [date, closed] of Object.entries(expected)) expect([date, isClosed(state, date)]).toEqual([date, closed])
  })

  const closed = closedBy([day(5, '2026-11-19', 1, 4)])
  it.each<[string, Closed, Act]>([
    ['a day twice', closed, day(7, '2026-11-19', 5, 6)],
    ['a day before a closed one', closed, day(7, '2026-11-18', 5, 6)],
    ['acts that stand on another sheet', closed, day(7, '2026-11-20', 4, 6)],
    ['acts left out', closed, day(7, '2026-11-20', 6, 6)],
    ['acts that come after it', closed, day(7, '2026-11-20', 5, 7)],
    ['a day that has not come', closed, day(7, '2026-11-23', 5, 6)],
    ['a session nobody opened', closed, day(7, '2026-11-20', 5, 6, 1)],
    ['a second session at once', closedBy([duty(1, '2026-11-20', 1)]), duty(2, '2026-11-20', 2)],
    ['a day whose session goes on', closedBy([duty(1, '2026-11-20', 1)]), day(3, '2026-11-20', 1, 2)],
    [
      'another closing than the newest opened again',
      closedBy([day(2, '2026-11-18', 1, 1), day(4, '2026-11-19', 2, 3)]),
      opens(5, 2),
    ],
    ['nothing to open again', neverClosed, opens(2, 1)],
    ['a year with a sheet too few', closed, year(8, 0)],
    [
      'a year before its end',
      closed,
      act(8, 'yearClosing', { date: '2026-11-20', year: 2026, opening: 1, days: 1, from: 1, to: 7, ...counts }),
    ],
    ['what is no closing at all', closed, act(8, 'dayClosing', { date: 'yesterday' })],
    [
      'a deposit of what comes later',
      closed,
      act(8, 'deposit', { closings: [9], where: 'x', date: '2026-11-20', receipt: '' }),
    ],
  ])('refuses %s', (_name, state, one) => expect(after(state, one)).toBeNull())

  it('what is withheld leaves a doubt, and an honest book that goes on after it stays right (I5)', () => {
    const unsure = after(closed, act(7, 'dayClosing', null))
    expect(unsure).toMatchObject({ sure: false, days: [{ date: '2026-11-19' }] })
    expect(unsure && after(unsure, day(9, '2026-11-20', 7, 8))).not.toBeNull()
    // But never an act twice, nor a day backwards.
    expect(unsure && after(unsure, day(9, '2026-11-20', 3, 8))).toBeNull()
    expect(unsure && after(unsure, day(9, '2026-11-19', 7, 8))).toBeNull()
  })

  it('any history of closings, sessions and re-openings: each act stands on one sheet, and days only go forward', () => {
    const step = fc.constantFrom('enter', 'close', 'duty', 'off', 'reopen', 'night', 'year')
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state: Closed = neverClosed
        let [position, today] = [1, 0]
        const date = (): string => new Date(Date.UTC(2026, 11, 20 + today)).toISOString().slice(0, 10)
        const at = (): number => Date.UTC(2026, 11, 20 + today, 12)
        const tries = (one: Act): void => {
          const next = after(state, { ...one, at: at() })
          if (!next) return
          position++
          state = next
        }
        for (const what of steps) {
          const from = covered(state) + 1
          if (what === 'enter' && !isClosed(state, date())) position++
          if (what === 'close') tries(day(position + 1, date(), from, position))
          if (what === 'off')
            tries(day(position + 1, state.session?.date ?? date(), from, position, state.session?.number ?? 1))
          if (what === 'duty') tries(duty(position + 1, date(), state.sessions + 1))
          if (what === 'reopen') tries(opens(position + 1, newest(state) ?? 1))
          if (what === 'night') today++
          if (what === 'year') tries(year(position + 1, state.days.length, at()))
          const { days } = state
          for (const [index, one] of days.entries()) {
            expect(one.from).toBe((days[index - 1]?.to ?? 0) + 1)
            expect(one.to).toBeLessThan(one.position)
            expect(one.date >= (days[index - 1]?.date ?? '')).toBe(true)
          }
          const through = closedThrough(state)
          if (through && state.session?.date !== through) expect(isClosed(state, through)).toBe(true)
          if (state.year) expect(isClosed(state, '2099-01-01')).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})
