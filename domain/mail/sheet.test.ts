import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differenceOf, inForce, mayClose } from './sheet'

const n = fc.integer({ min: 0, max: 9999 })
describe('envelopes = registered + private + returned (D1)', () => {
  it('leaves nothing over exactly when the parts make the whole', () => {
    fc.assert(
      fc.property(n, n, n, n, n, (registered, handedOn, returned, more, over) => {
        const together = Math.min(more, registered)
        const envelopes = registered - together + handedOn + returned
        const counted = { envelopes, handedOn, returned, together }
        expect(differenceOf(counted, registered)).toBe(0)
        expect(differenceOf({ ...counted, envelopes: envelopes + over }, registered)).toBe(over)
        expect(mayClose({ ...counted, envelopes: envelopes + over }, registered, '')).toBe(over === 0)
        expect(mayClose({ ...counted, envelopes: envelopes + over }, registered, 'ظرف فارغ')).toBe(true)
      }),
    )
  })
  it('counts as the last correction says', () => {
    const sheet = { envelopes: 5, handedOn: 0, returned: 0, together: 0 }
    expect(inForce({ ...sheet, corrections: null })).toEqual(sheet)
    const correction = { ...sheet, envelopes: 6, at: 1, byId: 'x', reason: 'y' }
    expect(inForce({ ...sheet, corrections: [correction] })).toEqual({ ...sheet, envelopes: 6 })
  })
})
