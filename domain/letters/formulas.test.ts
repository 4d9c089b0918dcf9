import { describe, expect, it } from 'vitest'
import { letterKinds, type AddressRank } from '../../contract/letter-forms'
import type { LetterContent } from '../../contract/letters'
import { secondLanguages } from '../../contract/values'
import { letterWords, ranksOf } from '../policies/letters'
import { addressLine, followed, formulasOf, recast, type Sender } from './formulas'
import { kindRules } from './kinds'

const countries = ['MA', 'EG', 'LB'] as const
const ministry = {
  ar: 'وزارة الخارجية',
  fr: 'Ministère des Affaires étrangères',
  en: 'Ministry of Foreign Affairs',
  es: '',
}
const sender = (country: Sender['country'], names = ministry): Sender => ({
  country,
  names: { ...names, es: names.fr },
})
const letter = (more: Partial<LetterContent> = {}): LetterContent => ({
  secondLanguage: 'fr',
  addressee: { ar: 'إلى فلان', other: 'Untel' },
  subject: { ar: 'الموضوع', other: 'Objet' },
  paragraphs: [],
  enclosures: [],
  urgency: 'routine',
  level: 'ordinary',
  signatureMode: 'own',
  ...more,
})
const begun = (more: Partial<LetterContent>, by: Sender): LetterContent => {
  const made = letter(more)
  return { ...made, paragraphs: formulasOf(made, by) }
}

describe.each(countries)('letters of %s', (country) => {
  const languages = ['ar', ...secondLanguages] as const

  it('say as many things in each language, whatever the kind, and leave no hole', () => {
    for (const kind of letterKinds)
      for (const language of languages) {
        const { texts, headings } = letterWords(country, language)
        expect(texts[kind], `${kind} ${language}`).toHaveLength(kindRules[kind].roles.length)
        if (kind !== 'letter') expect(headings[kind]).not.toBe('')
        for (const woman of [false, true]) {
          const second = language === 'ar' ? 'fr' : language
          const made = formulasOf(
            letter({ kind, secondLanguage: second, addressForm: { rank: 'unknown', woman } }),
            sender(country),
          )
          for (const one of made) {
            expect(one.ar === '', `${kind} ${language}`).toBe(one.other === '')
            expect(one.ar + one.other).not.toMatch(/[{}|]|undefined/)
            expect(one.ar).not.toMatch(/[A-Za-z]/)
          }
        }
      }
  })

  it('have every form of address in every language, and call somebody the same before and after the text', () => {
    for (const language of languages) {
      const { forms } = letterWords(country, language)
      for (const rank of ranksOf(country)) {
        const address = forms[rank]
        expect(address, `${rank} ${language}`).toBeDefined()
        for (const at of [0, 1] as const) {
          expect(address?.to[at]).toContain('{name}')
          const form = { rank, woman: at === 1 }
          const made = formulasOf(
            letter({ secondLanguage: language === 'ar' ? 'fr' : language, addressForm: form }),
            sender(country),
          )
          const side = language === 'ar' ? 'ar' : 'other'
          const call = address?.call[at] ?? ''
          expect(made.at(0)?.[side]).toContain(call)
          expect(made.at(-1)?.[side]).toContain(call)
        }
      }
    }
  })

  it.each([
    ['fr', 'Excellence,'],
    ['en', 'Excellency,'],
    ['es', 'Excelencia:'],
  ] as const)('call an ambassador سعادة السفير, and in %s %s', (secondLanguage, greeting) => {
    const made = begun({ secondLanguage, addressForm: { rank: 'ambassador', woman: false } }, sender(country))
    expect(made.paragraphs.at(0)?.ar).toMatch(/^سعادة السفير،/)
    expect(made.paragraphs.at(0)?.other).toBe(greeting)
    expect(made.paragraphs.at(-1)?.other).toMatch(/très haute|highest|más alta/)
  })

  it('a note verbale speaks of the sender, by its gender, in the third person', () => {
    const masculine = { ar: 'قطاع الهجرة', fr: 'Ambassade du Liban', en: 'Embassy', es: '' }
    const addressee = { ar: 'إلى سفارة إسبانيا', other: 'Ministère de l’Intérieur' }
    const of = (by: Sender) => begun({ kind: 'noteVerbale', addressee }, by).paragraphs[0]
    expect(of(sender(country))?.ar).toMatch(/^تهدي وزارة الخارجية أطيب تحياتها إلى سفارة إسبانيا، وتتشرف/)
    expect(of(sender(country, masculine))?.ar).toMatch(/^يهدي قطاع الهجرة أطيب تحياته/)
    expect(of(sender(country, masculine))?.other).toMatch(
      /^L’Ambassade du Liban présente ses compliments au ministère de l’Intérieur/i,
    )
    expect(of(sender(country))?.other).toMatch(/^Le Ministère des Affaires étrangères présente/)
  })
})

