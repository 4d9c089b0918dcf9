import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { letterKinds, letterLayouts, type LetterKind, type LetterLayout } from '../../../contract/letter-forms'
import type { LetterContent } from '../../../contract/letters'
import type { Country, SecondLanguage } from '../../../contract/values'
import { addressLine, formulasOf } from '../../../domain/letters/formulas'
import type { LetterValues } from '../../../domain/letters/frozen'
import { letterModel } from '../compose'
import { textOf } from '../../pdf/testing/chromium'
import { bare, pagesAsCopied } from '../../pdf/testing/reader'
import { renderLetter } from './letter'

const fontsDir = join(resolve(__dirname, '../../..'), 'resources/fonts')
const names = { ar: 'وزارة الهجرة', fr: 'Ministère de l’Émigration', en: 'Ministry of Emigration', es: 'Ministerio' }
const ARABIC =
  'وقد تقرر تعيين أستاذين للغة العربية ابتداء من الدخول المدرسي المقبل، والمرجو موافاتنا بالاتفاقية المبرمة. '
const LATIN = 'Après avis favorable, deux enseignants seront affectés à la rentrée prochaine dans votre établissement. '
const ambassador = { rank: 'ambassador', woman: true } as const

/** A letter whose text is `length` sentences, in every part filled. */
function letter(country: Country, second: SecondLanguage, layout: LetterLayout, kind: LetterKind, length: number) {
  const content: LetterContent = {
    ...{ secondLanguage: second, layout, kind, addressForm: ambassador },
    addressee: {
      ar: addressLine('سلمى', ambassador, country, 'ar'),
      other: addressLine('Salma', ambassador, country, second),
    },
    subject: { ar: 'تعيين', other: 'Affectation' },
    paragraphs: [],
    enclosures: [{ ar: 'اتفاقية', other: 'Convention' }],
    copies: [{ ar: 'الخزينة', other: 'Trésorerie' }],
    alsoTo: [{ ar: 'إلى بلدية ليون', other: 'À Villeurbanne' }],
    ...{ urgency: 'routine', level: 'ordinary', signatureMode: 'acting' },
    signerTitle: { ar: 'المفتش', other: 'Inspecteur' },
  }
  const written = Array.from({ length: Math.ceil(length / 6) }, () => ({
    role: 'free' as const,
    ar: ARABIC.repeat(Math.min(length, 6)),
    other: LATIN.repeat(Math.min(length, 6)),
  }))
  const paragraphs = formulasOf(content, { country, names }).flatMap((one) => (one.ar === '' ? written : [one]))
  return { ...content, paragraphs }
}
const values = (country: Country, signed: boolean): LetterValues => ({
  office: {
    ...{ country, timeZone: 'Africa/Casablanca', names },
    ministry: { ar: ['القطاع'], other: ['Secteur'] },
    place: { ar: 'المدينة', other: 'Ville' },
  },
  ...{ original: null, date: '2026-11-20', qr: null, createdAt: 0 },
  issued: signed ? { numberText: 'ص/2026/00417', date: '2026-11-21' } : null,
  signed: signed ? { names: { ar: 'أمينة', other: 'Amina' }, at: Date.UTC(2026, 10, 21) } : null,
})
const render = (content: LetterContent, country: Country, signed = true) =>
  renderLetter(letterModel(content, values(country, signed)), { fontsDir })

/** What each language prints, in words that stand nowhere in the other. */
const PARTS = {
  ar: ['سلمى', 'ليون', 'تعيين', 'سعادة', 'العربية', 'المبرمة', 'المفتش', 'أمينة', 'اتفاقية', 'الخزينة', 'القطاع'],
  other: [
    ...['Salma', 'Villeurbanne', 'Affectation', 'enseignants', 'Inspecteur'],
    ...['Amina', 'Convention', 'Trésorerie', 'Secteur'],
  ],
}
const PRINTS: Record<LetterLayout, { ar: boolean; other: boolean }> = {
  sideBySide: { ar: true, other: true },
  stacked: { ar: true, other: true },
  rectoVerso: { ar: true, other: true },
  arabic: { ar: true, other: false },
  other: { ar: false, other: true },
}

