import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { typedNames } from '../../contract/register'
import { entry } from '../../domain/entities/entry'

/** What registering gives by itself; everything else of an entry somebody typed. */
const GIVEN = ['registerId', 'bookId', 'year', 'seq', 'numberText', 'registeredAt', 'businessDate', 'registeredById']
const LATER = ['deviceId', 'letterId', 'cancelledAt', 'cancelledById', 'cancelReason', 'proof']

it('every field of an entry is typed or given, and what is typed has a column (C2): a new one is not forgotten in between', () => {
  const columns = Object.keys(entry.fields).filter((name) => ![...GIVEN, ...LATER].includes(name))
  expect([...typedNames].sort()).toEqual(columns.sort())
})

/** Where the page of an entry shows it: its head names urgency and level, a link or a name stands for an id. */
const SHOWN: Record<string, string> = {
  replyToId: 'entry.replyTo',
  unitId: 'entry.unitNames',
  correspondentId: 'entry.correspondent',
  urgency: 'entry.urgency',
  level: 'entry.level',
}

it('what is typed of a letter stands in the form, and on the page of the entry', () => {
  const text = (file: string): string => readFileSync(`renderer/register/${file}`, 'utf8')
  const form = text('entryForm.ts')
  const page = text('EntryDetails.vue') + text('EntryPage.vue')
  expect(typedNames.filter((name) => !form.includes(name))).toEqual([])
  expect(typedNames.filter((name) => !page.includes(SHOWN[name] ?? `entry.${name}`))).toEqual([])
})
