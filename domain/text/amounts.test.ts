import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countries, languages } from '../../contract/values'
import { amountInWords, amountsIn, type Amount } from './amounts'
import { currencies, money } from './currencies'

const dirhams = (units: number, hundredths = 0): Amount => ({ units, hundredths, currency: 'MAD' })
const pounds = (units: number, hundredths = 0): Amount => ({ units, hundredths, currency: 'EGP' })
const liras = (units: number): Amount => ({ units, hundredths: 0, currency: 'LBP' })

describe('an amount in Arabic words, as each country writes it', () => {
  it.each([
    [dirhams(0), 'صفر درهم'],
    [dirhams(1), 'درهم واحد'],
    [dirhams(2), 'درهمان'],
    [dirhams(3), 'ثلاثة دراهم'],
    [dirhams(10), 'عشرة دراهم'],
    [dirhams(11), 'أحد عشر درهما'],
    [dirhams(99), 'تسعة وتسعون درهما'],
    [dirhams(100), 'مائة درهم'],
    [dirhams(101), 'مائة درهم ودرهم واحد'],
    [dirhams(103), 'مائة وثلاثة دراهم'],
    [dirhams(200), 'مائتا درهم'],
    [dirhams(1_002), 'ألف درهم ودرهمان'],
    [dirhams(2_000), 'ألفا درهم'],
    [dirhams(45_000, 50), 'خمسة وأربعون ألف درهم وخمسون سنتيما'],
    [dirhams(101_000), 'مائة ألف وألف درهم'],
    [dirhams(1_250_000), 'مليون ومائتان وخمسون ألف درهم'],
    [dirhams(0, 25), 'خمسة وعشرون سنتيما'],
  ])('Morocco %j', (amount, words) => expect(amountInWords(amount, 'ar', 'MA')).toBe(words))

  it.each([
    [pounds(1), 'فقط جنيه مصري واحد لا غير'],
    [pounds(2), 'فقط جنيهان مصريان لا غير'],
    [pounds(300, 50), 'فقط ثلاثمائة جنيه مصري وخمسون قرشا لا غير'],
    [pounds(7_015), 'فقط سبعة آلاف وخمسة عشر جنيها مصريا لا غير'],
  ])('Egypt %j', (amount, words) => expect(amountInWords(amount, 'ar', 'EG')).toBe(words))

  it.each([
    [liras(1), 'فقط ليرة لبنانية واحدة لا غير'],
    [liras(3), 'فقط ثلاث ليرات لبنانية لا غير'],
    [liras(11), 'فقط إحدى عشرة ليرة لبنانية لا غير'],
    [liras(12), 'فقط اثنتا عشرة ليرة لبنانية لا غير'],
    [liras(15), 'فقط خمس عشرة ليرة لبنانية لا غير'],
    [liras(21), 'فقط إحدى وعشرون ليرة لبنانية لا غير'],
    [liras(108), 'فقط مئة وثماني ليرات لبنانية لا غير'],
    [liras(200), 'فقط مئتا ليرة لبنانية لا غير'],
    [liras(3_000), 'فقط ثلاثة آلاف ليرة لبنانية لا غير'],
    [liras(89_500_000), 'فقط تسعة وثمانون مليونا وخمسمئة ألف ليرة لبنانية لا غير'],
    [liras(1_500_000_000), 'فقط مليار وخمسمئة مليون ليرة لبنانية لا غير'],
  ])('Lebanon %j', (amount, words) => expect(amountInWords(amount, 'ar', 'LB')).toBe(words))
})

