import type { AddressForm } from '../../../contract/letter-forms'
import type { Country, Language, Names, SecondLanguage } from '../../../contract/values'
import { policies } from '../../policies'
import { digits } from '../../text/digits'
import { hijriInLetters, longDate, type Format } from '../../text/dates'
import { nameIn } from '../../words'
import { phrasesOf } from './phrases'
import type { Values } from './render'

/** What a template is filled from, as far as whoever writes may see it; what is not known is null. */
export type Facts = {
  office: {
    country: Country
    names: Names
    ministry: { ar: readonly string[]; other: readonly string[] }
    place: { ar: string; other: string }
  }
  /** The office's day (LegalDate). */
  today: string
  entry: {
    numberText: string
    reference: string | null
    letterDate: string | null
    arrivalDate: string
    subject: string | null
  } | null
  addressee: { nameAr: string; nameLatin: string; city: string } | null
  /** How the addressee is spoken to, where that is decided. */
  form?: AddressForm
  /** The office's head, where it has one only; whoever writes. */
  signer: Names | null
  writer: Names | null
}

/** What every field says in Arabic and in the second language. */
export const valuesIn = (facts: Facts, second: SecondLanguage): { ar: Values; other: Values } => ({
  ar: valuesFor(facts, 'ar'),
  other: valuesFor(facts, second),
})

function valuesFor(
  { office, today, entry, addressee, signer, writer, form = { rank: 'unknown', woman: false } }: Facts,
  language: Language,
): Values {
  const { country } = office
  const format: Format = { language, country, digits: language === 'ar' ? policies[country].digits : 'latn' }
  const day = (date: string | null | undefined): string | null => (date ? longDate(date, format) : null)
  const hijri = (date: string | null | undefined): string | null => (date ? hijriInLetters(date, format) : null)
  const side = language === 'ar' ? 'ar' : 'other'
  return {
    number: entry && digits(entry.numberText, format.digits),
    reference: entry?.reference || null,
    letterDate: day(entry?.letterDate),
    letterDateHijri: hijri(entry?.letterDate),
    arrivalDate: day(entry?.arrivalDate),
    entrySubject: inScript(entry?.subject ?? null, language),
    today: day(today),
    todayHijri: hijri(today),
    year: digits(today.slice(0, 4), format.digits),
    addressee: addressee && (language === 'ar' ? addressee.nameAr : addressee.nameLatin),
    addresseeCity: inScript(addressee?.city ?? null, language),
    office: nameIn(office.names, language),
    ministry: office.ministry[side].at(-1) ?? null,
    place: office.place[side] || null,
    signer: signer && nameIn(signer, language),
    writer: writer && nameIn(writer, language),
    ...phrasesOf(country, language, form),
  }
}

/** What exists in one script only says nothing in the other: Latin letters do not stand in the Arabic text, nor Arabic ones beside it. */
export const inScript = (text: string | null, language: Language): string | null =>
  text && /\p{Script=Arabic}/u.test(text) === (language === 'ar') ? text : null
