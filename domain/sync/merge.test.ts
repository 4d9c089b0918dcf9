import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { descriptor } from '../../contract/entities'
import type { Fields } from '../../contract/sync'
import { canonical } from './canonical'
import { created, groupOf, merge, type Change, type MergeRow } from './merge'

const A = 'desk-a'
const B = 'desk-b'
const fields = ['nameAr', 'nameLatin', 'description', 'phone', 'email', 'address', 'city', 'countryCode', 'notes']
const blank = Object.fromEntries(Object.keys(descriptor('contact').fields).map((name) => [name, '']))
const row = (): MergeRow => created('contact', blank, { seq: 1, device: A, d: 1 })
const change = (device: string, seq: number, base: number, values: Fields): Change => ({
  device,
  d: seq,
  seq,
  base,
  fields: values,
  before: {},
})

const value = fc.constantFrom('', 'أ', 'b', 'ج')
const patch = fc.dictionary(fc.constantFrom(...fields), value, { minKeys: 1, maxKeys: 4 })
const groups = (p: Fields): Set<string> => new Set(Object.keys(p).map((name) => groupOf('contact', name)))
const disjoint = (a: Fields, b: Fields): boolean => [...groups(a)].every((g) => !groups(b).has(g))

/** Patches in the order the server takes them, each at the next place; a device that has pulled nothing keeps its base. */
function play(changes: readonly { device: string; base: number; values: Fields }[]) {
  let current = row()
  const results = changes.map(({ device, base, values }, index) => {
    const merged = merge('contact', current, change(device, index + 2, base, values))
    current = merged.row
    return merged
  })
  return { current, results }
}

describe('merging two desks’ work', () => {
  it('patches of disjoint groups: the order in which they arrive does not matter, and nobody conflicts', () => {
    fc.assert(
      fc.property(
        fc.tuple(patch, patch).filter(([a, b]) => disjoint(a, b)),
        ([a, b]) => {
          const one = play([
            { device: A, base: 1, values: a },
            { device: B, base: 1, values: b },
          ])
          const other = play([
            { device: B, base: 1, values: b },
            { device: A, base: 1, values: a },
          ])
          expect(canonical(one.current.fields)).toBe(canonical(other.current.fields))
          expect([...one.results, ...other.results].every((r) => r.contested.length === 0)).toBe(true)
        },
      ),
    )
  })

  it('a desk never conflicts with itself, however long it was offline', () => {
    fc.assert(
      fc.property(fc.array(patch, { minLength: 1, maxLength: 6 }), (patches) => {
        const { results, current } = play(patches.map((values) => ({ device: B, base: 1, values })))
        expect(results.flatMap((r) => r.contested)).toEqual([])
        expect(current.fields).toMatchObject(Object.assign({}, ...patches) as Fields)
      }),
    )
  })

  it('the same change twice is the change once', () => {
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 3 }), patch, (before, mine) => {
        const others = before.map((values) => ({ device: A, base: 1, values }))
        const once = play([...others, { device: B, base: 1, values: mine }])
        const twice = play([...others, { device: B, base: 1, values: mine }, { device: B, base: 1, values: mine }])
        expect(canonical(twice.current.fields)).toBe(canonical(once.current.fields))
      }),
    )
  })

  it('what differs and is not taken is always among the contested: nothing is lost in silence', () => {
    fc.assert(
      fc.property(patch, patch, (a, b) => {
        const { current, results } = play([
          { device: A, base: 1, values: a },
          { device: B, base: 1, values: b },
        ])
        const kept = Object.assign({}, ...(results[1]?.contested ?? []).map((c) => c.other)) as Fields
        for (const [name, wanted] of Object.entries(b)) {
          const stands = canonical(current.fields[name] ?? null) === canonical(wanted)
          expect(stands || canonical(kept[name] ?? null) === canonical(wanted)).toBe(true)
        }
      }),
    )
  })

  it('who has seen the value may change it', () => {
    const first = play([{ device: A, base: 1, values: { phone: '1' } }])
    const seen = merge('contact', first.current, change(B, 3, 2, { phone: '2' }))
    expect(seen).toMatchObject({ result: 'applied', row: { fields: { phone: '2' } }, contested: [] })
  })

  it('one group is one decision: an address is not put together from two people’s halves', () => {
    const first = play([{ device: A, base: 1, values: { city: 'Lyon', countryCode: 'FR' } }])
    const second = merge('contact', first.current, change(B, 3, 1, { address: 'Rue de Rabat 1' }))
    // Not written by B and not seen by B: the group is contested although no field is the same.
    expect(second).toMatchObject({
      result: 'conflict',
      contested: [{ group: 'address', server: { address: '' }, other: { address: 'Rue de Rabat 1' } }],
    })
  })

  it('a base of a server that is no more is judged by the value that was replaced', () => {
    const current = play([{ device: A, base: 1, values: { phone: '1' } }]).current
    const fits = merge('contact', current, { ...change(B, 3, 900, { phone: '2' }), before: { phone: '1' } })
    const differs = merge('contact', current, { ...change(B, 3, 900, { phone: '2' }), before: { phone: '0' } })
    expect([fits.result, differs.result]).toEqual(['applied', 'conflict'])
  })

  it('fields of a version to come merge on their own and survive', () => {
    const current = play([{ device: A, base: 1, values: { hologram: 'x' } }]).current
    expect(merge('contact', current, change(B, 3, 1, { phone: '2' })).row.fields['hologram']).toBe('x')
  })
})
