import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomes, purposes, type AssignmentOutcome } from '../../contract/routing'
import {
  actionIdOf,
  asksWords,
  endings,
  gaveSight,
  holds,
  isLate,
  isOpen,
  mayEnd,
  mayOpen,
  mayReach,
  reveals,
  shownTo,
  standingOf,
  waitsTurn,
  type AssignmentRow,
  type Router,
} from './assignment'
import { giving, returning, turnTo, type Coming } from './giving'

const ENTRY = 'entry'
const who = (userId: string, change: Partial<Router> = {}): Router => ({
  ...{ userId, unitId: null, assigns: false, manages: false, declassifies: false },
  ...change,
})
const row = (change: Partial<AssignmentRow> = {}): AssignmentRow => ({
  ...{ id: actionIdOf(ENTRY, 1), entryId: ENTRY, turn: 1, purpose: 'action', toKind: 'unit', toId: 'legal' },
  ...{ afterId: null, byId: 'clerk', at: 1, openedAt: null, endedAt: null, endedById: null, outcome: null },
  ...change,
})
const clerk = who('clerk', { assigns: true })
const head = who('head', { assigns: true, manages: true })
const nadia = who('nadia', { unitId: 'legal' })
const karim = who('karim', { unitId: 'culture' })

describe('who holds an assignment, and what they may do with it (W1)', () => {
  it('a unit’s is every member’s of today; a person’s is theirs; an id of one is never the other’s', () => {
    expect(holds(row(), nadia)).toBe(true)
    expect(holds(row(), karim)).toBe(false)
    expect(holds(row({ toKind: 'person', toId: 'karim' }), karim)).toBe(true)
    expect(holds(row({ toKind: 'person', toId: 'legal' }), nadia)).toBe(false)
    expect(holds(row({ toKind: 'somethingNewer', toId: 'nadia' }), nadia)).toBe(false)
  })
  it('pulled back while nobody has seen it, by whoever gave it or a head; not behind the back of who has', () => {
    expect(mayEnd(row(), 'pulledBack', clerk)).toBeNull()
    expect(mayEnd(row(), 'pulledBack', head)).toBeNull()
    expect(mayEnd(row(), 'pulledBack', nadia)).toBe('forbidden')
    expect(mayEnd(row({ openedAt: 2 }), 'pulledBack', clerk)).toBe('assignment-opened')
    expect(mayEnd(row({ openedAt: 2 }), 'pulledBack', head)).toBe('assignment-opened')
  })
  it('who holds it answers, sends back and passes on; whoever gave it passes it on until it is seen, a head always', () => {
    for (const outcome of ['answered', 'noFurtherAction', 'returned', 'redirected'] as const)
      expect(mayEnd(row({ openedAt: 2 }), outcome, nadia)).toBeNull()
    expect(mayEnd(row(), 'redirected', clerk)).toBeNull()
    expect(mayEnd(row({ openedAt: 2 }), 'redirected', clerk)).toBe('assignment-opened')
    expect(mayEnd(row({ openedAt: 2 }), 'redirected', head)).toBeNull()
    expect(mayEnd(row(), 'answered', clerk)).toBe('forbidden')
    expect(mayEnd(row(), 'returned', head)).toBe('forbidden')
    expect(mayEnd(row(), 'answered', karim)).toBe('forbidden')
  })
  it('ended, it is ended once', () => {
    for (const outcome of endings.action)
      expect(mayEnd(row({ endedAt: 3, outcome: 'answered' }), outcome, nadia)).toBe('stale')
  })
  it('each comes to what its purpose allows, and to nothing of another version', () => {
    for (const purpose of purposes)
      for (const outcome of outcomes)
        if (!endings[purpose].includes(outcome))
          expect(mayEnd(row({ purpose, toKind: 'person', toId: 'x' }), outcome, who('x', { manages: true }))).toBe(
            'forbidden',
          )
    expect(mayEnd(row({ purpose: 'somethingNewer' }), 'answered', nadia)).toBe('forbidden')
  })
  it('what closes without an answer, goes back or is an opinion says why', () => {
    expect(outcomes.filter(asksWords)).toEqual(['noFurtherAction', 'returned', 'given'])
  })
  it('opened once, by whoever holds it, and never by following', () => {
    expect(mayOpen(row(), nadia)).toBe(true)
    expect(mayOpen(row({ openedAt: 1 }), nadia)).toBe(false)
    expect(mayOpen(row({ endedAt: 1 }), nadia)).toBe(false)
    expect(mayOpen(row({ purpose: 'following', toKind: 'person', toId: 'nadia' }), nadia)).toBe(false)
  })
  it('opinions in order: the next waits for the one before', () => {
    const first = row({ id: 'one', turn: 0, purpose: 'opinion' })
    const second = row({ id: 'two', turn: 0, purpose: 'opinion', afterId: 'one' })
    expect(waitsTurn(second, [first, second])).toBe(true)
    expect(waitsTurn(second, [{ ...first, endedAt: 2 }, second])).toBe(false)
    expect(waitsTurn(first, [first, second])).toBe(false)
  })
  it('late from the day after it was due, until it ended', () => {
    expect(isLate({ dueOn: '2026-11-30', endedAt: null }, '2026-11-30')).toBe(false)
    expect(isLate({ dueOn: '2026-11-30', endedAt: null }, '2026-12-01')).toBe(true)
    expect(isLate({ dueOn: '2026-11-30', endedAt: 1 }, '2026-12-01')).toBe(false)
    expect(isLate({ dueOn: null, endedAt: null }, '2026-12-01')).toBe(false)
  })
})

