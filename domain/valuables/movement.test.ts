import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { movementKinds } from '../../contract/valuables'
import { newSigningKey, signer } from '../trust/keys'
import { factsHash, leaves, movementText, twoWords } from './movement'

const none = null
describe('where a thing goes (D3)', () => {
  it.each([
    ['received', none, none, 'inSafe'],
    ['handedOn', none, none, null],
    ['received', { kind: 'received', leaves: 'inSafe' }, none, null],
    ['handedOn', { kind: 'received', leaves: 'inSafe' }, none, 'handedOn'],
    ['handedOn', { kind: 'handedOn', leaves: 'handedOn' }, none, null],
    ['cameBack', { kind: 'handedOn', leaves: 'handedOn' }, none, 'inSafe'],
    ['cameBack', { kind: 'returned', leaves: 'returned' }, none, null],
    ['returned', { kind: 'handedOn', leaves: 'handedOn' }, none, 'returned'],
    ['reversed', { kind: 'received', leaves: 'inSafe' }, none, 'void'],
    ['reversed', { kind: 'returned', leaves: 'returned' }, { kind: 'handedOn', leaves: 'handedOn' }, 'handedOn'],
    ['reversed', { kind: 'reversed', leaves: 'inSafe' }, { kind: 'returned', leaves: 'returned' }, null],
    ['handedOn', { kind: 'reversed', leaves: 'void' }, { kind: 'received', leaves: 'inSafe' }, null],
    ['somethingNewer', { kind: 'received', leaves: 'inSafe' }, none, null],
  ] as const)('%s after %o, %o: %s', (kind, last, earlier, where) => {
    expect(leaves(kind, last, earlier)).toBe(where)
  })

  it('whatever is said in whatever order, a thing is in one place, and an error leaves what stood before it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...movementKinds), { maxLength: 30 }), (kinds) => {
        const moves: { kind: string; leaves: string }[] = []
        for (const kind of kinds) {
          const [last, earlier] = [moves.at(-1) ?? null, moves.at(-2) ?? null]
          const next = leaves(kind, last, earlier)
          if (next === null) continue
          moves.push({ kind, leaves: next })
          if (kind === 'reversed') expect(next).toBe(earlier?.leaves ?? 'void')
        }
        if (moves.length > 0) expect(moves[0]).toEqual({ kind: 'received', leaves: 'inSafe' })
        expect(moves.slice(1).some(({ kind }) => kind === 'received')).toBe(false)
      }),
    )
  })
})

describe('two words under a movement (D3)', () => {
  const keys = { anna: newSigningKey(), badr: newSigningKey() }
  const keyOf = (who: string, key: string): string | undefined =>
    key === `${who}-key` ? keys[who as keyof typeof keys]?.publicKey : undefined
  const facts = factsHash({
    entryId: 'e',
    kind: 'cash',
    number: '',
    pieces: 1,
    amount: '5',
    currency: 'MAD',
    owner: '',
  })
  const said = {
    ...{ valuableId: 'v', place: 2, kind: 'handedOn', leaves: 'handedOn', at: 5, who: 'x', note: '' },
    ...{ firstId: 'anna', secondId: 'badr', firstKey: 'anna-key', secondKey: 'badr-key' },
  }
  const text = movementText(said, facts, 'before')
  const [anna, badr] = [signer(keys.anna.seed)(text), signer(keys.badr.seed)(text)]
  const row = { ...said, firstSignature: anna, secondSignature: badr }

  it('hold as they were given, and break when anything of it is another', () => {
    expect(twoWords(row, facts, 'before', keyOf)).toBe('holds')
    for (const name of ['place', 'kind', 'leaves', 'at', 'who', 'note', 'valuableId'] as const)
      expect(twoWords({ ...row, [name]: 'other' }, facts, 'before', keyOf)).toBe('broken')
    const richer = factsHash({
      entryId: 'e',
      kind: 'cash',
      number: '',
      pieces: 1,
      amount: '50',
      currency: 'MAD',
      owner: '',
    })
    expect(twoWords(row, richer, 'before', keyOf)).toBe('broken')
    expect(twoWords(row, facts, 'another', keyOf)).toBe('broken')
  })
  it('are of two people: one with two signatures is none, and a key that is not here says nothing yet', () => {
    const alone = { ...said, secondId: 'anna', secondKey: 'anna-key' }
    const word = signer(keys.anna.seed)(movementText(alone, facts, 'before'))
    expect(twoWords({ ...alone, firstSignature: word, secondSignature: word }, facts, 'before', keyOf)).toBe('broken')
    expect(twoWords({ ...row, secondSignature: anna }, facts, 'before', keyOf)).toBe('broken')
    expect(twoWords(row, facts, 'before', (who, key) => (who === 'badr' ? undefined : keyOf(who, key)))).toBe('unknown')
  })
})
