import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { folderName, LONGEST_MS, outdatedIn, STALE_MS, turn, type Waiting } from './office-folder'

describe('the folder of an office', () => {
  const name = folderName({ version: '1.10.0' }, { kind: 'deb', arch: 'x64' })

  it('loses what a newer package takes the place of, and nothing of anybody else’s', () => {
    const old = ['diwan-1.9.0-deb-x64.diwan-update', 'diwan-1.9.0-deb-x64.diwan-update.coming']
    const stays = ['diwan-1.11.0-deb-x64.diwan-update', 'diwan-1.9.0-nsis-x64.diwan-update', 'رسالة #1 %20.pdf']
    const others = ['diwan-1.9.0-deb-x64.diwan-update.doc', 'my diwan-1.9.0-deb-x64.diwan-update', name]
    expect(outdatedIn([...old, ...stays, ...others], name)).toEqual(old)
    expect(outdatedIn(old, 'anything')).toEqual([])
  })

  it('is waited for while a colleague gives signs, and never for longer than a day', () => {
    const step = fc.record({ sign: fc.constantFrom('a', 'b'), ms: fc.integer({ min: -7_200_000, max: 7_200_000 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let waiting: Waiting | null = null
        let now = 1_000_000_000
        for (const { sign, ms } of steps) {
          now += ms
          const whose = turn(sign, waiting, now)
          if ('go' in whose) return
          expect(whose.wait.began).toBeLessThanOrEqual(whose.wait.since)
          expect(now - whose.wait.began).toBeLessThan(LONGEST_MS)
          expect(now - whose.wait.since).toBeLessThan(STALE_MS)
          waiting = whose.wait
        }
      }),
    )
    const [one, later] = [
      turn('a', null, 0),
      (ms: number, sign = 'a') => turn(sign, { sign: 'a', since: 0, began: 0 }, ms),
    ]
    expect(one).toEqual({ wait: { sign: 'a', since: 0, began: 0 } })
    expect(later(STALE_MS)).toEqual({ go: true, instead: 'a' })
    expect(later(STALE_MS, 'b')).toEqual({ wait: { sign: 'b', since: STALE_MS, began: 0 } })
    expect(later(LONGEST_MS, 'b')).toEqual({ go: true, instead: null })
  })
})
