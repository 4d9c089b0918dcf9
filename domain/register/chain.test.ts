import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain, genesis, verifyChain, type ChainedAct } from './chain'

const BOOK = '01890000-0000-7000-8000-000000000001'
function book(n: number): ChainedAct[] {
  const acts: ChainedAct[] = []
  for (let i = 1; i <= n; i++) {
    const header = {
      bookId: BOOK,
      position: i,
      kind: 'registration',
      entryId: `e${i}`,
      seq: i,
      at: 1000 + i,
      userId: 'u',
      deviceId: 'd',
    }
    acts.push(chain(header, { subject: `الموضوع ${i}` }, `salt${i}`, acts.at(-1)?.link ?? genesis(BOOK)))
  }
  return acts
}

describe('every act is chained (I5)', () => {
  it('a book as it was written is whole', () => {
    expect(verifyChain(BOOK, book(20)).result).toBe('whole')
    expect(verifyChain(BOOK, []).result).toBe('whole')
  })
  it('names the first entry that was altered, whatever was altered in it', () => {
    const fields = ['body', 'seq', 'at', 'userId', 'entryId', 'kind', 'salt', 'link', 'previous', 'bodyHash'] as const
    fc.assert(
      fc.property(fc.nat(19), fc.constantFrom(...fields), (at, name) => {
        const acts = book(20)
        const act = acts[at]
        if (!act) return
        acts[at] = { ...act, [name]: typeof act[name] === 'number' ? Number(act[name]) + 1 : `${act[name]}x` }
        expect(verifyChain(BOOK, acts)).toMatchObject({ result: 'altered', position: at + 1 })
      }),
    )
  })
  it('finds an act that was taken out or put in', () => {
    const acts = book(10)
    expect(verifyChain(BOOK, [...acts.slice(0, 4), ...acts.slice(5)])).toMatchObject({ result: 'altered', position: 5 })
    expect(verifyChain(BOOK, [...acts.slice(0, 4), ...acts.slice(4, 5), ...acts.slice(4)])).toMatchObject({
      result: 'altered',
      position: 6,
    })
  })
  it('a hidden or lawfully disposed body still verifies', () => {
    const acts = book(10).map((a, i) => (i === 3 ? { ...a, body: null, salt: null } : a))
    expect(verifyChain(BOOK, acts).result).toBe('whole')
  })
  it('a head kept elsewhere shows truncation and a full rewrite', () => {
    const acts = book(10)
    const anchor = { position: 10, link: acts[9]?.link ?? '' }
    expect(verifyChain(BOOK, acts.slice(0, 8), anchor)).toMatchObject({ result: 'truncated', position: 9 })
    const rewritten = book(10).map((a) => ({ ...a, userId: 'other' }))
    const again: ChainedAct[] = []
    for (const a of rewritten) again.push(chain(a, { subject: 'x' }, 's', again.at(-1)?.link ?? genesis(BOOK)))
    expect(verifyChain(BOOK, again).result).toBe('whole')
    expect(verifyChain(BOOK, again, anchor)).toMatchObject({ result: 'anchor-differs', position: 10 })
  })
})
