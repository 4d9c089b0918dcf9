import { describe, expect, it } from 'vitest'
import { MOST_IN_TEAM, mayChange, mayNote, mayRaise, type Changer, type Wall } from './wall'

const wall = (change: Partial<Wall> = {}): Wall => ({ keeperId: 'k', team: ['k', 'm'], standing: true, ...change })
const by = (userId: string, change: Partial<Changer> = {}): Changer => ({
  ...{ userId, keeps: false, oversees: false, ...change },
})
const head = by('h', { oversees: true, keeps: true })

describe('P4: who may do what with a wall', () => {
  it.each([
    ['whoever may keep one raises it', wall(), by('m', { keeps: true }), true],
    ['also around others, from outside', wall(), by('x', { keeps: true }), true],
    ['nobody else does', wall(), by('k'), false],
    ['its keeper is let in', wall({ team: ['m'] }), by('k', { keeps: true }), false],
    ['nobody is let in twice', wall({ team: ['k', 'k'] }), by('k', { keeps: true }), false],
    ['one that does not stand is not raised', wall({ standing: false }), by('k', { keeps: true }), false],
    [
      'a crowd is no team',
      wall({ team: ['k', ...Array.from({ length: MOST_IN_TEAM }, (_, n) => `u${n}`)] }),
      head,
      false,
    ],
  ])('raising: %s', (_, next, who, may) => expect(mayRaise(next, who)).toBe(may))

  it.each([
    ['its keeper lets somebody in', wall({ team: ['k', 'm', 'n'] }), by('k'), true],
    ['a member does not', wall({ team: ['k', 'm', 'n'] }), by('m', { keeps: true }), false],
    ['the head does, from outside', wall({ keeperId: 'n', team: ['n', 'm'] }), head, true],
    ['and never lets themselves in', wall({ team: ['k', 'm', 'h'] }), head, false],
    ['nor takes it down from outside', wall({ standing: false }), head, false],
    ['its keeper takes it down', wall({ standing: false }), by('k'), true],
    ['nobody else does', wall({ standing: false }), by('x', { keeps: true }), false],
  ])('changing: %s', (_, next, who, may) => expect(mayChange(wall(), next, who)).toBe(may))

  it('a head of office who is let in takes it down; one that was taken down is raised anew', () => {
    expect(mayChange(wall({ team: ['k', 'h'] }), wall({ team: ['k', 'h'], standing: false }), head)).toBe(true)
    expect(mayChange(wall({ standing: false }), wall(), by('x', { keeps: true }))).toBe(true)
    expect(mayChange(wall({ standing: false }), wall(), by('k'))).toBe(false)
  })

  it('who broke a glass does not put it away', () => {
    expect(mayNote('h', head)).toBe(false)
    expect(mayNote('x', head)).toBe(true)
    expect(mayNote('x', by('m'))).toBe(false)
  })
})
