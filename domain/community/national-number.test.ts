import { expect, it } from 'vitest'
import { civilEG, civilLB, civilMA } from '../policies/civil'
import { contradicted, readNational } from './national-number'

const rule = civilEG.nationalNumber
if (!rule) throw new Error('Egypt has one')

it('an Egyptian number says its bearer’s birth date, governorate and sex (P1)', () => {
  expect(readNational('29001150101234', rule)).toMatchObject({ birthDate: '1990-01-15', sex: 'male' })
  expect(readNational('٣٠٥٠٢٢٨٢١٠١٢٤٥', rule)).toMatchObject({
    ...{ birthDate: '2005-02-28', sex: 'female' },
    region: { ar: 'الجيزة' },
  })
})

it('one that cannot be says why: its length, its day, its governorate', () => {
  expect(readNational('2900115010123', rule)).toEqual({ problem: 'length' })
  // Excel rounds fourteen figures.
  expect(readNational('2.9001E+13', rule)).toEqual({ problem: 'length' })
  expect(readNational('29002300101234', rule)).toEqual({ problem: 'birth' })
  expect(readNational('49001150101234', rule)).toEqual({ problem: 'birth' })
  expect(readNational('29001159901234', rule)).toEqual({ problem: 'region' })
})

it('contradicts a card that says otherwise, not one that knows only the year', () => {
  const says = readNational('29001150101234', rule)
  if ('problem' in says) throw new Error(says.problem)
  expect(contradicted(says, { birthDate: '1990', sex: '' })).toEqual([])
  expect(contradicted(says, { birthDate: '1991-01-15', sex: 'female' })).toEqual(['birthDate', 'sex'])
})

it('the parts of a name stand in the order of the country (P1)', () => {
  expect(civilMA.nameParts.slice(0, 2)).toEqual(['given', 'family'])
  expect(civilEG.nameParts.slice(0, 4)).toEqual(['given', 'father', 'grandfather', 'family'])
  expect(civilLB.nameParts.slice(0, 4)).toEqual(['given', 'father', 'family', 'mother'])
  expect(civilLB.register).toBe(true)
})
