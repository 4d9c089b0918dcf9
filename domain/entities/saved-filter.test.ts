import { expect, it } from 'vitest'
import { levels } from '../../contract/values'
import { sees } from '../visibility'
import { savedFilter } from './saved-filter'
import type { Asked, Pusher } from './writing'

const who = { actor: { userId: 'hind', roles: ['clerk'], clearance: 'ordinary' } } as unknown as Pusher
const asked = (fields: object): Asked => ({ user: 'hind', fields, before: {} }) as unknown as Asked
const own = { ownerId: 'hind', privateTo: 'hind' }

it.each([
  ['one’s own', asked(own), null, null],
  ['one’s own, for the office', asked({ ownerId: 'hind', privateTo: null }), null, null],
  ['in another’s name', asked({ ownerId: 'amina', privateTo: null }), null, 'forbidden'],
  ['hidden with another', asked({ ownerId: 'hind', privateTo: 'amina' }), null, 'forbidden'],
  ['changed by its owner', asked({ name: 'x' }), own, null],
  ['shared by its owner', asked({ privateTo: null }), own, null],
  ['changed by somebody else', asked({ name: 'x' }), { ownerId: 'amina', privateTo: null }, 'forbidden'],
  ['taken over', asked({ privateTo: 'hind' }), { ownerId: 'amina', privateTo: null }, 'forbidden'],
])('who writes a filter: %s', (_what, op, row, expected) => {
  expect(savedFilter.writes(op, row, who, () => true)).toBe(expected)
})

it('A2: one’s own is nobody else’s to see, whatever their clearance; the office’s is everybody’s', () => {
  for (const clearance of levels) {
    expect(sees({ userId: 'amina', clearance }, 'savedFilter', own)).toBe(false)
    expect(sees({ userId: 'amina', clearance }, 'savedFilter', { ...own, privateTo: null })).toBe(true)
    expect(sees({ userId: 'hind', clearance }, 'savedFilter', own)).toBe(true)
  }
})

it('holds criteria and no book of texts', () => {
  const { value } = savedFilter.fields.criteria
  expect(value.safeParse({ channel: 'fax' }).success).toBe(true)
  expect(value.safeParse({ channel: 'x'.repeat(3_000) }).success).toBe(false)
})
