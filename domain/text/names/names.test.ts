import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NameBook } from './book'
import { learnSound } from './learn'
import { ALPHABET, lettersOf, spelled } from './letters'
import { nameLikeness, wordLikeness } from './likeness'
import { modelOf, MOST, packed, unpacked } from './model'
import { partsOf } from './parts'
import { logWritten, NEVER } from './sound'

const model = unpacked(readFileSync(resolve('resources/names/sounds.bin')))
const data = resolve('../shared/data/names')
const here = existsSync(data)
if (!here) console.log(`skipped: no names in ${data}`)

const PERSONS = [
  ...[
    'محمد العلوي',
    'عبد القادر بن عمر',
    'عبدالله الفاسي',
    'فاطمة الزهراء المنصوري',
    'نور الدين الشرقاوي',
    'خديجة الشامي',
  ],
  ...['جاد خوري', 'هشام الكروج', 'عبد الرحمن اليوسفي', 'جمال عبد الناصر', 'ولد الشيخ', 'محمد بنعلي', 'محمود الغزالي'],
  ...['Hussein Haddad', 'Amina Belhaj', 'José Martínez', 'Łukasz Nowak'],
]
const book = new NameBook(model)
for (const name of PERSONS) book.add(name)
const first = (query: string): string | undefined => PERSONS[book.likeliest(query, 1)[0]?.id ?? -1]

const arabicWord = fc.string({ unit: fc.constantFrom(...'ابتجحخدرسشعفقكلمنهوي'), minLength: 2, maxLength: 9 })
const latinWord = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 2, maxLength: 9 })
const word = fc.oneof(arabicWord, latinWord)
const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
const alike = (a: string, b: string): number => nameLikeness(model, partsOf(a), partsOf(b))

describe('a person is found by any spelling (P2)', () => {
  it.each([
    ['French and English habits', 'Mohammed Alawi', 'محمد العلوي'],
    ['a Moroccan hand', 'Mhamed Alaoui', 'محمد العلوي'],
    ['Spanish habits', 'Jadicha Chami', 'خديجة الشامي'],
    ['the other order', 'Alaoui Mohamed', 'محمد العلوي'],
    ['an initial', 'M. Alaoui', 'محمد العلوي'],
    ['a slip of the finger', 'Mohamde Alaoui', 'محمد العلوي'],
    ['two words for one', 'Abd Allah el Fassi', 'عبدالله الفاسي'],
    ['one word for two', 'Abdelkader Benomar', 'عبد القادر بن عمر'],
    ['an article that sounds like its letter', 'Nour Eddine Ech-Cherkaoui', 'نور الدين الشرقاوي'],
    ['Egyptian g', 'Gamal Abdel Nasser', 'جمال عبد الناصر'],
    ['Algerian dj', 'Djamel Abdennasser', 'جمال عبد الناصر'],
    ['Levantine kh and ou', 'Jad Khoury', 'جاد خوري'],
    ['Mauritanian Ould', 'Ould Cheikh', 'ولد الشيخ'],
    ['scholarly letters', 'ʿAbd al-Raḥmān al-Yūsufī', 'عبد الرحمن اليوسفي'],
    ['figures for letters', 'Ma7moud el Ghazali', 'محمود الغزالي'],
    ['Arabic for Latin', 'حسين حداد', 'Hussein Haddad'],
    ['Arabic for Latin, a Bel in one', 'أمينة بلحاج', 'Amina Belhaj'],
    ['Arabic with other letters', 'فاطمه الزهرا المنصورى', 'فاطمة الزهراء المنصوري'],
    ['accents', 'Jose Martinez', 'José Martínez'],
    ['a barred l', 'Lukasz Nowak', 'Łukasz Nowak'],
  ])('%s: %s', (_habit, query, right) => expect(first(query)).toBe(right))

  it.each([
    ['ornament, vowels and copied forms', 'مـُحمّد ﻣﺤﻤﺪ', ['محمد', 'محمد']],
    ['letters of the Maghreb', 'أڭادير ڤاس', ['أكادير', 'فاس']],
    ['an apostrophe inside a name, an article apart', 'Sa’id el-Ma’mun', ['said', 'mamun']],
    ['accents and foreign letters', 'Łódź Ḥusayn', ['lodz', 'husayn']],
    ['Arabic words from a PDF', 'عبد\u200bالله', ['عبد', 'الله']],
  ])('folds %s', (_what, text, spellings) => {
    expect(partsOf(text).map(({ spelling }) => spelling)).toEqual(spellings)
  })

  it('hears the name behind an Abd or a Ben that is written together with it', () => {
    expect(alike('Kader', 'عبدالقادر')).toBeGreaterThan(0.6)
    expect(alike('علي', 'Benali')).toBeGreaterThan(0.6)
  })

  it('holds nothing against a name without a letter in it', () => {
    expect(book.likeliest('', 5)).toEqual([])
    expect(book.likeliest('٠٥٣٧ — !', 5)).toEqual([])
  })
})

