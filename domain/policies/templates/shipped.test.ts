import { describe, expect, it } from 'vitest'
import { TemplateFile } from '../../../contract/template-body'
import { countries, languages, secondLanguages } from '../../../contract/values'
import { begun, checkBody, fieldsIn, languagesOf, partsOf } from '../../letters/template/begin'
import { valuesIn, type Facts } from '../../letters/template/values'
import { shippedTemplates } from '.'

const names = { ar: 'مديرية الجالية', fr: 'Direction', en: 'Directorate', es: 'Dirección' }
const facts = (country: Facts['office']['country'], known: boolean): Facts => ({
  office: {
    country,
    names,
    ministry: { ar: ['الوزارة'], other: ['Ministry'] },
    place: { ar: 'الرباط', other: 'Rabat' },
  },
  today: '2026-11-30',
  entry: known
    ? {
        numberText: 'و/2026/00417',
        reference: '45/2026',
        letterDate: '2026-11-21',
        arrivalDate: '2026-11-23',
        subject: 'طلب',
      }
    : null,
  addressee: known ? { nameAr: 'محمد الإدريسي', nameLatin: 'Mohamed Idrissi', city: 'ليون' } : null,
  signer: known ? names : null,
  writer: names,
})

describe('the templates every office begins with', () => {
  it('are filled in each language with that language’s script', () => {
    for (const country of countries)
      for (const second of secondLanguages) {
        const { ar, other } = valuesIn(facts(country, true), second)
        const { number: _ours, reference: _theirs, ...said } = other
        expect(Object.values(said).join(' ')).not.toMatch(/\p{Script=Arabic}/u)
        expect(Object.values(ar).join(' ')).not.toMatch(/\p{Script=Latin}/u)
      }
  })

  it('are twenty at least, each a file of the form that is exchanged, in Arabic and three more languages', () => {
    expect(shippedTemplates.length).toBeGreaterThanOrEqual(20)
    expect(new Set(shippedTemplates.map(({ id }) => id)).size).toBe(shippedTemplates.length)
    for (const { key, names: said, use, body } of shippedTemplates) {
      const file = { diwan: 'template', format: 1, names: said, use, body }
      expect(TemplateFile.parse(file), key).toEqual(file)
      expect(languagesOf(body), key).toEqual([...secondLanguages])
      checkBody(body)
    }
  })

  it.each(shippedTemplates.map((one) => [one.key, one] as const))(
    '%s says the same in every language, of every country, answered or begun alone, with no field left open',
    (_key, { body }) => {
      for (const language of secondLanguages) expect(fieldsIn(body, language)).toEqual(fieldsIn(body, 'ar'))
      for (const { texts } of partsOf(body)) {
        const said = languages.map((language) => texts[language])
        expect(said.every((text) => text.trim() !== '')).toBe(true)
        // Places to write in stand in each language, as many in each.
        expect(new Set(said.map((text) => text.split('………').length)).size, texts.ar).toBe(1)
      }
      for (const country of countries)
        for (const second of secondLanguages)
          for (const known of [true, false]) {
            const letter = begun(body, second, valuesIn(facts(country, known), second), { live: false })
            for (const { ar, other } of [letter.subject, ...letter.paragraphs, ...letter.enclosures]) {
              expect(`${ar}${other}`).not.toMatch(/[{}]|undefined|null|  | [.,،؛]|\( ?\)/u)
              expect(ar).not.toMatch(/\p{Script=Latin}/u)
              expect(other.replaceAll('و/2026/00417', '')).not.toMatch(/\p{Script=Arabic}/u)
            }
          }
    },
  )
})
