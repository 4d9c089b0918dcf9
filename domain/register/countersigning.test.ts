import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signer, signingKey } from '../trust/keys'
import { confirmedBy } from './confirmation'
import { countersignedText, COUNTERSIGNED_FOR, stateOf, untilFrom, type Countersigned } from './countersigning'
import { DAY } from './clock'
import { secondOf } from './reopening'

const id = (n: number): string => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const seed = Buffer.alloc(32, 7)
const { publicKey } = signingKey(seed)
const [BOOK, FIRST, SECOND, KEY] = [id(1), id(2), id(3), id(4)]
const keyOf = (userId: string, keyId: string): string | undefined =>
  userId === SECOND && keyId === KEY ? publicKey : undefined

const UNTIL = untilFrom(1_764_000_000_000)
const word = (said: Countersigned) => ({
  ...{ secondId: SECOND, secondKey: KEY, secondSignature: signer(seed)(countersignedText(said)), until: said.until },
})
const act = (body: object, at: number, position = 9) => ({
  ...{ bookId: BOOK, position, previous: '0'.repeat(64), userId: FIRST, at, body: JSON.stringify(body) },
})
const place = fc.integer({ min: 2, max: 100_000 })
const moment = fc.integer({ min: UNTIL - 30 * DAY, max: UNTIL })

describe('a second word given at another PC', () => {
  it('re-opens the closing it names, for whoever asked, wherever the chain is by then, and until its hour (I4)', () =>
    fc.assert(
      fc.property(place, place, moment, fc.integer({ min: 1 }), (closing, position, at, later) => {
        const reason = 'قيد سقط سهوا'
        const said = {
          closing,
          reason,
          ...word({ what: 'reopening', bookId: BOOK, firstId: FIRST, closing, reason, until: UNTIL }),
        }
        const good = act(said, at, position)
        expect(secondOf(good, keyOf)).toEqual({ secondId: SECOND })
        expect(secondOf({ ...good, at: UNTIL + later }, keyOf)).toBeNull()
        expect(secondOf({ ...good, bookId: id(9) }, keyOf)).toBeNull()
        expect(secondOf({ ...good, userId: id(9) }, keyOf)).toBeNull()
        for (const forged of [
          { closing: closing + 1 },
          { reason: 'سبب آخر' },
          { until: UNTIL + later },
          { until: undefined },
        ])
          expect(secondOf(act({ ...said, ...forged }, at, position), keyOf)).toBeNull()
      }),
      { numRuns: 25 },
    ))

  it('confirms the first number it names and no other, and is no word of a re-opening (N1)', () =>
    fc.assert(
      fc.property(place, moment, (opening, at) => {
        const book = { year: 2026, opening }
        const said = { ...book, ...word({ what: 'confirmation', bookId: BOOK, firstId: FIRST, ...book, until: UNTIL }) }
        expect(confirmedBy(act(said, at), book, keyOf)).toEqual({ secondId: SECOND })
        expect(confirmedBy(act(said, UNTIL + 1), book, keyOf)).toBeNull()
        expect(confirmedBy(act(said, at), { ...book, opening: opening + 1 }, keyOf)).toBeNull()
        expect(secondOf(act({ closing: opening, reason: 'x', ...said }, at), keyOf)).toBeNull()
      }),
      { numRuns: 25 },
    ))

  it('is asked, given for some days, and done when the book says so', () => {
    const asked = { withdrawnAt: null, answeredAt: null, refusal: null, until: null }
    const given = { ...asked, answeredAt: 1000, until: untilFrom(1000) }
    expect(stateOf(asked, true, 5)).toBe('asked')
    expect(stateOf(given, true, 1000 + COUNTERSIGNED_FOR * DAY)).toBe('given')
    expect(stateOf(given, true, 1001 + COUNTERSIGNED_FOR * DAY)).toBe('expired')
    expect(stateOf(given, false, 5)).toBe('done')
    expect(stateOf({ ...asked, answeredAt: 5, refusal: 'لا' }, true, 5)).toBe('refused')
    expect(stateOf({ ...given, withdrawnAt: 5 }, true, 5)).toBe('withdrawn')
  })
})
