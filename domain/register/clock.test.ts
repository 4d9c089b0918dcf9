import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, entryTime, readClock, timeIn } from './clock'
import type { Zone } from '../text/zone'

const tables = (name: string): Zone => ({ name, periods: [] })
const zone = tables('Africa/Casablanca')
const HOUR = 3600_000
const friday = Date.UTC(2026, 10, 20, 10)
const reading = { jumpMs: 0, driftMs: null, zone }
/** The program began after the last act; or it has been running since. */
const before = { at: friday, jumpMs: null }
const running = { at: friday, jumpMs: 0 }

describe('which time counts (N4)', () => {
  it.each([
    ['a weekend, with the program closed', { now: friday + 62 * HOUR }, before],
    ['a night, with the program open', { now: friday + 14 * HOUR }, running],
    ['a clock of 2015 that was mended after the start', { now: friday + DAY, jumpMs: 11 * 365 * DAY }, before],
    ['three weeks of leave', { now: friday + 21 * DAY }, before],
    ['an hour back, as when a country ends its summer', { now: friday - HOUR }, running],
    ['no act yet', { now: friday }, null],
  ])('%s is believed', (_what, change, believed) => {
    expect(readClock({ ...reading, ...change }, believed)).toEqual({ now: change.now, doubtful: false })
  })
  it.each([
    ['a year ahead at the start', { now: Date.UTC(2027, 10, 21) }, before],
    ['into January at the start, long before it', { now: Date.UTC(2027, 0, 3) }, before],
    ['two months ahead at the start', { now: friday + 61 * DAY - 25 * DAY }, before],
    ['years back at the start', { now: Date.UTC(2015, 0, 1) }, before],
    ['set forward by two days while it ran', { now: friday + 2 * DAY, jumpMs: 2 * DAY }, running],
    ['set back by two days while it ran', { now: friday - 2 * DAY, jumpMs: -2 * DAY }, running],
    ['moved before anything was written', { now: friday, jumpMs: -2 * DAY }, null],
  ])('%s is asked about', (_what, change, believed) => {
    expect(readClock({ ...reading, ...change }, believed)).toEqual({ now: change.now, doubtful: true })
  })
  it('the first week of January after a holiday is believed', () => {
    const last = { at: Date.UTC(2026, 11, 31, 12), jumpMs: null }
    expect(readClock({ ...reading, now: Date.UTC(2027, 0, 4, 8) }, last).doubtful).toBe(false)
  })
  it('once confirmed, it is not asked again: what was said is what the next is held against', () => {
    const confirmed = { at: friday + 2 * DAY, jumpMs: 2 * DAY }
    expect(readClock({ ...reading, now: friday + 2 * DAY + HOUR, jumpMs: 2 * DAY }, confirmed).doubtful).toBe(false)
  })
  it('the server’s time counts where it is known, and where the register does not speak against it', () => {
    const wrong = { now: Date.UTC(2027, 10, 21), jumpMs: 0, zone }
    const driftMs = wrong.now - (friday + HOUR)
    expect(readClock({ ...wrong, driftMs }, before)).toEqual({ now: friday + HOUR, doubtful: false })
    // The server’s own clock is wrong: this PC goes on by its own.
    expect(readClock({ ...reading, now: friday + HOUR, driftMs: -3 * 365 * DAY }, before)).toEqual({
      now: friday + HOUR,
      doubtful: false,
    })
    // A long absence that the server knows of needs no question.
    expect(readClock({ ...reading, now: friday + 40 * DAY, driftMs: 900 }, before).doubtful).toBe(false)
  })
})

describe('entries are chronological (N4)', () => {
  const said = (now: number, doubtful = false) => ({
    said: { now, doubtful },
    claimed: now,
    zone,
    confirmed: undefined,
  })
  it('never stores a time before the last entry’s', () => {
    fc.assert(fc.property(fc.nat(DAY), (back) => timeIn(friday, friday - back) === friday))
  })
  it('what was stored under a clock in the future does not hold the register there once it is mended', () => {
    expect(timeIn(friday + 40 * DAY, friday)).toBe(friday)
  })
  it('asks for the very day that will be stored', () => {
    const input = { ...said(friday, true), lastAt: 0 }
    expect(() => entryTime(input)).toThrow('clock-jumped')
    expect(() => entryTime({ ...input, confirmed: '2026-11-21' })).toThrow('clock-jumped')
    expect(entryTime({ ...input, confirmed: '2026-11-20' })).toMatchObject({ asked: true, at: friday })
  })
  it('takes the year from the office’s day, even if the letter is of last year (N5)', () => {
    const now = Date.UTC(2026, 11, 31, 22, 30)
    expect(entryTime({ ...said(now), zone: tables('Africa/Cairo'), lastAt: 0 })).toMatchObject({
      businessDate: '2027-01-01',
      year: 2027,
    })
    expect(entryTime({ ...said(now), zone: tables('Europe/London'), lastAt: 0 })).toMatchObject({ year: 2026 })
  })
})