describe('another form, kind or language', () => {
  const by = sender('MA')
  const to = (rank: AddressRank, woman = false) => ({ addressForm: { rank, woman } })

  it('says the formulas anew on both sides, and leaves what somebody wrote', () => {
    const before = begun({}, by)
    before.paragraphs[1] = { role: 'decision', ar: 'نص', other: 'Texte' }
    const after = recast(before, to('ambassador', true), by)
    expect(after.paragraphs[0]).toEqual({
      role: 'opening',
      ar: 'سعادة السفيرة،\nسلام تام بوجود مولانا الإمام، وبعد،',
      other: 'Excellence,',
    })
    expect(after.paragraphs[1]).toEqual(before.paragraphs[1])
    expect(after.addressee.ar).toBe('إلى سعادة السفيرة فلان')
    expect(after.addressee.other).toBe('À Son Excellence Madame l’Ambassadrice Untel')
    expect(recast(after, to('unknown'), by).addressee).toEqual(before.addressee)
  })

  it('an opening somebody wrote themselves stays', () => {
    const before = begun({}, by)
    before.paragraphs[0] = { role: 'opening', ar: 'صديقي العزيز،', other: 'Cher ami,' }
    expect(recast(before, to('minister'), by).paragraphs[0]).toEqual(before.paragraphs[0])
  })

  it('another language says the formulas in it; another kind keeps what was written in its place', () => {
    const before = begun({}, by)
    before.paragraphs[1] = { role: 'decision', ar: 'نص', other: 'Texte' }
    expect(recast(before, { secondLanguage: 'en' }, by).paragraphs[0]?.other).toBe('Dear Sir or Madam,')
    const note = recast(before, { kind: 'note' }, by)
    expect(note.paragraphs).toEqual([before.paragraphs[1]])
    const slip = recast(note, { kind: 'slip' }, by)
    expect(slip.paragraphs.map(({ other }) => other)).toEqual([
      expect.stringContaining('ci-joint'),
      'Texte',
      expect.any(String),
    ])
    expect(recast(slip, { kind: 'letter' }, by).paragraphs).toEqual(before.paragraphs)
  })

  it('a note verbale names whoever is typed above it, until somebody writes its first words themselves', () => {
    const addressee = { ar: 'إلى سفارة إيطاليا', other: 'Ambassade d’Italie' }
    const note = begun({ kind: 'noteVerbale', addressee: { ar: '', other: '' } }, by)
    const named = { ...note, addressee }
    const first = followed(named, note.addressee, by)[0]
    expect(first?.ar).toContain('إلى سفارة إيطاليا،')
    expect(first?.other).toContain('à l’Ambassade d’Italie et')
    const own = [{ role: 'opening' as const, ar: 'نص', other: 'Texte' }]
    expect(followed({ ...named, paragraphs: own }, note.addressee, by)).toEqual(own)
  })

  it('a rank the country has not, or of a newer version, is written to as somebody unknown', () => {
    expect(addressLine('نادر', { rank: 'wali', woman: false }, 'LB', 'ar')).toBe('إلى نادر')
    expect(begun({ addressForm: { rank: 'sultan' as AddressRank, woman: false } }, by).paragraphs[0]?.other).toBe(
      'Madame, Monsieur,',
    )
  })
})
