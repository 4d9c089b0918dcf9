import { expect, it } from 'vitest'
import { ranked } from './ranking'

const alike = (...ids: string[]) => ids.map((id, n) => ({ id, at: 100 + n, score: 1 }))

it('who bears the number comes before however many are called so, also where they are newer and it is not among them (P2)', () => {
  expect(ranked('محمد الإدريسي 1400', [{ id: 'it', at: 1 }], alike('a', 'b'))[0]).toBe('it')
  expect(ranked('محمد الإدريسي ١٤٠٠', [{ id: 'it', at: 1 }], alike('a', 'b'))[0]).toBe('it')
})

it('of two whose number begins so, the one that is called so too comes first', () => {
  const written = [
    { id: '300', at: 1 },
    { id: '3000', at: 2 },
  ]
  expect(ranked('محمد 300', written, alike('300'))).toEqual(['300', '3000'])
})

it('without a number, called exactly so comes before words that stand somewhere, and those before what sounds less alike', () => {
  const called = [...alike('exact'), { id: 'less', at: 9, score: 0.8 }]
  expect(ranked('محمد بنعلي', [{ id: 'words', at: 5 }], called)).toEqual(['exact', 'words', 'less'])
})
