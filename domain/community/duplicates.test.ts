import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { unpacked } from '../text/names/model'
import { partOf } from '../text/names/parts'
import { compared, outcomesOf, rememberedLikeness, verdictOf, type Compared, type Person } from './duplicates'
import { rowsOf, TABLES } from './duplicate-chance'
import { WEIGHTS } from './duplicate-weights'
import { pairing } from './pairing'
import { skeleton } from '../text/names/skeleton'

const model = unpacked(readFileSync(resolve('resources/names/sounds.bin')))
const by = { model, likeness: rememberedLikeness(model), borneBy: () => 10, size: 10_000 }
const between = (a: Person, b: Person) => outcomesOf(by, compared(a), compared(b))

const met = (people: Compared[], kinds = new Uint8Array(people.length)): string[] =>
  [...pairing(people, kinds)].flatMap(({ pairs }) => pairs.map((pair) => pair.join('-')))

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
    const people = [`${one} كريم`, `${other} Karim`].map((name) => compared({ names: [name], birthDate: '1984-03-07' }))
    expect(met(people)).toContain('0-1')
    expect(partOf(one).spelling).toBe(one)
  })

  it.each<[string, Person, Person]>([
    [
      'a document with one sign left out',
      { names: ['A'], documents: ['BE712345'] },
      { names: ['B'], documents: ['BE71345'] },
    ],
    [
      'a birthday and an initial',
      { names: ['حازم فيشر'], birthDate: '1984-03-07' },
      { names: ['H. Fisher'], birthDate: '1984-07-03' },
    ],
    [
      'an address and how a name begins',
      { names: ['Asad'], address: '5 rue X' },
      { names: ['Assaad Bou'], address: 'X rue 5' },
    ],
    [
      'one part, another misheard, one city',
      { names: ['Mahdi Khalid'], city: 'Lyon' },
      { names: ['Mehdi Halid'], city: 'lyon' },
    ],
    ['Ait written together', { names: ['أمير آيت ضياء'] }, { names: ['أمير آيتضياء'] }],
  ])('%s leads two cards to each other', (_, a, b) => {
    expect(met([compared(a), compared(b)])).toContain('0-1')
    expect(met([compared(a), compared(b)], Uint8Array.of(0, 1))).toEqual([])
  })

  it('a key that a crowd shares leads nowhere, whatever else is there', () => {
    const crowd = Array.from({ length: 61 }, () => compared({ names: ['Ali Alaoui'] }))
    expect(met(crowd)).toEqual([])
    expect(met(crowd.slice(1)).length).toBeGreaterThanOrEqual((60 * 59) / 2)
  })

  it('the mother tells apart who is called alike', () => {
    const [one, other] = [
      { names: ['Salma Benjelloun'], city: 'Lyon', mothers: ['Fatima Alaoui'] },
      { names: ['Salma Benjelloun'], city: 'Lyon', mothers: ['زينب الإدريسي'] },
    ]
    const chance = (a: Person, b: Person): number => verdictOf(between(a, b)).chance
    expect(between(one, { ...one, mothers: ['فاطمة العلوي'] })).toMatchObject({ mother: 'alike' })
    expect(between(one, other)).toMatchObject({ mother: 'other' })
    expect(chance(one, other)).toBeLessThan(chance(one, { ...other, mothers: [] }))
  })
})

it('whatever two cards say has a weight: no row stands beyond its table', () => {
  const facts: Person[] = [
    { names: ['A'] },
    { names: ['Salma Fatima Benjelloun', 'سلمى بنجلون'], birthDate: '1984-03-07', phones: ['0661123456'], kin: ['x'] },
    { names: ['M. Ben Ali'], birthDate: '1984-07-03', documents: ['BE712345'], emails: ['a@b.c'], mothers: ['Hind'] },
    { names: ['Salma Benjelloun'], city: 'Lyon', address: '12 rue X', birthPlace: 'Fès', documents: ['BE712354'] },
    { names: [] },
  ]
  for (const size of [10, 1_000_000])
    for (const a of facts)
      for (const b of facts) {
        const rows = rowsOf(outcomesOf({ ...by, size }, compared(a), compared(b)))
        expect(rows.length).toBe(TABLES.length)
        expect(rows.filter((row, table) => !(row >= 0 && row < (TABLES[table] ?? 0)))).toEqual([])
      }
  expect(WEIGHTS.map((rows) => rows.length)).toEqual([...TABLES])
})
