import type { Letter, LetterContent, LetterField, paragraphRoles } from '../../contract/letters'
import { sidesOf } from '../../domain/letters/layout'
import * as dates from '../../domain/text/dates'
import { dateOf, type Zone } from '../../domain/text/zone'
import { policies } from '../../domain/policies'
import type { Country, Language } from '../../contract/values'

export type Side = 'ar' | 'other'
export type Role = (typeof paragraphRoles)[number]

/** What may be written of a letter, as a copy to type into. */
export const contentOf = (letter: Letter): LetterContent => ({
  secondLanguage: letter.secondLanguage,
  addressee: { ...letter.addressee },
  subject: { ...letter.subject },
  paragraphs: letter.paragraphs.map((paragraph) => ({ ...paragraph })),
  enclosures: letter.enclosures.map((one) => ({ ...one })),
  urgency: letter.urgency,
  level: letter.level,
  signatureMode: letter.signatureMode,
  ...formOfPaper(letter),
})

/** What it is and how it stands, as far as it says so. */
const formOfPaper = ({
  layout,
  kind,
  addressForm,
  alsoTo,
  copies,
  signerTitle,
  marked,
}: Letter): Partial<LetterContent> => ({
  ...(layout && { layout }),
  ...(kind && { kind }),
  ...(addressForm && { addressForm: { ...addressForm } }),
  ...(alsoTo && { alsoTo: alsoTo.map((one) => ({ ...one })) }),
  ...(copies && { copies: copies.map((one) => ({ ...one })) }),
  ...(signerTitle && { signerTitle: { ...signerTitle } }),
  ...(marked && { marked }),
})

/** What a letter may have several of, and how many: further addressees, enclosures, copies. */
export const LISTS = ['alsoTo', 'enclosures', 'copies'] as const
export type List = (typeof LISTS)[number]
export const MOST: Record<List, number> = { alsoTo: 20, enclosures: 50, copies: 30 }

/** How dates and figures stand in a text of a letter. */
export const formatIn = (language: Language, country: Country, moon = 0): dates.Format => ({
  ...{ language, country, moon },
  digits: language === 'ar' ? policies[country].digits : 'latn',
})

/** The value of a field in one of the two languages of the letter, or `null` when the answered letter has none. */
export function fieldValue(
  field: LetterField,
  letter: Pick<Letter, 'replyTo'>,
  language: Language,
  office: { country: Country; zone: Zone; now: number },
): string | null {
  const digits = language === 'ar' ? policies[office.country].digits : 'latn'
  const long = (date: string): string => dates.longDate(date, { language, digits, country: office.country })
  const hijri = (date: string): string => dates.hijriInLetters(date, { language, digits, country: office.country })
  const { replyTo } = letter
  switch (field) {
    case 'today':
      return long(dateOf(office.now, office.zone))
    case 'todayHijri':
      return hijri(dateOf(office.now, office.zone))
    case 'letterDateHijri':
      return replyTo?.letterDate ? hijri(replyTo.letterDate) : null
    case 'letterDate':
      return replyTo?.letterDate ? long(replyTo.letterDate) : null
    case 'arrivalDate':
      return replyTo ? long(dateOf(replyTo.arrivalAt, office.zone)) : null
    case 'number':
      return replyTo?.numberText ?? null
    case 'reference':
      return replyTo?.reference ?? null
  }
}

export const moved = <T>(list: readonly T[], at: number, by: number): T[] => {
  const next = [...list]
  const [item] = next.splice(at, 1)
  if (item !== undefined) next.splice(Math.min(Math.max(at + by, 0), next.length), 0, item)
  return next
}

/** Paragraphs that stand in one language only: a letter in two languages says the same in both, one in one has no other. */
export const untranslated = (content: Pick<LetterContent, 'paragraphs' | 'layout'>): number =>
  sidesOf(content).length === 1
    ? 0
    : content.paragraphs.filter((one) => (one.ar.trim() === '') !== (one.other.trim() === '')).length
