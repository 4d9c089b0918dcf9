import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ColumnUse, ImportPlan } from '../../contract/imports'
import type { Cell } from '../sheets/cell'
import { guessHeaderRows } from '../sheets/headings'
import { readDay } from './days'
import { guessColumns } from './headings'
import { LineReader, type PaperLine } from './line'
import { PaperCount, printPaperNumber, readPaperNumber } from './number'

const register = { code: 'و', pattern: '{reg}/{year}[/{desk}]/{seq:5}' }
const plan = (columns: ColumnUse[], change: Partial<ImportPlan> = {}): ImportPlan => ({
  ...{
    registerId: 'r',
    headerRows: 1,
    columns,
    dateOrder: 'day',
    year: null,
    repeatDate: false,
    unitId: 'u0',
    channel: 'post',
    level: 'ordinary',
  },
  ...change,
})
const facts = {
  register,
  headings: ['أ', 'ب', 'ج', 'د', 'ه'],
  units: new Map([['كتابه', 'u1']]),
  today: '2026-11-20',
  system: '1900' as const,
}
const reader = (columns: ColumnUse[], change: Partial<ImportPlan> = {}) => new LineReader(plan(columns, change), facts)
const lineOf = (columns: ColumnUse[], cells: Cell[], change: Partial<ImportPlan> = {}): PaperLine | string[] => {
  const read = reader(columns, change).read({ line: 2, cells })
  return 'line' in read ? read.line : read.refusals.map(({ reason }) => reason)
}

describe('a number as it stands on paper (N2)', () => {
  it.each([
    ['417', 417, '', 'و/1998/00417'],
    ['00417', 417, '', 'و/1998/00417'],
    ['٤١٧', 417, '', 'و/1998/00417'],
    ['417 مكرر', 417, 'مكرر', 'و/1998/00417 مكرر'],
    ['417bis', 417, 'bis', 'و/1998/00417 bis'],
    ['417/أ', 417, 'أ', 'و/1998/00417 أ'],
    ['و/1998/417', 417, '', 'و/1998/00417'],
    ['417/1998', 417, '', 'و/1998/00417'],
    ['1998-417', 417, '', 'و/1998/00417'],
    ['12/34', null, '', 'و/1998/12/34'],
    ['س', null, '', 'و/1998/س'],
    ['0', null, '', 'و/1998/0'],
    ['', null, '', 'و/1998/—'],
  ])('%s', (written, seq, also, printed) => {
    const number = readPaperNumber(written, { code: 'و', year: 1998 })
    expect({ ...number, printed: printPaperNumber(number, register, 1998) }).toEqual({
      written: written || null,
      seq,
      also,
      printed,
    })
  })

  it('gaps and doubles are counted as they are: what is counted and what is missing fill the range (N3)', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 80 }), (all) => {
        const count = new PaperCount()
        for (const seq of all) count.add({ written: String(seq), seq, also: '' })
        const { first, last, missing, doubled, lines } = count.said()
        const distinct = new Set(all)
        expect((last ?? 0) - (first ?? 0) + 1).toBe(distinct.size + missing)
        expect(doubled).toBe([...distinct].filter((seq) => all.filter((one) => one === seq).length > 1).length)
        expect(lines).toBe(all.length)
      }),
    ))
})

describe('a day in a cell', () => {
  const day = (cell: Cell, change: Partial<Parameters<typeof readDay>[1]> = {}) =>
    readDay(cell, { dateOrder: 'day', year: null, thisYear: 2026, system: '1900', ...change })
  it.each([
    ['21/11/2026', '2026-11-21'],
    ['٢١/١١/٢٠٢٦', '2026-11-21'],
    ['2026-11-21', '2026-11-21'],
    ['2026-11-21 10:30:00', '2026-11-21'],
    ['21/11/2026 09:40', '2026-11-21'],
    ['21 نونبر 2026', '2026-11-21'],
    ['5/3/98', '1998-03-05'],
    ['46347', '2026-11-21'],
    ['46347.5', '2026-11-21'],
  ])('%s', (cell, date) => expect(day(cell)).toEqual({ date, said: null }))
  it('Hijri is kept as what the paper says', () => expect(day('28/09/1447')).toMatchObject({ said: '28/09/1447' }))
  it.each([
    ['03/04/1998', 'day', '1998-04-03'],
    ['03/04/1998', 'month', '1998-03-04'],
    ['11/21/2026', 'month', '2026-11-21'],
  ] as const)('%s by %s', (cell, dateOrder, date) => expect(day(cell, { dateOrder })).toEqual({ date, said: null }))
  it.each([
    ['11/21/2026', 'date-no-such-day'],
    ['31/02/1998', 'date-no-such-day'],
    ['21/11', 'date-without-year'],
    ['قريبا', 'date-unreadable'],
  ])('%s is refused', (cell, reason) => expect(day(cell)).toEqual({ reason }))
  it('a year that was given counts where none stands', () =>
    expect(day('21/11', { year: 1998 })).toEqual({ date: '1998-11-21', said: null }))
  it('serials of a Mac workbook', () =>
    expect(day({ text: '44885', number: 44885 }, { system: '1904' })).toEqual({ date: '2026-11-21', said: null }))
})