describe.each(letterLayouts)('a letter, %s', (layout) => {
  test.each([
    ['MA', 'fr', 1],
    ['EG', 'en', 1],
    ['LB', 'es', 30],
  ] as const)(
    'of %s with %s has its words whole, and none of a language it does not print',
    async (country, second, length) => {
      const { bytes, pages } = await render(letter(country, second, layout, 'letter', length), country)
      expect(pages).toBeGreaterThan(length > 1 ? 1 : 0)
      const text = await textOf(bytes)
      const squeezed = bare(text)
      for (const side of ['ar', 'other'] as const)
        for (const word of PARTS[side]) expect(squeezed.includes(word), `${side} ${word}`).toBe(PRINTS[layout][side])
      if (!PRINTS[layout].ar) expect(text).not.toMatch(/[\u0621-\u064a]{3,}/)
      if (!PRINTS[layout].other) expect(text).not.toMatch(/[A-Za-z]{3,}/)
    },
  )

  test('has as many pages signed as not, and text above each signature', async () => {
    for (const length of [5, 11]) {
      const content = letter('MA', 'fr', layout, 'letter', length)
      const [draft, signed] = [await render(content, 'MA', false), await render(content, 'MA')]
      expect(signed.pages, `${length}`).toBe(draft.pages)
      for (const page of await pagesAsCopied(signed.bytes))
        if (/Amina|أمينة/.test(page)) expect(page, `${length}`).toMatch(/agréer|وتفضلوا/)
    }
  })
})

test('the head of a translation below goes with its greeting, wherever the page ends', async () => {
  const found = new Set<number>()
  const content = letter('MA', 'fr', 'stacked', 'letter', 6)
  for (let lines = 1; lines < 17; lines += 2) {
    const addressee = { ar: Array.from({ length: lines }, () => 'سطر').join('\n'), other: 'Salma' }
    const pages = await pagesAsCopied((await render({ ...content, addressee }, 'MA')).bytes)
    const at = pages.findIndex((page) => page.includes('Affectation'))
    expect(pages[at], `${lines}`).toContain('Excellence,')
    found.add(at)
  }
  // It was tried on both sides of the page's end.
  expect(found.size).toBeGreaterThan(1)
})

test('the translation begins on a page of its own, recto/verso, and both pages are signed', async () => {
  const pages = await pagesAsCopied((await render(letter('MA', 'fr', 'rectoVerso', 'letter', 1), 'MA')).bytes)
  expect(pages).toHaveLength(2)
  expect(bare(pages[0] ?? '')).toContain('أمينة')
  expect(pages[0]).not.toContain('enseignants')
  expect(pages[1]).toMatch(/enseignants[^]*Amina/)
})

test('every kind bears its name, in the words of the country; one to nobody names nobody', async () => {
  const said = async (country: Country, kind: LetterKind) =>
    bare(await textOf((await render(letter(country, 'fr', 'sideBySide', kind, 1), country)).bytes))
  for (const kind of letterKinds) {
    const text = await said('MA', kind)
    expect(text.includes('Salma'), kind).toBe(kind !== 'attestation' && kind !== 'minutes')
    // A note verbale is initialled: nobody's name stands under it.
    expect(text.includes('Amina'), kind).toBe(kind !== 'noteVerbale')
  }
  expect(await said('MA', 'circular')).toContain('دورية')
  expect(await said('LB', 'circular')).toContain('تعميم')
  expect(await said('EG', 'circular')).toContain('كتابدوري')
  expect(await said('EG', 'attestation')).toContain('Attestation')
})

test('in Egypt every figure of the Arabic text is of one set; a telephone number is as it was typed', () => {
  const content = { ...letter('EG', 'en', 'arabic', 'letter', 1), paragraphs: [] }
  const typed = 'في 15/12/2026 عدد 3 نسخ، هاتف +20 2 2794-1234 ورمز A4'
  const paragraphs = [{ role: 'free' as const, ar: typed, other: '' }]
  const said = letterModel({ ...content, paragraphs }, values('EG', false)).paragraphs[0]?.ar ?? []
  expect(said.map((piece) => ('text' in piece ? piece.text : piece.value)).join('')).toBe(
    'في ١٥/١٢/٢٠٢٦ عدد ٣ نسخ، هاتف +20 2 2794-1234 ورمز A4',
  )
})