describe('who may give it to whom (W1, A1, A2)', () => {
  it('only named people reach a unit that says so', () => {
    expect(mayReach(null, 'clerk')).toBe(true)
    expect(mayReach(undefined, 'clerk')).toBe(true)
    expect(mayReach([], 'clerk')).toBe(false)
    expect(mayReach(['head'], 'clerk')).toBe(false)
    expect(mayReach(['head'], 'head')).toBe(true)
  })
  it('beyond somebody’s clearance it is for authority; a level nobody here knows is the highest', () => {
    expect(reveals('confidential', 'ordinary')).toBe(true)
    expect(reveals('confidential', 'confidential')).toBe(false)
    expect(reveals('cosmic', 'confidential')).toBe(true)
    expect(reveals('ordinary', 'somethingNewer')).toBe(false)
  })
  it('it shows the entry to the people it names, while it lasts and after; not pulled back unseen, not by following', () => {
    const to = { toKind: 'person', toId: 'karim' }
    expect(shownTo([row(to), row({ toKind: 'unit', toId: 'legal' })])).toEqual(['karim'])
    expect(shownTo([row({ ...to, endedAt: 3, outcome: 'answered' })])).toEqual(['karim'])
    expect(shownTo([row({ ...to, endedAt: 3, outcome: 'pulledBack' })])).toEqual([])
    expect(shownTo([row({ ...to, endedAt: 3, outcome: 'pulledBack', openedAt: 2 })])).toEqual(['karim'])
    expect(shownTo([row({ ...to, purpose: 'following' })])).toEqual([])
  })
})

