import { expect, test } from 'vitest'
import { Kept } from './kept'

test('what is asked for again is not made again, and what is not is forgotten by the length of its text', () => {
  const made: string[] = []
  const kept = new Kept<string>(10)
  const ask = (text: string): string =>
    kept.get(text, () => {
      made.push(text)
      return text.toUpperCase()
    })
  expect([ask('aaaa'), ask('aaaa'), ask('bbbb')]).toEqual(['AAAA', 'AAAA', 'BBBB'])
  ask('cccc')
  // The first half is old now; what is asked of it is young again.
  ask('aaaa')
  ask('dddd')
  ask('aaaa')
  expect(made).toEqual(['aaaa', 'bbbb', 'cccc', 'dddd'])
  ask('bbbb')
  expect(made.at(-1)).toBe('bbbb')
})

test('a text longer than all of it is kept until the next', () => {
  const kept = new Kept<number>(3)
  let made = 0
  const ask = (): number => kept.get('long text', () => ++made)
  expect([ask(), ask()]).toEqual([1, 1])
})
