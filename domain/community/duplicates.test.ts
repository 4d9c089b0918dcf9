import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { unpacked } from '../text/names/model'
import { partOf } from '../text/names/parts'
import { keysOfPerson } from './blocking'
import { compared, outcomesOf, rememberedLikeness, verdictOf, type Person } from './duplicates'
import { skeleton } from '../text/names/skeleton'

const model = unpacked(readFileSync(resolve('resources/names/sounds.bin')))
const by = { model, likeness: rememberedLikeness(model), borneBy: () => 10, size: 10_000 }
const between = (a: Person, b: Person) => outcomesOf(by, compared(a), compared(b))

describe('whether two cards are one person (P3)', () => {
  const salma: Person = {
    names: ['سلمى بنجلون'],
    birthDate: '1984-03-07',
    phones: ['+212 661 12 34 56'],
    documents: ['BE 712345'],
  }

  it('compares names in both scripts, and what is written another way', () => {
    const other: Person = {
      names: ['Benjelloun Salma'],
      birthDate: '1984-07-03',
      phones: ['0661-123456'],
      documents: ['be712354'],
    }
    const outcomes = between(salma, other)
    expect(outcomes).toMatchObject({
      birth: 'turned',
      document: 'slip',
      phone: 'same',
      email: 'unknown',
      place: 'unknown',
    })
    expect(['same', 'alike', 'near']).toContain(outcomes.name)
    expect(verdictOf(outcomes)).toMatchObject({ proposed: true })
  })

  it('a sister of the same address and telephone is another person', () => {
    const house = { address: '12 rue de la République', city: 'Lyon', phones: ['0472123456'] }
    const outcomes = between(
      { names: ['Salma Benjelloun'], birthDate: '1984-03-07', ...house },
      { names: ['Kenza Benjelloun'], birthDate: '1987-11-21', ...house },
    )
    expect(outcomes).toMatchObject({ part: 'other', birth: 'other', place: 'address' })
    expect(verdictOf(outcomes).proposed).toBe(false)
  })

  it('a day nobody knows says nothing; the first of January says the year', () => {
    expect(between(salma, { names: ['سلمى بنجلون'] }).birth).toBe('unknown')
    expect(between(salma, { names: ['سلمى بنجلون'], birthDate: '1984-01-01' }).birth).toBe('year')
    expect(between(salma, { names: ['سلمى بنجلون'], birthDate: '1951-09-30' }).birth).toBe('other')
  })

  it.each([
    ['محمد', 'mohammed'],
    ['بنعلي', 'benali'],
    ['شمس', 'chams'],
    ['السعيد', 'said'],
    ['عبدالرحمن', 'rahmane'],
  ])('%s and %s share a key', (one, other) => {
    expect(skeleton(one)).toBe(skeleton(other))
    const keys = (names: string[]) =>
      keysOfPerson(compared({ names, birthDate: '1984-03-07' }), (part) => skeleton(part.spelling))
    const [a, b] = [keys([`${one} كريم`]), keys([`${other} Karim`])]
    expect(a.filter((key) => b.includes(key)).length).toBeGreaterThan(0)
    expect(partOf(one).spelling).toBe(one)
  })
})
