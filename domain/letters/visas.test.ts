import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPath, pathOf, textHash, usualPathOf, visaIdOf, visasMissing, waitingStep, type VisaSaid } from './visas'

const person = (id: string) => ({ kind: 'person', id, role: '' })
const letter = (text: string, updatedAt = 1, path = ['a', 'b', 'c']) => ({
  ...{ id: 'letter', content: { text }, updatedAt, visaPath: path.map(person) },
})
const given = (by: string, of: ReturnType<typeof letter>): VisaSaid => ({
  ...{ toKind: 'person', toId: by, toRole: '', textHash: textHash(of.id, of.content), textAt: of.updatedAt },
  ...{ verdict: 'given', at: 1, byId: by },
})
const states = (of: ReturnType<typeof letter>, visas: VisaSaid[]): string[] => pathOf(of, visas).map((p) => p.state)

describe('W2: visas come in order', () => {
  it('the first that is missing waits, the later ones are ahead; after all of them nobody is asked', () => {
    const one = letter('نص')
    expect(states(one, [])).toEqual(['waiting', 'ahead', 'ahead'])
    expect(states(one, [given('a', one)])).toEqual(['given', 'waiting', 'ahead'])
    const all = ['a', 'b', 'c'].map((by) => given(by, one))
    expect([waitingStep(one, all), visasMissing(one, all)]).toEqual([null, 0])
    expect(waitingStep(letter('نص', 1, []), [])).toBeNull()
  })
  it('a text that changed has none of them, nor has one that was written again (W2)', () => {
    const before = letter('نص')
    const all = ['a', 'b', 'c'].map((by) => given(by, before))
    for (const now of [letter('نص آخر', 1), letter('نص', 2)]) {
      expect(states(now, all)).toEqual(['waiting', 'ahead', 'ahead'])
      expect(visasMissing(now, all)).toBe(3)
    }
  })
  it('a refusal is no visa, and a word for somebody who is not asked counts for nobody', () => {
    const one = letter('نص')
    const refused = { ...given('a', one), verdict: 'refused' }
    expect(waitingStep(one, [refused, given('x', one)])).toEqual(person('a'))
  })
  it('whatever was said and in which order: exactly one is waiting until none is missing (property)', () => {
    const one = letter('نص', 1, ['a', 'b', 'c', 'd'])
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'x'), { maxLength: 8 }), (by) => {
        const said = by.map((who) => given(who, one))
        const waiting = states(one, said).filter((s) => s === 'waiting').length
        expect(waiting).toBe(visasMissing(one, said) === 0 ? 0 : 1)
      }),
    )
  })
})

it('a path asks each once; a word has the id that follows from it, another in another round', () => {
  expect(isPath([person('a'), person('b')])).toBe(true)
  expect(isPath([person('a'), person('a')])).toBe(false)
  expect(isPath(Array.from({ length: 13 }, (_, n) => person(`p${n}`)))).toBe(false)
  const said = { textHash: 'h', round: 1, verdict: 'given', byId: 'a' }
  expect(visaIdOf('l', person('a'), said)).toBe(visaIdOf('l', person('a'), { ...said }))
  expect(visaIdOf('l', person('a'), said)).not.toBe(visaIdOf('l', person('a'), { ...said, round: 2 }))
})

it('the path nearest to a letter is the usual one: of its unit and kind, of its unit, of its kind, of all', () => {
  const path = (kind: string | null, unitId: string | null) => ({ kind, unitId, steps: [person('a')] })
  const all = [path(null, null), path('note', null), path(null, 'u'), path('note', 'u')]
  const of = (kind: string, unitId: string | null) => usualPathOf(all, { kind, unitId })
  expect(of('note', 'u')).toEqual(path('note', 'u'))
  expect(of('letter', 'u')).toEqual(path(null, 'u'))
  expect(of('note', 'v')).toEqual(path('note', null))
  expect(of('letter', null)).toEqual(path(null, null))
  expect(usualPathOf([{ kind: null, unitId: null, steps: [] }], { kind: 'note', unitId: null })).toBeUndefined()
})