describe('giving (W1)', () => {
  const asked = { entryId: ENTRY, copies: [], inOrder: false, newId: (n: number) => `id${n}` }
  const unit = (id: string) => ({ kind: 'unit' as const, id })
  it('to be acted on it goes to one, and from whoever had it', () => {
    const first = giving([], { ...asked, purpose: 'action', to: [unit('legal')], after: null }, clerk)
    expect(first).toMatchObject({ ends: null, creates: [{ id: actionIdOf(ENTRY, 1), turn: 1, toId: 'legal' }] })
    const stands = row()
    expect(
      giving([stands], { ...asked, purpose: 'action', to: [unit('culture')], after: stands.id }, nadia),
    ).toMatchObject({ ends: stands, creates: [{ id: actionIdOf(ENTRY, 2), turn: 2, toId: 'culture' }] })
    expect(giving([], { ...asked, purpose: 'action', to: [unit('a'), unit('b')], after: null }, clerk)).toBe(
      'forbidden',
    )
  })
  it('what somebody gave meanwhile is not given away unseen', () => {
    expect(giving([row()], { ...asked, purpose: 'action', to: [unit('culture')], after: null }, head)).toBe('stale')
  })
  it('pressed twice it is given once', () => {
    expect(giving([row()], { ...asked, purpose: 'action', to: [unit('legal')], after: null }, clerk)).toEqual({
      creates: [],
      ends: null,
    })
  })
  it('who neither assigns nor holds it gives nothing to anybody', () => {
    for (const purpose of ['action', 'information', 'opinion'] as const)
      expect(giving([row()], { ...asked, purpose, to: [unit('x')], after: row().id }, karim)).toBe('forbidden')
  })
  it('copies and opinions go to each once; in order each waits for the one before', () => {
    const step = giving(
      [row()],
      { ...asked, purpose: 'opinion', to: [unit('a'), unit('b'), unit('a')], inOrder: true, after: null },
      nadia,
    )
    expect(typeof step === 'string' ? step : step.creates.map(({ toId, afterId }) => [toId, afterId])).toEqual([
      ['a', null],
      ['b', 'id0'],
    ])
  })
  it('sent back, it lies with whoever gave it', () => {
    expect(returning([row()], row())).toMatchObject({ turn: 2, toKind: 'person', toId: 'clerk' })
    expect(returning([], row({ purpose: 'opinion' }))).toBeNull()
  })
})

describe('whatever people do, in whatever order', () => {
  const everybody = [clerk, head, nadia, karim, who('amina', { unitId: 'culture' })]
  const act = fc.record({
    who: fc.constantFrom(...everybody),
    what: fc.constantFrom('give', 'copy', 'open', ...outcomes),
    to: fc.constantFrom(
      { kind: 'unit' as const, id: 'legal' },
      { kind: 'unit' as const, id: 'culture' },
      { kind: 'person' as const, id: 'karim' },
    ),
    at: fc.nat(20),
  })
  it('one answers at a time, in turns without a gap; what ended stays as it ended; nobody pulls back what was seen', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const rows: AssignmentRow[] = []
        const add = (one: Coming, byId: string): void => void rows.push({ ...row({ at: rows.length, byId }), ...one })
        for (const { who: actor, what, to, at } of acts) {
          const ended = rows.filter((one) => !isOpen(one)).map((one) => ({ ...one }))
          if (what === 'give' || what === 'copy') {
            const purpose = what === 'give' ? ('action' as const) : ('information' as const)
            const ask = {
              entryId: ENTRY,
              purpose,
              to: [to],
              copies: [],
              inOrder: false,
              newId: (n: number) => `${rows.length} ${n}`,
            }
            const step = giving(rows, { ...ask, after: standingOf(rows)?.id ?? null }, actor)
            if (typeof step === 'string') continue
            for (const one of rows)
              if (one === step.ends) Object.assign(one, { outcome: 'redirected', endedAt: 99, endedById: actor.userId })
            for (const one of step.creates) add(one, actor.userId)
          } else {
            const one = rows[at % Math.max(rows.length, 1)]
            if (!one) continue
            if (what === 'open') {
              if (mayOpen(one, actor)) one.openedAt = 50
            } else if (mayEnd(one, what as AssignmentOutcome, actor) === null) {
              if (what === 'redirected') continue
              Object.assign(one, { outcome: what, endedAt: 99, endedById: actor.userId })
              if (what === 'returned' && one.purpose === 'action')
                add(turnTo(rows, ENTRY, { kind: 'person', id: one.byId }), actor.userId)
            }
          }
          const actions = rows.filter(({ purpose }) => purpose === 'action')
          expect(actions.filter(isOpen).length).toBeLessThanOrEqual(1)
          expect(actions.map(({ turn }) => turn)).toEqual(actions.map((_one, n) => n + 1))
          expect(actions.map(({ id }) => id)).toEqual(actions.map(({ turn }) => actionIdOf(ENTRY, turn)))
          for (const one of ended) expect(rows).toContainEqual(one)
          expect(rows.some((one) => one.outcome === 'pulledBack' && one.openedAt !== null)).toBe(false)
          expect(rows.every((one) => one.outcome !== 'pulledBack' || !gaveSight(one))).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})
