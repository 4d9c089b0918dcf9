import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain, chainStart, follow, genesis, type ChainedAct, type ChainState } from './chain'
import { verdictOf, type Anchor } from './verdict'

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

/** As the desk reads a book: act after act, then one word. */
function verifyChain(bookId: string, acts: readonly ChainedAct[], anchor?: Anchor, arriving = false) {
  let chained: ChainState = chainStart(bookId, 1)
  let broken: number | null = null
  let atAnchor: string | null = null
  for (const act of acts) {
    const next = follow(chained, bookId, act)
    if (!next) {
      broken = chained.position + 1
      break
    }
    chained = next
    if (act.position === anchor?.position) atAnchor = act.link
  }
  return verdictOf({ chain: chained, broken, unknownKey: null, row: null, atAnchor }, anchor, arriving)
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
  it('N3: a number that was jumped over is found, also by links that hold', () => {
    const acts: ChainedAct[] = []
    for (const [i, seq] of [1, 2, 4].entries()) {
      const header = {
        bookId: BOOK,
        position: i + 1,
        kind: 'registration',
        entryId: `e${seq}`,
        seq,
        at: 1,
        userId: 'u',
      }
      acts.push(chain({ ...header, deviceId: 'd' }, {}, 's', acts.at(-1)?.link ?? genesis(BOOK)))
    }
    expect(verifyChain(BOOK, acts)).toMatchObject({ result: 'altered', position: 3 })
  })
  it('pages that come in any order are incomplete while they come, and whole in the end; never altered', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(12).keys()], { minLength: 0 }), (here) => {
        const acts = book(12)
        const arrived = acts.filter((_a, i) => here.includes(i))
        const anchor = { position: 12, link: acts[11]?.link ?? '' }
        const { result } = verifyChain(BOOK, arrived, anchor, arrived.length < 12)
        expect(result).toBe(arrived.length === 12 ? 'whole' : 'incomplete')
      }),
    )
  })
  it('what is missing when nothing is on its way any more was taken out', () => {
    const acts = book(12)
    expect(verifyChain(BOOK, acts.slice(3))).toMatchObject({ result: 'altered', position: 1 })
  })
  it('an act that contradicts itself is altered, whatever may still come', () => {
    const acts = book(12).slice(3)
    acts[5] = { ...(acts[5] ?? acts[0]), at: 7 } as ChainedAct
    expect(verifyChain(BOOK, acts, undefined, true).result).toBe('altered')
  })
})
