import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart, together } from './apart'
import { History } from './history'

describe('a template while it is written', () => {
  it('tokens are shown apart and stored as they were, whatever stands around them', () => {
    const text = 'رقم {{#if number}}{{number}}{{/if}}'
    expect(apart(text)).toBe('رقم \u2066{{#if number}}\u2069\u2066{{number}}\u2069\u2066{{/if}}\u2069')
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{{', '}}', '{', '}', 'x', '\n', 'سلام', '{{number}}')), (parts) => {
        expect(together(apart(parts.join('')))).toBe(parts.join(''))
      }),
    )
  })

  it('goes back and forth through what stood, and forgets what was ahead once something else is written', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 }),
        fc.nat(12),
        (states, back) => {
          const history = new History('')
          const kept = states.filter((state) => history.keep(state))
          const steps = Math.min(back, kept.length)
          for (let i = 1; i <= steps; i++) expect(history.undo()).toBe(kept[kept.length - 1 - i] ?? '')
          for (let i = steps; i > 0; i--) expect(history.redo()).toBe(kept[kept.length - i])
          expect([history.redo(), history.canRedo]).toEqual([null, false])
          if (history.undo() !== null) history.keep('something else')
          expect(history.canRedo).toBe(false)
        },
      ),
    ))
})
