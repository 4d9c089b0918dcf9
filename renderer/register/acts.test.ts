import { describe, expect, it } from 'vitest'
import { actKinds, type Act } from '../../contract/books'
import { words } from '../../domain/words'
import { pathOf, wordsOf } from './acts'

const act = (kind: Act['kind'], at: number, detail: Act['detail'] = null): Act => ({
  id: `00000000-0000-7000-8000-00000000000${at}`,
  kind,
  at,
  userNames: null,
  detail,
  link: 'a'.repeat(64),
})

describe('the path of an entry', () => {
  it('waits for an answer only when it arrived and nobody has answered (C4)', () => {
    const acts = [act('correction', 2), act('registration', 1)]
    const path = pathOf({ acts, answeredBy: [], status: 'registered', kind: 'incoming' })
    expect(path.map((step) => step.kind)).toEqual(['registration', 'correction', 'waiting'])
    expect(pathOf({ acts, answeredBy: [], status: 'registered', kind: 'outgoing' }).at(-1)?.kind).toBe('correction')
    expect(pathOf({ acts, answeredBy: [], status: 'cancelled', kind: 'incoming' }).at(-1)?.kind).toBe('correction')
  })

  it('ends with its answer', () => {
    const answer = { id: 'x', numberText: 'ص/2026/00611', subject: null, cancelled: false }
    const path = pathOf({ acts: [act('registration', 1)], answeredBy: [answer], status: 'answered', kind: 'incoming' })
    expect(path.at(-1)).toMatchObject({ kind: 'answer', link: answer })
  })

  it('says nothing of a detail the reader may not see', () => {
    expect(wordsOf(act('correction', 1, null))).toEqual({ field: null, before: null, after: null, reason: null })
    expect(wordsOf(act('correction', 1, { field: 'subject', before: null, after: 'x', reason: 'r' }))).toEqual({
      field: 'subject',
      before: null,
      after: 'x',
      reason: 'r',
    })
  })
})

const texts = import.meta.glob<{ path: Record<string, string>; actKinds: Record<string, string> }>(
  '../locales/*/{register,values}.json',
  { eager: true, import: 'default' },
)
it('has a word in four languages for every kind of act, on the path, in the history and on paper', () => {
  for (const kind of actKinds) {
    const named = Object.values(texts).map((file) => (file.path ?? file.actKinds)?.[kind])
    expect(named.filter(Boolean), kind).toHaveLength(8)
    expect(Object.values(words).map((w) => Boolean((w.acts as Record<string, string>)[kind]))).not.toContain(false)
  }
})
