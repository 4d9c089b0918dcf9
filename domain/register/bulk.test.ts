import { expect, it } from 'vitest'
import type { Change } from '../../contract/lists'
import { foreseen, type Asked } from './bulk'

const entry: Asked = {
  ...{ cancelled: false, level: 'confidential', urgency: 'routine', unitId: 'u1', classId: 'k1' },
  ...{ subject: 'طلب', held: true, suspended: false },
}
const to = (field: Change['field'], value: string): Change => ({ field, value })

it.each<[string, Partial<Asked>, Change, boolean, string]>([
  ['I2 changed', {}, to('unitId', 'u2'), false, 'will'],
  ['already so', {}, to('unitId', 'u1'), false, 'same'],
  ['R1 classed', { classId: null }, to('classId', 'k1'), false, 'will'],
  ['R1 classed so already', {}, to('classId', 'k1'), false, 'same'],
  ['N7 another desk holds the book', { held: false }, to('unitId', 'u1'), true, 'no-book'],
  ['R3 suspended', { suspended: true }, to('urgency', 'urgent'), true, 'book-suspended'],
  ['I1 cancelled', { cancelled: true }, to('urgency', 'urgent'), true, 'already-cancelled'],
  ['A1 lowered without authority', {}, to('level', 'restricted'), false, 'level-lowered'],
  ['A1 lowered with it', {}, to('level', 'restricted'), true, 'will'],
  ['A1 raised by anybody who corrects', {}, to('level', 'secret'), false, 'will'],
  ['A1 a level of a newer version is the highest', { level: 'cosmic' }, to('level', 'secret'), false, 'level-lowered'],
  ['C2 a sealed envelope stays confidential', { subject: null }, to('level', 'restricted'), true, 'subject-missing'],
  ['C2 sealed, another field', { subject: null }, to('urgency', 'urgent'), false, 'will'],
])('%s', (_rule, given, change, mayDeclassify, expected) => {
  expect(foreseen({ ...entry, ...given }, change, mayDeclassify)).toBe(expected)
})
