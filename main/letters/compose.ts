import type { LetterContent, LetterField } from '../../contract/letters'
import type { Language } from '../../contract/values'
import { policies } from '../../domain/policies'
import { dateLines } from '../../domain/letters/date-lines'
import { pieces } from '../../domain/letters/fields'
import { hijriInLetters, longDate, type Format } from '../../domain/text/dates'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { digits } from '../../domain/text/digits'
import { isolatedNumbers, numbersApart } from '../../domain/text/isolate'
import { fill, nameIn, words } from '../../domain/words'
import type { PageValues } from '../../domain/letters/frozen'
import type { Country } from '../../contract/values'
import type { Piece } from '../pdf/text'
import type { LetterModel } from './pdf/model'

/**
 * Everything the page shows beside its own text: what a signature freezes (letterhead, the values of its fields, the day), and
 * what comes after it: the signature itself, then number, date of issue and code.
 */
export type LetterValues = PageValues & {
  issued: { numberText: string; date: string } | null
  signed: { names: { ar: string; other: string }; at: number } | null
  qr: string | null
  createdAt: number
}

/** Content + values → the page, everything written out. Values are isolated by their kind, never by the clerk (letters.md). */
export function letterModel(content: LetterContent, values: LetterValues): LetterModel {
  const { office } = values
  const second = content.secondLanguage
  const country = office.country as Country
  const policy = policies[country]
  const arabic: Format = { language: 'ar', digits: policy.digits, country }
  const latin: Format = { language: second, digits: 'latn', country }
  const ar = words.ar.letter
  const other = words[second].letter
  const both = (key: 'pending' | 'number' | 'subject' | 'reference' | 'enclosures' | 'draft' | 'qr') => ({
    ar: ar[key],
    other: other[key],
  })
  const body = (text: string, format: Format): Piece[] => filled(text, values, format)
  return {
    createdAt: values.createdAt,
    languages: { second },
    title: values.issued?.numberText ?? content.subject.ar,
    header: {
      ar: [policy.state.ar, ...office.ministry.ar, office.names.ar],
      other: [policy.state[second], ...office.ministry.other, nameIn(office.names, second)],
    },
    number: {
      text: values.issued && { ar: digits(values.issued.numberText, policy.digits), other: values.issued.numberText },
      label: { ar: policy.letter.numberLabel, other: other.number },
      pending: both('pending'),
      issued: values.issued && {
        ar: fill(ar.issuedOn, { when: longDate(values.issued.date, arabic) }),
        other: fill(other.issuedOn, { when: longDate(values.issued.date, latin) }),
      },
    },
    date: {
      ar: dateLines(office.place.ar, values.date, arabic),
      other: [`${office.place.other}, ${second === 'fr' ? 'le ' : ''}${longDate(values.date, latin)}`],
    },
    addressee: { ar: lines(content.addressee.ar), other: lines(content.addressee.other) },
    subject: {
      label: both('subject'),
      ar: body(content.subject.ar, arabic),
      other: body(content.subject.other, latin),
    },
    reference: referenceLine(values, arabic, latin),
    paragraphs: content.paragraphs
      .filter((p) => p.ar || p.other)
      .map((p) => ({ ar: body(p.ar, arabic), other: body(p.other, latin) })),
    signature: signatureBlock(content, values, arabic, latin),
    confidentialityMark: content.level === 'ordinary' ? null : mark('levels', content.level, second),
    urgencyMark: content.urgency === 'routine' ? null : urgencyMark(content.urgency, country, second),
    enclosures:
      content.enclosures.length === 0
        ? null
        : { label: both('enclosures'), items: content.enclosures.map(isolatedPair) },
    copies: null,
    qr: values.qr === null ? null : { payload: values.qr, caption: both('qr') },
    draftMark: values.signed ? null : both('draft'),
  }
}