describe('a row', () => {
  const USES: ColumnUse[] = ['number', 'date', 'subject', 'reference', 'note']
  it('texts come back unchanged, whatever a spreadsheet would run (C2)', () => {
    for (const text of ['=1+1', '+33 réponse', '-cmd', '@SUM(A1)', '3E5', '1-2', '0012/م.ق', '٢٩٩٠١٠١١٢٣٤٥٦٧'])
      expect(lineOf(USES, ['1', '1/1/1998', text, text, text])).toMatchObject({
        subject: text,
        reference: text,
        notes: `ه: ${text}`,
      })
  })
  it.each<[string, Cell[], string[]]>([
    ['a number that was rounded', ['1', '1/1/1998', 'س', '2.9001E+13', ''], ['rounded']],
    ['the same by a comma', ['1', '1/1/1998', 'س', '2,9001E+13', ''], ['rounded']],
    ['letters that were lost', ['1', '1/1/1998', '????? ?????', '', ''], ['lost-characters']],
    ['a sign the encoding lacks', ['1', '1/1/1998', 'ط\uFFFDب', '', ''], ['undecodable']],
    ['no day', ['1', '', 'س', '', ''], ['date-missing']],
    ['a day to come', ['1', '21/11/2026', 'س', '', ''], ['date-in-future']],
    ['no subject', ['1', '1/1/1998', '', '', ''], ['subject-missing']],
    [
      'all at once',
      [{ text: 'x', fault: 'error-value' }, '', '', '', ''],
      ['error-value', 'date-missing', 'subject-missing'],
    ],
    ['a reference that is too long', ['1', '1/1/1998', 'س', 'م'.repeat(81), ''], ['too-long']],
  ])('%s is refused, never bent', (_what, cells, reasons) => expect(lineOf(USES, cells)).toEqual(reasons))
  it('a question mark is text', () =>
    expect(lineOf(USES, ['1', '1/1/1998', 'هل من جواب ?', '?', ''])).toMatchObject({ reference: '?' }))
  it('an empty day is that of the line above, where that was said', () => {
    const ditto = reader(USES, { repeatDate: true })
    ditto.read({ line: 2, cells: ['1', '2/1/1998', 'س', '', ''] })
    expect(ditto.read({ line: 3, cells: ['2', '"', 'ع', '', ''] })).toMatchObject({ line: { date: '1998-01-02' } })
  })
  it('a level nobody knows is refused, never opened to all (A1)', () => {
    const LEVEL: ColumnUse[] = ['date', 'subject', 'level']
    expect(lineOf(LEVEL, ['1/1/1998', 'س', 'سري'])).toMatchObject({ level: 'confidential' })
    expect(lineOf(LEVEL, ['1/1/1998', '', 'Secret'])).toMatchObject({ level: 'secret', subject: null })
    expect(lineOf(LEVEL, ['1/1/1998', 'س', ''], { level: 'restricted' })).toMatchObject({ level: 'restricted' })
    expect(lineOf(LEVEL, ['1/1/1998', 'س', 'لا أدري'])).toEqual(['level-unknown'])
  })
  it('a unit or a way nobody here knows stays in the notes', () => {
    const COLUMNS: ColumnUse[] = ['date', 'subject', 'unit', 'channel', 'correspondent']
    expect(lineOf(COLUMNS, ['1/1/1998', 'س', 'كتابة', 'فاكس', 'مجهول'])).toMatchObject({
      unitId: 'u1',
      channel: 'fax',
      notes: '',
      correspondent: null,
    })
    expect(lineOf(COLUMNS, ['1/1/1998', 'س', 'قلم قديم', 'حمام زاجل', ''])).toMatchObject({
      unitId: 'u0',
      notes: 'ج: قلم قديم\nد: حمام زاجل',
      toNotes: 2,
    })
  })
})

describe('headings', () => {
  it.each<[string[], ColumnUse[]]>([
    [
      ['رقم القيد', 'التاريخ', 'المرسل', 'المرجع', 'الموضوع', 'رقم البطاقة'],
      ['number', 'date', 'correspondent', 'reference', 'subject', 'note'],
    ],
    [
      ['N° d’ordre', 'Date d’arrivée', 'Date', 'Expéditeur', 'Objet', 'Date du courrier'],
      ['number', 'arrivalDate', 'date', 'correspondent', 'subject', 'letterDate'],
    ],
    [
      ['No', 'Registration date', 'Sender', 'Subject', 'Confidentiality', ''],
      ['number', 'date', 'correspondent', 'subject', 'level', 'none'],
    ],
    [
      ['Número de registro', 'Fecha', 'Remitente', 'Asunto', 'Página'],
      ['number', 'date', 'correspondent', 'subject', 'page'],
    ],
  ])('%j', (headings, uses) => expect(guessColumns(headings)).toEqual(uses))
  it('rows of headings end where a number or a day begins', () => {
    const rows = [['سجل الوارد'], ['رقم', 'تاريخ'], ['1', 'x']].map((cells, i) => ({ line: i + 1, cells }))
    expect(guessHeaderRows(rows)).toBe(2)
    expect(guessHeaderRows([{ line: 1, cells: ['1', 'x'] }])).toBe(0)
  })
})
