import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isLate, isSealed, mayCorrect, mayGiveBack, mayOpen, mayPostpone } from './tender'

const NOON = Date.UTC(2026, 10, 20, 12)
const instant = fc.integer({ min: NOON - 600_000, max: NOON + 600_000 })

it('what comes within the closing minute is in time, the next minute is late (D4)', () => {
  expect([-1, 0, 59_999, 60_000].map((ms) => isLate(NOON + ms, NOON))).toEqual([false, false, false, true])
  // An hour announced is a minute, whatever seconds a clock showed when it was typed.
  expect(isLate(NOON + 59_999, NOON + 1)).toBe(false)
})

it('putting the hour off never makes a late envelope one in time, nor lets it be opened sooner (D4)', () => {
  fc.assert(
    fc.property(instant, instant, instant, instant, (closesAt, receivedAt, to, at) => {
      const tender = { closesAt, openedAt: null }
      if (at < receivedAt || !mayPostpone(tender, to, at)) return true
      const later = { ...tender, closesAt: to }
      return !isLate(receivedAt, closesAt) && !(mayOpen(later, receivedAt) && !mayOpen(tender, receivedAt))
    }),
  )
  expect(mayPostpone({ closesAt: NOON, openedAt: null }, NOON + 86_400_000, NOON + 60_000)).toBe(false)
  expect(mayPostpone({ closesAt: NOON, openedAt: null }, NOON - 60_000, NOON - 120_000)).toBe(false)
})

it('nothing is opened before the hour; after it only what came in time and was not taken back (D4)', () => {
  fc.assert(
    fc.property(instant, instant, instant, fc.option(instant), (closesAt, openedAt, receivedAt, backAt) => {
      const shut = { closesAt, openedAt: null }
      const envelope = { receivedAt, backAt }
      if (!isSealed(envelope, shut)) return false
      if (!mayOpen(shut, openedAt)) return openedAt < closesAt
      const open = { closesAt, openedAt }
      if (mayOpen(open, openedAt) || mayPostpone(open, NOON * 2, 0)) return false
      const stays = backAt !== null || isLate(receivedAt, closesAt)
      return isSealed(envelope, open) === stays && mayGiveBack(envelope, open) === (stays && backAt === null)
    }),
  )
})

it('the outside is corrected, what is inside is not, and the moment of receipt never (D4)', () => {
  expect(['correspondentId', 'channel', 'postNumber'].every((field) => mayCorrect(field, true))).toBe(true)
  expect(['subject', 'enclosures', 'notes', 'level'].some((field) => mayCorrect(field, true))).toBe(false)
  expect([mayCorrect('subject', false), mayCorrect('arrivalAt', false)]).toEqual([true, false])
})
