import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { descriptor } from '../entities'
import type { Fields } from '../../contract/wire'
import { canonical } from './canonical'
import { changedFields } from './operation'
import { created, groupOf, merge, type MergeRow, type Patch } from './merge'

const A = 'desk-a'
const B = 'desk-b'
const fields = ['nameAr', 'nameLatin', 'description', 'phone', 'email', 'address', 'city', 'countryCode', 'notes']
const blank = Object.fromEntries(Object.keys(descriptor('contact').fields).map((name) => [name, '']))
const row = (): MergeRow => created(blank, { seq: 1, device: A, d: 1 })
/** A patch as a desk makes it: what differs from what it had before, and all of each touched group as it stood there. */
const patchOn = (device: string, seq: number, had: Fields, values: Fields): Patch => ({
  device,
  d: seq,
  seq,
  ...changedFields('contact', had, { ...had, ...values }),
})

const value = fc.constantFrom('', 'أ', 'b', 'ج')
const patch = fc.dictionary(fc.constantFrom(...fields), value, { minKeys: 1, maxKeys: 4 })
const groups = (p: Fields): Set<string> => new Set(Object.keys(p).map((name) => groupOf('contact', name)))
const disjoint = (a: Fields, b: Fields): boolean => [...groups(a)].every((g) => !groups(b).has(g))

/** Patches in the order the server takes them; a desk that has pulled nothing has before it what it first saw, and its own. */
function play(changes: readonly { device: string; values: Fields }[]) {
  let current = row()
  const had: Record<string, Fields> = {}
  const results = changes.map(({ device, values }, index) => {
    const before = had[device] ?? blank
    const merged = merge('contact', current, patchOn(device, index + 2, before, values))
    had[device] = { ...before, ...values }
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
            { device: A, values: a },
            { device: B, values: b },
          ])
          const other = play([
            { device: B, values: b },
            { device: A, values: a },
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
        const { results, current } = play(patches.map((values) => ({ device: B, values })))
        expect(results.flatMap((r) => r.contested)).toEqual([])
        expect(current.fields).toMatchObject(Object.assign({}, ...patches) as Fields)
      }),
    )
  })

  it('the same change twice is the change once', () => {
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 3 }), patch, (before, mine) => {
        const others = before.map((values) => ({ device: A, values }))
        const once = play([...others, { device: B, values: mine }])
        const twice = play([...others, { device: B, values: mine }, { device: B, values: mine }])
        expect(canonical(twice.current.fields)).toBe(canonical(once.current.fields))
      }),
    )
  })

  it('what differs and is not taken is always among the contested: nothing is lost in silence', () => {
    fc.assert(
      fc.property(patch, patch, (a, b) => {
        const { current, results } = play([
          { device: A, values: a },
          { device: B, values: b },
        ])
        const kept = Object.assign({}, ...(results[1]?.contested ?? []).map((c) => c.other)) as Fields
        for (const [name, wanted] of Object.entries(b)) {
          // What a desk had already it did not say.
          if (wanted === '') continue
          const stands = canonical(current.fields[name] ?? null) === canonical(wanted)
          expect(stands || canonical(kept[name] ?? null) === canonical(wanted)).toBe(true)
        }
      }),
    )
  })

  it('who has seen the value may change it', () => {
    const first = play([{ device: A, values: { phone: '1' } }])
    const seen = merge('contact', first.current, patchOn(B, 3, first.current.fields, { phone: '2' }))
    expect(seen).toMatchObject({ result: 'applied', row: { fields: { phone: '2' } }, contested: [] })
  })

  it('one group is one decision: an address is not put together from two people’s halves', () => {
    const first = play([{ device: A, values: { city: 'Lyon', countryCode: 'FR' } }])
    const second = merge('contact', first.current, patchOn(B, 3, blank, { address: 'Rue de Rabat 1' }))
    // Not written by B and not seen by B: the group is contested although no field is the same.
    expect(second).toMatchObject({
      result: 'conflict',
      contested: [{ group: 'address', server: { address: '' }, other: { address: 'Rue de Rabat 1' } }],
    })
  })

  it('a conflict exists if and only if what stands differs from what its writer had before, on a restored server too', () => {
    const stands = fc.record({ phone: value, city: value, countryCode: value })
    fc.assert(
      fc.property(stands, stands, patch, (now, had, values) => {
        const current = created({ ...blank, ...now }, { seq: 900, device: A, d: 1 })
        const before: Fields = { ...blank, ...had }
        const said = patchOn(B, 3, before, values)
        const merged = merge('contact', current, said)
        for (const group of groups(said.fields)) {
          const names = Object.keys(blank).filter((n) => groupOf('contact', n) === group)
          const seen = names.every((n) => canonical(current.fields[n] ?? null) === canonical(before[n] ?? null))
          const agree = names.every(
            (n) => !(n in said.fields) || canonical(current.fields[n] ?? null) === canonical(said.fields[n] ?? null),
          )
          expect(merged.contested.some((c) => c.group === group)).toBe(!seen && !agree)
        }
      }),
    )
  })

  it('fields of a version to come merge on their own and survive', () => {
    const current = play([{ device: A, values: { hologram: 'x' } }]).current
    expect(merge('contact', current, patchOn(B, 3, blank, { phone: '2' })).row.fields['hologram']).toBe('x')
  })
})

it('composed on one desk, in two characters on a desk of 0.1.0: one word, no conflict, and composed in the end', () => {
  const had = { ...blank, city: 'Orle\u0301ans' }
  const stands = created(had, { seq: 1, device: A, d: 1 })
  const merged = merge('contact', stands, patchOn(B, 2, blank, { city: 'Orl\u00e9ans' }))
  expect(merged.contested).toEqual([])
  expect(merged.row.fields['city']).toBe('Orl\u00e9ans')
})
