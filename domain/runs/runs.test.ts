import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envelopeFormats } from '../../contract/runs'
import type { LetterContent } from '../../contract/letters'
import { AppError } from '../../contract/errors'
import { countryCalled } from '../text/country-called'
import { fittedColumns, guessRunColumns } from './columns'
import { refusal } from './judging'
import { keyOf, reachOf, repeated, type RunLine } from './line'
import { addressBlock, envelopes } from './post'

const line = (change: Partial<RunLine> = {}): RunLine => ({
  ...{ contactId: null, ar: 'أمل', other: 'Amal', address: '1, rue A', city: 'Lyon', countryCode: 'FR' },
  ...{ reach: null, columns: {}, row: null, ...change },
})
const letter = (change: Partial<LetterContent> = {}): LetterContent => ({
  ...{ secondLanguage: 'fr', addressee: { ar: 'أمل', other: 'Amal' }, subject: { ar: 'دعوة', other: 'Invitation' } },
  ...{ paragraphs: [{ role: 'decision', ar: 'نص', other: 'Texte' }], enclosures: [], urgency: 'routine' },
  ...{ level: 'ordinary', signatureMode: 'own', ...change },
})
const judged = (of: Partial<RunLine>, asked: Partial<Parameters<typeof refusal>[1]> = {}): string | null =>
  refusal(line(of), {
    ...{ byPost: true, repeats: null, content: () => letter(), emptyFields: () => [], missing: new Set<string>() },
    ...asked,
  })?.code ?? null

describe('who gets a letter of a run', () => {
  it.each<[string | null, Partial<RunLine>, Partial<Parameters<typeof refusal>[1]>]>([
    [null, {}, {}],
    ['do-not-contact', { reach: 'never', ar: '', other: '', address: '' }, { repeats: 0 }],
    [null, { reach: 'discreet' }, {}],
    ['run-no-name', { ar: '', other: '' }, {}],
    ['run-duplicate', {}, { repeats: 3 }],
    ['run-no-address', { address: '' }, {}],
    ['run-no-address', { city: '', countryCode: '' }, {}],
    [null, { address: '' }, { byPost: false }],
    ['letter-incomplete', {}, { content: () => letter({ subject: { ar: '', other: '' } }) }],
    ['letter-blank', {}, { content: () => letter({ subject: { ar: '………', other: 'x' } }) }],
    [
      'run-field-empty',
      {},
      { content: () => letter({ subject: { ar: '………', other: 'x' } }), emptyFields: () => ['column1'] },
    ],
    // A letter of a run answers nothing: a field of what it would answer has no value.
    ['letter-field-empty', {}, { content: () => letter({ subject: { ar: '{{number}}', other: 'x' } }) }],
    ['letter-glyphs', { other: 'Li 𒀀' }, { missing: new Set(['𒀀']) }],
    [
      'template-too-large',
      {},
      {
        content: () => {
          throw new AppError('template-too-large', { line: 1, column: 1 })
        },
      },
    ],
  ])('%s (P4, C2)', (code, of, asked) => expect(judged(of, asked)).toBe(code))

  it('what is no refusal of ours is not taken for one', () => {
    const broken = (): never => {
      throw new TypeError('x')
    }
    expect(() => judged({}, { content: broken })).toThrow(TypeError)
  })

  it('a word of a newer version about reaching somebody is the strictest (P4)', () =>
    expect([null, undefined, 'discreet', 'never', 'onlyBySea'].map(reachOf)).toEqual([
      ...[null, null, 'discreet', 'never', 'never'],
    ]))

  it('somebody who is in the list twice gets one letter, however it is spelled; each card is itself', () => {
    const twice = [
      line(),
      line({ ar: 'أَمل' }),
      line({ city: 'Paris' }),
      line({ contactId: 'a' }),
      line({ contactId: 'b' }),
    ]
    expect(repeated(twice)).toEqual([null, 0, null, null, null])
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', null), { maxLength: 12 }), (ids) => {
        const lines = ids.map((contactId, i) => line({ contactId, ...(contactId === null && { ar: `${i % 3}` }) }))
        const firsts = repeated(lines).filter((one) => one === null).length
        expect(firsts).toBe(new Set(lines.map((line) => keyOf(line, new Map()))).size)
      }),
    )
  })
})

describe('the columns of a list', () => {
  it.each([
    [
      ['Nom', 'Adresse', 'Ville', 'Pays', 'Montant'],
      ['nameLatin', 'address', 'city', 'countryCode', 'column1'],
    ],
    [
      ['الاسم', 'الاسم باللاتينية', 'العنوان', 'المدينة'],
      ['nameAr', 'nameLatin', 'address', 'city'],
    ],
    [
      ['Name', 'Street', 'Town', 'Country', '', 'A', 'B'],
      ['nameLatin', 'address', 'city', 'countryCode', 'none', 'column1', 'column2'],
    ],
    [
      ['Nombre', 'Dirección', 'Ciudad'],
      ['nameLatin', 'address', 'city'],
    ],
  ])('%s', (headings, columns) => expect(guessRunColumns(headings)).toEqual(columns))

  it('a remembered column that this version does not know is left out, and a file as wide as it is', () =>
    expect(fittedColumns(['nameAr', 'shoeSize'], 3)).toEqual(['nameAr', 'none', 'none']))

  it.each([
    ['المغرب', 'MA'],
    ['Maroc', 'MA'],
    ['france', 'FR'],
    ['ES', 'ES'],
    ['España', 'ES'],
    ['Nowhere', ''],
    ['', ''],
  ])('country %s', (said, code) => expect(countryCalled(said) ?? '').toBe(code))
})

describe('an address on paper', () => {
  const home = { country: 'MA', second: 'fr' as const }
  it.each<[string, Partial<RunLine>, ReturnType<typeof addressBlock>]>([
    ['abroad, in Latin letters', {}, { side: 'other', lines: ['Amal', '1, rue A', 'LYON', 'FRANCE'] }],
    [
      'at home, in Arabic, without a country',
      { address: 'زنقة 1', city: 'فاس', countryCode: 'MA' },
      { side: 'ar', lines: ['أمل', 'زنقة 1', 'فاس'] },
    ],
    ['nowhere said is at home', { countryCode: '', city: 'فاس' }, { side: 'ar', lines: ['أمل', '1, rue A', 'فاس'] }],
    [
      'an Arabic country abroad, for both post offices',
      { address: 'شارع 1', city: 'بيروت', countryCode: 'LB' },
      { side: 'ar', lines: ['أمل', 'شارع 1', 'بيروت', 'لبنان', 'LIBAN'] },
    ],
    ['no Latin name', { other: '' }, { side: 'ar', lines: ['أمل', '1, rue A', 'Lyon', 'فرنسا', 'FRANCE'] }],
    [
      'no Arabic name at home',
      { ar: '', countryCode: 'MA', city: 'Fès' },
      { side: 'other', lines: ['Amal', '1, rue A', 'FÈS'] },
    ],
    [
      'where the place stands first',
      { city: 'Budapest', countryCode: 'HU' },
      { side: 'other', lines: ['Amal', 'BUDAPEST', '1, rue A', 'HONGRIE'] },
    ],
  ])('%s', (_name, to, block) => expect(addressBlock(line(to), home)).toEqual(block))

  it('an envelope lies on its long side', () => {
    for (const name of envelopeFormats) expect(envelopes[name].width).toBeGreaterThan(envelopes[name].height)
  })
})
