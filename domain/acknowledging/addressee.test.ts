import { expect, it } from 'vitest'
import { acknowledgementIdOf, addresseesOf, answersFor } from './addressee'

it('an entry is given to its unit and to whom it names inside the office, each once; cards are outside it', () => {
  const parties = [
    { role: 'copy', kind: 'unit', id: 'u2' },
    { role: 'addressee', kind: 'person', id: 'p1' },
    { role: 'copy', kind: 'unit', id: 'u1' },
    { role: 'copy', kind: 'contact', id: 'c1' },
    { role: 'copy', kind: 'hologram', id: 'h1' },
  ]
  expect(addresseesOf({ unitId: 'u1', parties }).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    ...['unit u1', 'unit u2', 'person p1'],
  ])
  expect(addresseesOf({ unitId: 'u1', parties: null })).toHaveLength(1)
})

it('nobody acknowledges for another unit or person, nor what they registered themselves', () => {
  const entry = { registeredById: 'clerk' }
  const [unit, person] = [
    { kind: 'unit' as const, id: 'u1' },
    { kind: 'person' as const, id: 'p1' },
  ]
  const may = (userId: string, unitId: string | null): boolean[] =>
    [unit, person].map((one) => answersFor(one, entry, { userId, unitId }))
  expect([may('p1', 'u9'), may('x', 'u1'), may('x', 'p1'), may('u1', null), may('clerk', 'u1')]).toEqual([
    ...[
      [false, true],
      [true, false],
      [false, false],
      [false, false],
      [false, false],
    ],
  ])
  expect(acknowledgementIdOf('e', unit, 'x')).not.toBe(acknowledgementIdOf('e', unit, 'y'))
})
