import { describe, expect, it } from 'vitest'
import type { BookToClose } from '../../contract/closing'
import { alarmsOf } from './alarms'

const names = { ar: 'و', fr: '', en: '', es: '' }
const book = (change: Partial<BookToClose>): BookToClose => ({
  ...{ id: 'b', registerId: 'r', names, code: 'و', year: 2026, desk: null, heldHere: true, today: '2026-11-20' },
  ...{ through: null, open: [], session: null, yearClosed: false, yearDue: false, newest: null },
  ...change,
})
const day = (date: string) => ({ date, entries: 3 })

describe('what nobody may overlook (I4)', () => {
  it.each<[string, Partial<BookToClose>, string[]]>([
    ['nothing open', {}, []],
    ['today is still going on', { open: [day('2026-11-20')] }, []],
    ['two days', { open: [day('2026-11-18'), day('2026-11-19'), day('2026-11-20')] }, ['days 2 2026-11-18']],
    ['of another PC’s book', { open: [day('2026-11-18')], heldHere: false }, []],
    ['a session of today', { session: { number: 1, date: '2026-11-20' }, open: [day('2026-11-20')] }, []],
    [
      'a session of yesterday',
      { session: { number: 1, date: '2026-11-19' }, open: [day('2026-11-19')] },
      ['session 1 2026-11-19'],
    ],
    ['a year that is over', { yearDue: true }, ['year 1 2026-12-31']],
    ['a year that was closed', { yearClosed: true, open: [day('2026-11-18')] }, []],
  ])('%s', (_name, change, said) => {
    expect(alarmsOf([book(change)]).map(({ kind, days, since }) => `${kind} ${days} ${since}`)).toEqual(said)
  })
})
