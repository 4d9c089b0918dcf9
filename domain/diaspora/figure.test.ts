import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFigure, moved, totalOf } from './figure'
import { figureId } from './figure-id'
import { countryCalled } from '../text/country-called'
import { countedAs, isAbroad } from '../text/countries'
import { digits } from '../text/digits'
import { countryLines } from './lines'
import { peopleSaid } from './number'
import { guessFigureColumns, readFigureRow } from './sheet/row'

const OFFICE = '0190a000-0000-7000-8000-000000000001'
const figure = { measure: 'born', countryCode: 'FR', year: 2019, source: 'UN DESA' } as const

describe('R4: a figure is one with its source and its year', () => {
  it('has an id that follows from what was counted, where, when and by whom, and from nothing else', () => {
    expect(figureId(OFFICE, figure)).toBe(figureId(OFFICE, { ...figure }))
    const others = [{ year: 2015 }, { source: 'HCP' }, { countryCode: 'ES' }, { measure: 'registered' as const }]
    const ids = others.map((other) => figureId(OFFICE, { ...figure, ...other }))
    expect(new Set([figureId(OFFICE, figure), ...ids]).size).toBe(5)
  })
  it('is refused for a year to come, and with more men and women than people', () => {
    const counts = { year: 2019, total: 10, male: 4, female: 5 }
    expect(checkFigure(counts, '2026-11-30')).toBeNull()
    expect(checkFigure({ ...counts, year: 2027 }, '2026-11-30')).toBe('year')
    expect(checkFigure({ ...counts, male: 6 }, '2026-11-30')).toBe('total')
    expect(checkFigure({ ...counts, male: null, female: null }, '2026-11-30')).toBeNull()
  })
  it('moves by tenths of a percent, and not at all from nothing', () => {
    expect(moved(110, 100)).toBe(100)
    expect(moved(99, 100)).toBe(-10)
    expect(moved(5, 0)).toBeNull()
    expect(moved(5, null)).toBeNull()
  })
})

describe('countries as an office’s own country counts them', () => {
  it('counts the south of Morocco as Morocco in a Moroccan office, and nowhere else', () => {
    expect(countedAs('EH', 'MA')).toBe('MA')
    expect(countedAs('EH', 'EG')).toBe('EH')
    expect(['EH', 'MA', 'FR'].filter((code) => isAbroad(code, 'MA'))).toEqual(['FR'])
    expect(['IL', 'LB', 'FR'].filter((code) => isAbroad(code, 'LB'))).toEqual(['FR'])
  })
  it('are called by two letters, three letters, numbers or a name', () => {
    const said = ['FR', 'fra', '250', 'ESH', '32', 'AAA', 'FX', '', 'Deutschland', 'États-Unis', 'المغرب']
    expect(said.map(countryCalled)).toEqual(['FR', 'FR', 'FR', 'EH', 'AR', null, null, null, null, 'US', 'MA'])
  })
})

describe('R4: official figures and own cards are never mixed', () => {
  const code = fc.constantFrom('FR', 'ES', 'BE', 'MA', 'EH', 'SN')
  const rows = fc.uniqueArray(fc.record({ countryCode: code, total: fc.nat(2_000_000) }), {
    selector: (r) => r.countryCode,
  })
  const own = fc.uniqueArray(fc.record({ countryCode: code, persons: fc.nat(500), entities: fc.nat(50) }), {
    selector: (r) => r.countryCode,
  })
  it('a line has the table’s figure or none, whatever cards there are; the world is the sum of the figures alone', () => {
    fc.assert(
      fc.property(rows, own, (figures, cards) => {
        const table = figures.map(({ countryCode, total }) => ({
          ...{ countryCode, before: null },
          figure: { id: OFFICE, total, male: null, female: null, note: '' },
        }))
        const lines = countryLines(table, cards, 'MA', 'fr')
        const abroad = figures.filter(({ countryCode }) => !['MA', 'EH'].includes(countryCode))
        expect(lines.every(({ id }) => !['MA', 'EH'].includes(id))).toBe(true)
        for (const line of lines) {
          expect(line.figure?.total ?? null).toBe(figures.find((one) => one.countryCode === line.id)?.total ?? null)
          expect(line.persons).toBe(cards.find((one) => one.countryCode === line.id)?.persons ?? 0)
        }
        const totals = lines.flatMap((line) => (line.figure ? [line.figure.total] : []))
        expect(totalOf(totals)).toEqual({
          total: abroad.reduce((sum, { total }) => sum + total, 0),
          countries: abroad.length,
        })
        expect(totals).toEqual([...totals].sort((a, b) => b - a))
      }),
    )
  })
})

describe('a row of a table of figures (R4)', () => {
  const columns = guessFigureColumns([
    'origin_iso3',
    'year',
    'dest_iso3',
    'dest_name_en',
    'both_sexes',
    'male',
    'female',
  ])
  const read = (...cells: string[]) => readFigureRow({ line: 7, cells }, { columns, year: null }, 'MA', '2026-11-30')
  it('is told apart by its headings, a code of a country before its name', () => {
    expect(columns).toEqual(['origin', 'year', 'country', 'none', 'total', 'male', 'female'])
    expect(guessFigureColumns(['البلد', 'السنة', 'العدد', 'ذكور', 'إناث'])).toEqual([
      'country',
      'year',
      'total',
      'male',
      'female',
    ])
    expect(guessFigureColumns(['Pays d’accueil', 'Année', 'Effectif', 'Hommes', 'Femmes'])).toEqual([
      'country',
      'year',
      'total',
      'male',
      'female',
    ])
  })
  it('is a figure, another country’s, or refused with each reason', () => {
    expect(read('MAR', '2019', 'FRA', 'France', '1020162', '502000', '518162')).toMatchObject({
      countryCode: 'FR',
      total: 1_020_162,
    })
    expect(read('EGY', '2019', 'FRA', '', '5', '', '')).toBe('elsewhere')
    expect(read('', '٢٠١٩', 'إسبانيا', '', '٧٠٠٬٠٠٠', '', '')).toMatchObject({
      countryCode: 'ES',
      year: 2019,
      total: 700_000,
      male: null,
    })
    const wrong = read('MAR', '2031', 'Atlantis', '', '1.5', '', '')
    expect(typeof wrong === 'object' && 'refusals' in wrong && wrong.refusals.map(({ reason }) => reason)).toEqual([
      'country-unknown',
      'year-unreadable',
      'people-unreadable',
    ])
    expect(read('MAR', '2019', 'ESH', '', '5', '', '')).toMatchObject({ refusals: [{ reason: 'country-own' }] })
    expect(read('MAR', '2019', 'FRA', '', '5', '4', '2')).toMatchObject({ refusals: [{ reason: 'people-sum' }] })
  })
  it('a number of people reads however it is parted, in either digits, and nothing is made of half a person', () => {
    fc.assert(
      fc.property(
        fc.nat(9_999_999_999),
        fc.constantFrom('', '.', ',', ' ', '\u202f', '٬'),
        fc.boolean(),
        (n, part, arab) => {
          const text = String(n).replace(/\B(?=(\d{3})+$)/g, part)
          expect(peopleSaid(digits(text, arab ? 'arab' : 'latn'))).toBe(n)
        },
      ),
    )
    expect(peopleSaid(' ')).toBeNull()
    for (const said of ['1.5', '12 34', 'x', '-5', '1,23,456']) expect(peopleSaid(said)).toBeNaN()
  })
})
