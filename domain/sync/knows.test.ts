import { describe, expect, it } from 'vitest'
import { actKinds } from '../../contract/books'
import { operationKinds, PullPage } from '../../contract/wire'
import { descriptor, entityNames } from '../entities'
import { everyWord, isOfNewer, wordsOf } from './knows'

describe('what a version knows', () => {
  it('every entity, kind, act and field of a letter it can write itself', () => {
    for (const entity of entityNames)
      for (const kind of operationKinds)
        expect(isOfNewer({ entity, kind, fields: { kind: 'registration' } })).toBe(entity === 'letter')
    for (const kind of actKinds) expect(isOfNewer({ entity: 'act', kind: 'create', fields: { kind } })).toBe(false)
    const letter = Object.fromEntries(Object.keys(descriptor('letter').fields).map((name) => [name, null]))
    expect(isOfNewer({ entity: 'letter', kind: 'patch', fields: letter })).toBe(false)
  })

  it.each([
    ['an entity', { entity: 'hologram', kind: 'create', fields: {} }],
    ['a kind of operation', { entity: 'contact', kind: 'touch', fields: {} }],
    ['a kind of act', { entity: 'act', kind: 'create', fields: { kind: 'annotation' } }],
    ['a field of a letter', { entity: 'letter', kind: 'patch', fields: { mood: 'x' } }],
  ])('%s of a version to come is none of them', (_name, step) => expect(isOfNewer(step)).toBe(true))

  it('a field of another row needs no word: it is kept', () => {
    expect(wordsOf({ entity: 'unit', kind: 'patch', fields: { floor: 3 } })).toEqual(['unit', 'patch'])
  })

  it('fits into what a page may say', () => {
    expect(PullPage.shape.knows.safeParse(everyWord).success).toBe(true)
    expect(everyWord.length).toBeLessThan(300)
  })
})
