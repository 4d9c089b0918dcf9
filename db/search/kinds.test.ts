import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { highlight } from '../../domain/text/highlight'
import { Database } from '../core/database'
import { sql } from '../core/sql'
import { entryMarks } from './marks'
import { indexDocument, matchOf, type Among } from './search'

/** Kinds of search people reported of other programs (docs/cases.md): what is typed finds the text, and marks it. */
const folder = mkdtempSync(join(tmpdir(), 'diwan-kinds-'))
let db: Database
beforeAll(async () => {
  db = await Database.open({ file: join(folder, 'diwan.db'), key: randomBytes(32), backupsDir: folder })
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

let next = 0
async function finds(typed: string, text: string): Promise<boolean> {
  const [rowId, card] = [`row${++next}`, `card${next}`]
  await db.write(async (tx) => {
    await indexDocument(tx, { entity: 'entry', rowId, at: next, texts: [text], marks: [...entryMarks(ofRegister)] })
    await indexDocument(tx, { entity: 'contact', rowId: card, at: next, texts: [text] })
  })
  const found = (id: string, among?: Among) =>
    sql(db.read).all(
      `SELECT d.rowId FROM search s JOIN searchDoc d ON d.docId = s.rowid WHERE search MATCH ? AND d.rowId = ?`,
      [matchOf(typed, among) ?? '""', id],
    )
  const everywhere = (await found(rowId)).length > 0
  // Looked for among the cards alone, or in one register, the same text is found by the same words.
  expect((await found(card, 'contacts')).length > 0).toBe(everywhere)
  expect((await found(rowId, { ...ofRegister, tab: 'all' })).length > 0).toBe(everywhere)
  expect(await found(rowId, 'contacts')).toEqual([])
  expect(await found(card, { ...ofRegister, tab: 'all' })).toEqual([])
  return everywhere
}
const ofRegister = {
  registerId: '0190a000-0000-7000-8000-000000000001',
  year: 2026,
  urgency: 'routine',
  cancelledAt: null,
}
const marks = (typed: string, text: string): string =>
  highlight(text, typed)
    .filter((piece) => piece.hit)
    .map((piece) => piece.text)
    .join(' | ')

describe.each([
  [
    'a hamza on another seat',
    [
      ['مسئول', 'إلى السيد مسؤول الخزينة', 'مسؤول'],
      ['مسؤول', 'المسئول عن الخزينة', 'المسئول'],
      ['الشئون', 'وزارة الشؤون الاجتماعية', 'الشؤون'],
      ['الشؤون', 'وزارة الشئون', 'الشئون'],
      ['هيئة', 'الهيأة الوطنية', 'الهيأة'],
      ['الهيأة', 'هيئة الرقابة', 'هيئة'],
      ['تاخير', 'تأخير الأجوبة', 'تأخير'],
      ['رؤوس', 'رءوس الأموال', 'رءوس'],
      ['قراءة', 'القرائة الأولى', 'القرائة'],
      ['مبادئ', 'مبادىء عامة', 'مبادىء'],
      ['الإدارة', 'ادارة الموارد', 'ادارة'],
    ],
  ],
  [
    'one word or two',
    [
      ['عبدالله', 'عبد الله بنعلي', 'عبد | الله'],
      ['عبد الله', 'السيد عبدالله', 'عبدالله'],
      ['بنعلي', 'محمد بن علي', 'بن | علي'],
      ['بن علي', 'محمد بنعلي', 'بنعلي'],
      ['نورالدين', 'نور الدين الفاسي', 'نور | الدين'],
      ['نور الدين', 'نورالدين الفاسي', 'نورالدين'],
      ['أبوبكر', 'أبو بكر', 'أبو | بكر'],
      ['عبدالله بنعلي', 'عبد الله بن علي', 'عبد | الله | بن | علي'],
      ['عبد الله بن علي', 'عبدالله بنعلي', 'عبدالله | بنعلي'],
      ['Benali', 'Karim Ben Ali', 'Ben | Ali'],
      ['Ben Ali', 'Karim Benali', 'Benali'],
      ['Elfassi', 'Nadia El-Fassi', 'El-Fassi'],
      ['El Fassi', 'Nadia Elfassi', 'Elfassi'],
      ['Abdel Rahman', 'Abdelrahman Mansour', 'Abdelrahman'],
    ],
  ],
  [
    'article and attached letters on both sides',
    [
      ['المغاربة', 'جمعية مغاربة ليون', 'مغاربة'],
      ['مغاربة', 'جمعية المغاربة', 'المغاربة'],
      ['بالرباط', 'ولاية الرباط', 'الرباط'],
      ['للمغاربة', 'جمعية المغاربة', 'المغاربة'],
      ['بليون', 'قنصلية ليون', 'ليون'],
      ['ليون', 'جمعية بليون', 'بليون'],
      ['وفرنسا', 'سفارة فرنسا', 'فرنسا'],
      ['كفرنسا', 'وفرنسا', 'وفرنسا'],
      ['والوزارة', 'بالوزارة', 'بالوزارة'],
      ['فالوالي', 'الوالي', 'الوالي'],
    ],
  ],
  [
    'letters of the Maghreb and of Persian hands',
    [
      ['أكادير', 'ميناء أڭادير', 'أڭادير'],
      ['أكادير', 'ميناء أݣادير', 'أݣادير'],
      ['أݣادير', 'ميناء أگادير', 'أگادير'],
      ['فيينا', 'سفارة ڤيينا', 'ڤيينا'],
      ['باريس', 'پاریس', 'پاریس'],
      ['کریم', 'كريم', 'كريم'],
      ['جاد', 'چاد', 'چاد'],
      ['قفصة', 'ڨفصة', 'ڨفصة'],
      ['هيئة', 'ھيئة', 'ھيئة'],
    ],
  ],
  [
    'text copied out of a PDF',
    [
      ['لابس', 'ﻻﺑﺲ', 'ﻻﺑﺲ'],
      ['وزارة الشؤون', 'وزارة\u200bالشؤون', 'وزارة\u200bالشؤون'],
      ['الشؤون', '\u202bوزارة\u200bالشؤون\u202c', 'الشؤون\u202c'],
      ['وزارة', 'وزا\u200bرة', 'وزا\u200bرة'],
      ['وزارة', 'وز\u200fارة', 'وز\u200fارة'],
      ['محمد', 'مـحـمّـد', 'مـحـمّـد'],
    ],
  ],
  [
    'scholarly and foreign Latin',
    [
      ['Husayn', 'Ḥusayn b. ʿAlī', 'Ḥusayn'],
      ['Abd', 'ʿAbd al-Raḥmān', 'ʿAbd'],
      ['alrahman', 'ʿAbd al-Raḥmān', 'al-Raḥmān'],
      ['Lodz', 'Łódź', 'Łódź'],
      ['Ngo', 'Đặng Ngô', 'Ngô'],
      ['Dang', 'Đặng Ngô', 'Đặng'],
      ['Isik', 'Işık', 'Işık'],
      ['Strasse', 'Hauptstraße, Straße', 'Straße'],
      ['Soren', 'Søren', 'Søren'],
      ['Thor', 'Þór', 'Þór'],
      ['Quran', 'Qurʾān', 'Qurʾān'],
      ['Quran', 'Qur’an', 'Qur’an'],
      ['Stefan', 'Ștefan', 'Ștefan'],
    ],
  ],
  [
    'a telephone number any way written, any way typed',
    [
      '0537761234',
      '00212 537-761234',
      '٠٥٣٧٧٦١٢٣٤',
      '+212 5 37 76 12 34',
      '+212(0)537761234',
      '0537 76 12',
      '۰۵۳۷۷۶۱۲۳۴',
    ].flatMap((typed) => [
      [typed, '+212 5 37 76 12 34', '+212 5 37 76 12 34'],
      [typed, 'هاتف: 05.37.76.12.34', '05.37.76.12.34'],
      [typed, '00212537761234', '00212537761234'],
      [typed, '٠٥٣٧٧٦١٢٣٤', '٠٥٣٧٧٦١٢٣٤'],
    ]),
  ],
  [
    'telephones of other countries',
    [
      ['01 23456789', '+20 1 2345 6789', '+20 1 2345 6789'],
      ['03 123 456', '+961 3 123456', '+961 3 123456'],
      ['0142334455', '+33 (0)1 42 33 44 55', '+33 (0)1 42 33 44 55'],
      ['2025550123', '+1 (202) 555-0123', '+1 (202) 555-0123'],
    ],
  ],
  [
    'parts of a reference',
    [
      ['417', 'رقم 417/2026', '417'],
      ['417/2026', 'و/2026/00417', '2026 | 00417'],
      ['2026/00417', 'رقم 417/2026', '417 | 2026'],
      ['417 / 2026', 'رقم 417/2026', '417 | 2026'],
      ['٤١٧/٢٠٢٦', 'رقم 417/2026', '417 | 2026'],
      ['417/20', 'رقم 417/2026', '417 | 2026'],
      ['143/م.ق/2026', '143/م.ق/2026', '143 | م | ق | 2026'],
      ['1183-24', 'n° 1183-24', '1183 | 24'],
    ],
  ],
] as [string, [string, string, string][]][])('%s', (_kind, cases) => {
  it.each(cases)('%s finds and marks %s', async (typed, text, marked) => {
    expect(await finds(typed, text)).toBe(true)
    expect(marks(typed, text)).toBe(marked)
  })
})

it.each([
  ['417/2026', 'و/2026/4170'],
  ['417/2026', 'رقم 417/2025'],
  ['2026/417', 'و/2026/4170'],
  ['17/2026', 'رقم 417/2026'],
  ['بيت', 'يت'],
  ['ليون', 'شهر يونيو'],
  ['بلدية', 'لديه ما يكفي'],
  ['0537761234', '0537761235'],
  ['كندا', 'مندوبية'],
])('%s does not find %s', async (typed, text) => expect(await finds(typed, text)).toBe(false))

it('what the index finds is marked', async () => {
  const word = fc.constantFrom(
    ...[
      'عبد',
      'الله',
      'عبدالله',
      'بن',
      'علي',
      'بنعلي',
      'المسؤول',
      'مسئول',
      'بليون',
      'ليون',
      'El-Fassi',
      'elfassi',
      'Łódź',
    ],
    ...[
      '417',
      '2026',
      '00417/2026',
      '+212 5 37 76 12 34',
      '0537761234',
      '\u200b',
      '\u200f',
      'أݣادير',
      "l'Abd",
      'هيئة',
      '؟',
      '-',
    ],
  )
  const sentence = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '))
  await fc.assert(
    fc.asyncProperty(sentence, sentence, async (typed, text) => {
      if (matchOf(typed) !== null && (await finds(typed, text))) expect(marks(typed, text)).not.toBe('')
    }),
    { numRuns: 150 },
  )
})

it('whatever is typed is a question the index understands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (typed) => {
      await finds(typed, 'نص')
    }),
    { numRuns: 200, examples: [['"'], ['NEAR('], ['* OR'], ["'"], ['١/٢/٣'], ['𝟘𝟙/𝟚'], ['²/³'], ['Ⅻ/5']] },
  )
})
