import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { EntryInput, typedNames, type Typed } from '../../contract/register'
import { entry } from '../../domain/entities/entry'
import { blank } from './entryForm'

/** What registering gives by itself; everything else of an entry somebody typed. */
const GIVEN = ['registerId', 'bookId', 'year', 'seq', 'numberText', 'registeredAt', 'businessDate', 'registeredById']
/** What stands on paper comes from a file (main/imports). */
const PAPER = ['paperNumber', 'paperPage']
const LATER = [
  'deviceId',
  'describedAt',
  'letterId',
  'batchOfId',
  'cancelledAt',
  'cancelledById',
  'cancelReason',
  'proof',
]

it('every field of an entry is typed or given, and what is typed has a column (C2): a new one is not forgotten in between', () => {
  const columns = Object.keys(entry.fields).filter((name) => ![...GIVEN, ...LATER, ...PAPER].includes(name))
  expect([...typedNames].sort()).toEqual(columns.sort())
})

/** What the form has in another shape than the register. */
const TYPED: Partial<Record<keyof Typed, string>> = {
  arrivalAt: 'arrivalDate',
  level: 'value.level',
  correspondentId: 'correspondent',
  replyToId: 'replyTo',
  secondCopyOfId: 'secondCopyOf',
}
/** Where the page of an entry shows it: its head names urgency and level, a link or a name stands for an id. */
const SHOWN: Partial<Record<keyof Typed, string>> = {
  replyToId: 'entry.replyTo',
  unitId: 'entry.unitNames',
  correspondentId: 'entry.correspondent',
  urgency: 'entry.urgency',
  level: 'entry.level',
  parties: 'entry.named',
}
const texts = (...files: string[]): string =>
  files.map((file) => readFileSync(`renderer/register/${file}.vue`, 'utf8')).join('')

it('what is typed of a letter stands in the form, and on the page of the entry', () => {
  const form = texts('EntryFields', 'EntryDates')
  const page = texts('EntryDetails', 'EntryPage')
  expect(typedNames.filter((name) => !form.includes(`form.${TYPED[name] ?? name}`))).toEqual([])
  expect(typedNames.filter((name) => !page.includes(SHOWN[name] ?? `entry.${name}`))).toEqual([])
})

it('what the form carries as it is begins empty, in a way that may be registered', () => {
  const names = Object.keys(blank) as (keyof typeof blank)[]
  expect(names.length).toBeGreaterThan(1)
  expect(names.filter((name) => !EntryInput.shape[name].safeParse(blank[name]).success)).toEqual([])
})