describe('what the likeness of names promises', () => {
  it('folding twice is folding once', () =>
    fc.assert(
      fc.property(fc.oneof(name, fc.string({ unit: 'grapheme' })), (text) => {
        expect(spelled(spelled(text))).toBe(spelled(text))
      }),
    ))

  it('lies between 0 and 1, and is 1 for the same name', () =>
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(alike(a, b)).toBeGreaterThanOrEqual(0)
        expect(alike(a, b)).toBeLessThanOrEqual(1)
        expect(alike(a, a)).toBe(1)
      }),
      { numRuns: 60 },
    ))

  it('is the same both ways for two words of one length in one script', () =>
    fc.assert(
      fc.property(
        fc.tuple(latinWord, latinWord).filter(([a, b]) => a.length === b.length && a.length > 2),
        ([a, b]) => {
          const [one, two] = [partsOf(a)[0], partsOf(b)[0]]
          if (one && two) expect(wordLikeness(model, one, two)).toBeCloseTo(wordLikeness(model, two, one), 9)
        },
      ),
      { numRuns: 60 },
    ))

  it('finds all parts in another order, a little below the same order and above any name that lacks one', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(
          latinWord.filter((w) => w.length > 3),
          { minLength: 2, maxLength: 4 },
        ),
        (words) => {
          fc.pre(
            words.every((one) => partsOf(one)[0]?.weight === 1) && partsOf(words.join(' ')).length === words.length,
          )
          const said = words.join(' ')
          const turned = alike(said, [...words].reverse().join(' '))
          expect(turned).toBeLessThan(1)
          expect(turned).toBeGreaterThan(0.95)
          expect(alike(said, words.slice(1).join(' '))).toBeLessThan(turned)
        },
      ),
      { numRuns: 60 },
    ))
})

describe('what is learned', () => {
  const pairs = ['باب bab', 'بابا baba', 'دب dub', 'بد bad', 'باد bad', 'داب dab'].map((pair) => {
    const [from = '', to = ''] = pair.split(' ')
    return { from: lettersOf(from), to: lettersOf(to), weight: 5 }
  })

  it('learns from pairs alone which letter is which', () => {
    const sound = learnSound(pairs, 3, ALPHABET.latin, 0)
    const said = (latin: string): number => logWritten(sound, lettersOf('دابا'), lettersOf(latin))
    expect(said('daba')).toBeGreaterThan(said('bada') + 3)
    expect(logWritten(sound, lettersOf('د'), lettersOf('dabadaba'))).toBe(NEVER)
  })

  it('gives chances: all that a letter may write comes to no more than 1', () => {
    const one = lettersOf('م')
    const all = ['', ...'abcdefghijklmnopqrstuvwxyz'].map((latin) =>
      Math.exp(logWritten(model.latin.arabic, one, lettersOf(latin))),
    )
    expect(all.reduce((sum, p) => sum + p)).toBeLessThanOrEqual(1)
    expect(all.reduce((sum, p) => sum + p)).toBeGreaterThan(0.5)
  })

  it('is the same after it was packed, and refuses what is no model', () => {
    const bytes = packed(modelOf((to, from) => learnSound(pairs, MOST[to][from], ALPHABET[to], 0)))
    expect(packed(unpacked(bytes))).toEqual(bytes)
    expect(() => unpacked(new Uint8Array(20))).toThrow('no model')
    expect(() => unpacked(bytes.subarray(0, bytes.length / 2))).toThrow('cut off')
  })
})

describe.skipIf(!here)('held-out pairs', () => {
  it('finds the Arabic name of a Latin one among all of them', () => {
    const pairs = (file: string): string[][] =>
      readFileSync(join(data, file), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split('\t'))
    const held = pairs('ar2en-eval.txt')
    const names = [...new Set([...pairs('ar2en-train.txt'), ...held].map(([arabic = '']) => arabic))]
    const all = new NameBook(model)
    for (const arabic of names) all.add(arabic)
    const some = held.filter((_, at) => at % 20 === 0)
    const places = some.map(([arabic, latin = '']) =>
      all.likeliest(latin, 10).findIndex(({ id }) => names[id] === arabic),
    )
    expect(places.filter((at) => at === 0).length / some.length).toBeGreaterThanOrEqual(0.9)
    expect(places.filter((at) => at >= 0).length / some.length).toBeGreaterThanOrEqual(0.98)
  })
})