it.each([
  [dirhams(1), 'un dirham', 'one dirham', 'un dírham'],
  [
    dirhams(45_000, 50),
    'quarante-cinq mille dirhams et cinquante centimes',
    'forty-five thousand dirhams and fifty centimes',
    'cuarenta y cinco mil dírhams con cincuenta céntimos',
  ],
  [dirhams(2_000_000), 'deux millions de dirhams', 'two million dirhams', 'dos millones de dírhams'],
  [dirhams(21), 'vingt et un dirhams', 'twenty-one dirhams', 'veintiún dírhams'],
  [pounds(1), 'une livre égyptienne', 'one Egyptian pound', 'una libra egipcia'],
  [
    pounds(21, 1),
    'vingt et une livres égyptiennes et une piastre',
    'twenty-one Egyptian pounds and one piastre',
    'veintiuna libras egipcias con una piastra',
  ],
  [
    liras(200_500),
    'deux cent mille cinq cents livres libanaises',
    'two hundred thousand five hundred Lebanese pounds',
    'doscientas mil quinientas libras libanesas',
  ],
  [
    liras(200_000_200),
    'deux cents millions deux cents livres libanaises',
    'two hundred million two hundred Lebanese pounds',
    'doscientos millones doscientas libras libanesas',
  ],
  [
    liras(1_500_000_000),
    'un milliard cinq cents millions de livres libanaises',
    'one billion five hundred million Lebanese pounds',
    'mil quinientos millones de libras libanesas',
  ],
])('%j in French, English and Spanish', (amount, ...said) => {
  expect((['fr', 'en', 'es'] as const).map((language) => amountInWords(amount, language, 'MA'))).toEqual(said)
})

const amounts = fc.record({
  units: fc.oneof(
    fc.integer({ min: 0, max: 2_000 }),
    fc.integer({ min: 0, max: 999_999_999 }),
    fc.maxSafeInteger().map((n) => Math.abs(n) % 1e12),
  ),
  hundredths: fc.integer({ min: 0, max: 99 }),
  currency: fc.constantFrom(...currencies),
})

it('two amounts are never said alike, and none is said with a word missing', () => {
  fc.assert(
    fc.property(
      amounts,
      amounts,
      fc.constantFrom(...languages),
      fc.constantFrom(...countries),
      (a, b, language, country) => {
        const shown = ({ units, hundredths, currency }: Amount): string =>
          `${units} ${money[currency].hundredth ? hundredths : 0} ${currency}`
        const [one, other] = [amountInWords(a, language, country), amountInWords(b, language, country)]
        if (shown(a) !== shown(b)) expect(one).not.toBe(other)
        expect(one).not.toMatch(/undefined|^ | {2}| $|\{/)
        if (language === 'ar') expect(one).not.toMatch(country === 'LB' ? /مائ/ : /مئ/)
      },
    ),
    { numRuns: 500 },
  )
})

describe('an amount as it is typed', () => {
  it.each([
    ['بمبلغ 45 000 درهم عن السنة', '45 000 درهم', 45_000, 0, 'MAD'],
    ['الاعتماد البالغ 1.250.000,00 درهم', '1.250.000,00 درهم', 1_250_000, 0, 'MAD'],
    ['مبلغ ٧٬٠١٥٫٥٠ جنيه مصري فقط', '٧٬٠١٥٫٥٠ جنيه مصري', 7_015, 50, 'EGP'],
    ['قيمتها 1,500,000 ل.ل.', '1,500,000 ل.ل.', 1_500_000, 0, 'LBP'],
    ['un montant de 45\u00a0000,5 MAD.', '45\u00a0000,5 MAD', 45_000, 50, 'MAD'],
    ['the sum of $ 500 only', '$ 500', 500, 0, 'USD'],
    ['500 € par an', '500 €', 500, 0, 'EUR'],
    ['12 livres égyptiennes', '12 livres égyptiennes', 12, 0, 'EGP'],
  ])('%s', (text, written, units, hundredths, currency) => {
    const [found, ...more] = amountsIn(text)
    expect(more).toEqual([])
    expect(found).toMatchObject({ units, hundredths, currency })
    expect(text.slice(found?.from, found?.to)).toBe(written)
  })

  it.each([
    'في سنة 2026',
    'الهاتف 0537 76 12 34',
    '12/11/2026',
    'و/2026/00407',
    'درهم',
    '3 LLC',
    '417-24 MADRID',
    'رسالتكم عدد 57',
  ])('%s is none', (text) => expect(amountsIn(text)).toEqual([]))

  it('what is written in figures is read back as it was meant, however it is grouped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom(' ', '\u00a0', '.'),
        (units, hundredths, sep) => {
          const grouped = String(units).replace(/\B(?=(\d{3})+$)/g, sep)
          expect(amountsIn(`مبلغ ${grouped},${String(hundredths).padStart(2, '0')} درهم`)).toMatchObject([
            dirhams(units, hundredths),
          ])
        },
      ),
    )
  })
})
