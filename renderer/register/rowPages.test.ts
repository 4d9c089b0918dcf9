import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EntryRow } from '../../contract/register'
import { PAGE, rowPages } from './rowPages'

const row = (offset: number, state = 'a'): EntryRow => ({
  hidden: true,
  id: `${state}${offset}`,
  numberText: String(offset),
  number: { register: 'و', year: 2026, desk: null, seq: offset + 1 },
  businessDate: '2026-11-20',
  level: 'confidential',
})
const page = (offset: number, state?: string): EntryRow[] =>
  Array.from({ length: PAGE }, (_, i) => row(offset + i, state))

const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(100)
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('rows of the register', () => {
  it('come in pages of what is seen, each asked once', async () => {
    const fetch = vi.fn(async (offset: number) => page(offset))
    const rows = rowPages(fetch, () => {})
    rows.need(90, 120)
    await settle()
    rows.need(95, 125)
    await settle()
    expect(fetch.mock.calls.map(([offset]) => offset)).toEqual([0, 100])
    expect(rows.rowAt(99)?.id).toBe('a99')
    expect(rows.rowAt(205)).toBeUndefined()
  })

  it('are not fetched on the way of a dragged scroll bar', async () => {
    const fetch = vi.fn(async (offset: number) => page(offset))
    const rows = rowPages(fetch, () => {})
    for (let at = 0; at < 50_000; at += 1000) rows.need(at, at + 40)
    await settle()
    expect(fetch.mock.calls.map(([offset]) => offset)).toEqual([49_000])
  })

  it('of a filter nobody looks at any more are thrown away', async () => {
    let answer: (rows: EntryRow[]) => void = () => {}
    const fetch = vi.fn(() => new Promise<EntryRow[]>((done) => (answer = done)))
    const rows = rowPages(fetch, () => {})
    rows.need(0, 20)
    await settle()
    rows.clear()
    answer(page(0))
    await settle()
    expect(rows.rowAt(0)).toBeUndefined()
  })

  it('stay drawn while newer ones are on their way', async () => {
    let state = 'a'
    const rows = rowPages(
      async (offset) => page(offset, state),
      () => {},
    )
    rows.need(0, 20)
    await settle()
    state = 'b'
    rows.refresh()
    expect(rows.rowAt(0)?.id).toBe('a0')
    await settle()
    expect(rows.rowAt(0)?.id).toBe('b0')
    expect(rows.offsetOf('b7')).toBe(7)
    expect(rows.offsetOf('a7')).toBeNull()
  })

  it('that could not be read are said, and asked again when needed', async () => {
    const failed = vi.fn()
    const fetch = vi.fn(async (offset: number) => {
      if (fetch.mock.calls.length === 1) throw new Error('disk')
      return page(offset)
    })
    const rows = rowPages(fetch, failed)
    rows.need(0, 20)
    await settle()
    expect(failed).toHaveBeenCalledOnce()
    rows.need(0, 21)
    await settle()
    expect(rows.rowAt(0)?.id).toBe('a0')
  })
})
