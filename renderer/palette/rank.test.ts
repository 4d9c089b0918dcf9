import { describe, expect, it } from 'vitest'
import { ranked } from './rank'

const all = [
  { label: 'السجلات', also: ['Registers', 'Registres', 'Registros'] },
  { label: 'سجل الوارد', also: ['Incoming register', 'Registre d’arrivée', 'Registro de entrada'] },
  { label: 'إقفال السجلات', also: ['Closing the registers', 'Clôture des registres', 'Cierre de los registros'] },
  { label: 'الإعدادات', also: ['Settings', 'Paramètres', 'Configuración'] },
]
const found = (text: string): string[] => ranked(all, text).map(({ label }) => label)

describe('what was meant (P2 on both sides)', () => {
  it.each([
    ['سجل الوارد', 'سجل الوارد'],
    ['وارد', 'سجل الوارد'],
    ['اقفال', 'إقفال السجلات'],
    ['إِقْفَال', 'إقفال السجلات'],
    ['اعدادات', 'الإعدادات'],
    ['سجلات', 'السجلات'],
    ['cloture', 'إقفال السجلات'],
    ['CLÔTURE reg', 'إقفال السجلات'],
    ['parametres', 'الإعدادات'],
    ['settings', 'الإعدادات'],
    ['entrada', 'سجل الوارد'],
  ])('«%s» is first %s', (text, label) => expect(found(text)[0]).toBe(label))

  it('own words come before those of another language', () => {
    const both = [
      { label: 'Registro', also: ['register'] },
      { label: 'Register', also: [] },
    ]
    expect(ranked(both, 'register').map(({ label }) => label)).toEqual(['Register', 'Registro'])
  })
  it('every word has to be met; signs alone find nothing; nothing typed leaves all as they are', () => {
    expect(found('وارد زرافة')).toEqual([])
    expect(found('***')).toEqual([])
    expect(ranked(all, ' ')).toEqual(all)
  })
})
