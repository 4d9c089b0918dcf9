import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asksFirst, begun, CRASHES, wayBack, type LastOpened, type Opened, type Starts } from './way-back'

const at = (version: string | null, schema: number, moment: number): Opened => ({ version, schema, at: moment })
const old = at('1.0.0', 9, 100)
const opened = (of: Opened, before: LastOpened['before'] = null): LastOpened => ({ ...of, before })

describe('where the way back leads', () => {
  const today = opened(at('1.1.0', 10, 200), { ...old, operations: 5 })
  const sameSchema = opened(at('1.1.0', 9, 200), { ...old, operations: 5 })
  it.each<[string, LastOpened | null, Opened[], ReturnType<typeof wayBack>]>([
    [
      'crashed before the office was opened: nothing was touched',
      opened(old),
      [],
      { to: '1.0.0', data: 'stays', copy: null },
    ],
    ['began to open it: the copy comes back', opened(old), [old], { to: '1.0.0', data: 'copy', copy: old }],
    [
      'a copy of another day is not taken',
      opened(old),
      [at('1.0.0', 9, 50)],
      { to: '1.0.0', data: 'stays', copy: null },
    ],
    [
      'worked for days, another schema: an administrator decides',
      today,
      [old],
      { to: '1.0.0', data: 'loses', copy: old },
    ],
    ['worked for days, and the copy is gone: none', today, [], null],
    ['worked for days, the same schema: all data stay', sameSchema, [old], { to: '1.0.0', data: 'stays', copy: null }],
    ['the first version there ever was: none', opened(at('1.1.0', 10, 200)), [], null],
    [
      'an office from before this was remembered',
      opened(at(null, 0, 7)),
      [at(null, 0, 7)],
      { to: null, data: 'copy', copy: at(null, 0, 7) },
    ],
    ['nothing remembered at all', null, [], { to: null, data: 'stays', copy: null }],
  ])('%s', (_name, remembered, copies, way) => {
    expect(wayBack('1.1.0', remembered, copies)).toEqual(way)
  })

  it('never puts a copy in the place of what this version wrote without saying that it loses', () => {
    const moment = fc.record({
      version: fc.constantFrom(null, '1.0.0', '1.1.0'),
      schema: fc.integer({ min: 0, max: 3 }),
      at: fc.integer({ min: 0, max: 5 }),
    })
    const last = fc.record({
      ...{ version: fc.constantFrom(null, '1.0.0', '1.1.0'), schema: fc.integer({ min: 0, max: 3 }) },
      at: fc.integer({ min: 0, max: 5 }),
      before: fc.option(moment.map((one) => ({ ...one, operations: 0 }))),
    })
    fc.assert(
      fc.property(fc.option(last), fc.array(moment), (remembered, copies) => {
        const way = wayBack('1.1.0', remembered, copies)
        if (way?.data === 'copy') {
          expect(remembered?.version).not.toBe('1.1.0')
          // Exactly as it was left, no older state.
          expect(way.copy?.at).toBe(remembered?.at)
        }
        if (way?.data !== 'stays' && way) expect(copies).toContainEqual(way.copy)
        if (way?.data === 'stays' && remembered?.version === '1.1.0')
          expect(remembered.before?.schema).toBe(remembered.schema)
      }),
    )
  })
})

describe('a start', () => {
  const start = (phases: Starts['phase'][], version = '1.1.0'): Starts =>
    phases.reduce<Starts>(
      (before, phase) => {
        const now = begun(before, version)
        return { ...now, phase, failed: phase === 'open' ? 0 : now.failed }
      },
      begun(null, version),
    )
  const next = (phases: Starts['phase'][]): Starts => begun(start(phases), '1.1.0')

  it.each<[string, Starts['phase'][], boolean]>([
    ['two that came to no window', ['begun', 'begun'], true],
    ['two that ended while the office was opened', ['opening', 'opening'], true],
    ['one of each, and a look at the log-in between', ['begun', 'window', 'opening'], true],
    ['one power cut', ['opening'], false],
    ['ended by hand, or by the power, at the log-in, many times', ['window', 'window', 'window', 'window'], false],
    ['killed at work, many times', ['open', 'open', 'open'], false],
    ['a crash, a day of work, a crash', ['begun', 'open', 'begun'], false],
  ])('asks after %s: %s', (_name, phases, asks) => {
    // The first of `start` is the installation itself, which came to a window.
    expect(asksFirst(next(['open', ...phases]))).toBe(asks)
  })

  it('asks exactly when two crashed since somebody was last at work', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Starts['phase'][]>('begun', 'window', 'opening', 'open')), (phases) => {
        const since = phases.slice(phases.lastIndexOf('open') + 1)
        const crashes = since.filter((phase) => phase === 'begun' || phase === 'opening').length
        expect(asksFirst(next(['open', ...phases]))).toBe(crashes >= CRASHES)
      }),
    )
  })

  it('of another version begins to count anew, and forgets that the data went back', () => {
    const back = { ...start(['begun', 'begun']), back: { to: '1.0.0', aside: 'replaced-x' } }
    expect(asksFirst(begun(back, '1.1.0'))).toBe(true)
    expect(begun(back, '1.0.0')).toEqual({ version: '1.0.0', failed: 0, phase: 'begun', back: null })
  })
})