const lines = (text: string): string[] => isolatedNumbers(text).split('\n').filter(Boolean)
const isolatedPair = ({ ar, other }: { ar: string; other: string }) => ({
  ar: isolatedNumbers(ar),
  other: isolatedNumbers(other),
})

/** Paragraph text with its fields replaced; a field without a value says nothing rather than something wrong. */
function filled(text: string, values: LetterValues, format: Format): Piece[] {
  return pieces(text).flatMap((piece): Piece[] => {
    if ('text' in piece) return numbersApart(piece.text)
    const value = fieldValue(piece.field, values, format)
    // A long date is prose in its own language; a reference is a thing whose order must not change.
    if (value === null) return []
    return piece.field === 'number' || piece.field === 'reference' ? [{ value }] : [{ text: value }]
  })
}

function fieldValue(field: LetterField, { original, office, date }: LetterValues, format: Format): string | null {
  if (field === 'today') return longDate(date, format)
  if (field === 'todayHijri') return hijriInLetters(date, format)
  if (!original) return null
  if (field === 'number') return digits(original.numberText, format.digits)
  if (field === 'reference') return original.reference
  if (field === 'letterDate') return original.letterDate && longDate(original.letterDate, format)
  if (field === 'letterDateHijri') return original.letterDate && hijriInLetters(original.letterDate, format)
  return longDate(dateOf(original.arrivalAt, zoneOf(office)), format)
}

function referenceLine({ original }: LetterValues, arabic: Format, latin: Format): LetterModel['reference'] {
  if (!original || (!original.reference && !original.letterDate)) return null
  const say = (format: Format): Piece[] => {
    const w = format.language === 'ar' ? policies[format.country].letter : words[format.language].letter
    const pattern = original.reference ? (original.letterDate ? w.yourLetter : w.yourUndated) : w.yourUnreferenced
    const date = original.letterDate ? longDate(original.letterDate, format) : ''
    return pattern.split(/(\{reference\}|\{date\})/).flatMap((part): Piece[] => {
      if (part === '{reference}') return [{ value: original.reference ?? '' }]
      if (part === '{date}') return [{ text: date }]
      return part ? [{ text: part }] : []
    })
  }
  const label = (language: Language): string => words[language].letter.reference
  return { label: { ar: label('ar'), other: label(latin.language) }, ar: say(arabic), other: say(latin) }
}

/** W3: by delegation, by order and acting are three things and print as three. */
function signatureBlock(
  content: LetterContent,
  values: LetterValues,
  arabic: Format,
  latin: Format,
): LetterModel['signature'] {
  const mode = content.signatureMode
  const ofCountry = policies[arabic.country].letter
  const ar = mode === 'own' ? null : mode === 'byOrder' ? words.ar.letter.byOrder : ofCountry[mode]
  const other = mode === 'own' ? null : words[content.secondLanguage].letter[mode]
  const at = (format: Format, signedAt: number): string =>
    fill(words[format.language].letter.signedOn, { when: longDate(dateOf(signedAt, zoneOf(values.office)), format) })
  return {
    ar: ar ? [ar] : [],
    other: other ? [other] : [],
    signedBy: values.signed && {
      name: values.signed.names,
      at: { ar: digits(at(arabic, values.signed.at), arabic.digits), other: at(latin, values.signed.at) },
    },
  }
}

function mark(group: 'levels' | 'urgencies', value: string, second: Language): { ar: string; other: string } {
  const word = (language: Language): string => (words[language].values[group] as Record<string, string>)[value] ?? value
  return { ar: word('ar'), other: word(second) }
}

/** عاجل or مستعجل: the country's own word; that of a newer version is shown as it came. */
function urgencyMark(value: string, country: Country, second: Language): { ar: string; other: string } {
  const own = { urgent: policies[country].letter.urgent, mostUrgent: policies[country].letter.mostUrgent }
  const said = mark('urgencies', value, second)
  return { ...said, ar: (own as Record<string, string>)[value] ?? said.ar }
}
