import type { LetterContent, LetterField } from '../../contract/letters'
import type { Language } from '../../contract/values'
import { policies } from '../../domain/policies'
import { dateLines } from '../../domain/letters/date-lines'
import { pieces } from '../../domain/letters/fields'
import { kindRules } from '../../domain/letters/kinds'
import { kindOf, layoutOf, shownIn } from '../../domain/letters/layout'
import { letterWords } from '../../domain/policies/letters'
import { hijriInLetters, longDate, type Format } from '../../domain/text/dates'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { digits } from '../../domain/text/digits'
import { isolatedNumbers, numbersApart } from '../../domain/text/isolate'
import { fill, nameIn, words } from '../../domain/words'
import type { LetterValues } from '../../domain/letters/frozen'
import type { Country } from '../../contract/values'
import type { Piece } from '../pdf/text'
import { markedParagraph } from './marked'
import type { LetterModel } from './pdf/model'
import { signatureBlock } from './signature-block'

/** Content + values → the page, everything written out. Values are isolated by their kind, never by the clerk (letters.md). */
export function letterModel(content: LetterContent, values: LetterValues): LetterModel {
  const { office } = values
  const second = content.secondLanguage
  const country = office.country as Country
  const policy = policies[country]
  const arabic: Format = { language: 'ar', digits: policy.digits, country, moon: office.moonOffset ?? 0 }
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
    digits: policy.digits,
    ...(content.layout && { layout: layoutOf(content) }),
    ...headingOf(content, country),
    title: values.issued?.numberText ?? shownIn(content, content.subject),
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
    addressee: addresseeLines(content),
    subject: {
      label: both('subject'),
      ar: body(content.subject.ar, arabic),
      other: body(content.subject.other, latin),
    },
    reference: referenceLine(values, arabic, latin),
    paragraphs: content.paragraphs
      .filter((p) => p.ar || p.other)
      .map((p) =>
        content.marked
          ? markedParagraph(p, { ar: [body, arabic], other: [body, latin] })
          : { ar: body(p.ar, arabic), other: body(p.other, latin) },
      ),
    signature: signatureBlock(content, values, arabic, latin),
    confidentialityMark: content.level === 'ordinary' ? null : mark('levels', content.level, second),
    urgencyMark: content.urgency === 'routine' ? null : urgencyMark(content.urgency, country, second),
    enclosures:
      content.enclosures.length === 0
        ? null
        : { label: both('enclosures'), items: content.enclosures.map(isolatedPair) },
    copies: copiesOf(content, country),
    qr: values.qr === null ? null : { payload: values.qr, caption: both('qr') },
    draftMark: values.signed ? null : both('draft'),
  }
}

/** Every addressee, one under the other; a letter to nobody (an attestation) has none. */
function addresseeLines(content: LetterContent): LetterModel['addressee'] {
  if (!kindRules[kindOf(content)].addressee) return { ar: [], other: [] }
  const all = [content.addressee, ...(content.alsoTo ?? [])]
  return { ar: all.flatMap(({ ar }) => lines(ar)), other: all.flatMap(({ other }) => lines(other)) }
}

function headingOf(content: LetterContent, country: Country): Pick<LetterModel, 'heading'> {
  const kind = kindOf(content)
  if (kind === 'letter') return {}
  const said = (language: Language): string => letterWords(country, language).headings[kind]
  return { heading: { ar: said('ar'), other: said(content.secondLanguage) } }
}

function copiesOf({ copies, secondLanguage }: LetterContent, country: Country): LetterModel['copies'] {
  const given = (copies ?? []).filter(({ ar, other }) => ar || other)
  if (given.length === 0) return null
  const label = (language: Language): string => letterWords(country, language).copies
  return { label: { ar: label('ar'), other: label(secondLanguage) }, items: given.map(isolatedPair) }
}

const lines = (text: string): string[] => isolatedNumbers(text).split('\n').filter(Boolean)
const isolatedPair = ({ ar, other }: { ar: string; other: string }) => ({
  ar: isolatedNumbers(ar),
  other: isolatedNumbers(other),
})

/** Paragraph text with its fields replaced; a field without a value says nothing rather than something wrong. */
function filled(text: string, values: LetterValues, format: Format): Piece[] {
  return pieces(text).flatMap((piece): Piece[] => {
    if ('text' in piece) return numbersApart(piece.text).map((part) => inFigures(part, format))
    const value = fieldValue(piece.field, values, format)
    // A long date is prose in its own language; a reference is a thing whose order must not change.
    if (value === null) return []
    return piece.field === 'number' || piece.field === 'reference' ? [{ value }] : [{ text: value }]
  })
}

/** A date, an amount: what reads the same way in Eastern figures; groups with a space or a hyphen between would change places (UAX #9). */
const READS_THE_SAME = /^\d+(?:[/.,:]\d+)*$/

/**
 * What was typed into Arabic in a country of Eastern figures stands beside dates and numbers in them: in one set. A telephone number, an
 * address, a reference of others stay as they are, and so do Eastern figures elsewhere: somebody meant them.
 */
function inFigures(part: Piece, { language, digits: set }: Format): Piece {
  if (language !== 'ar' || set !== 'arab') return part
  if ('text' in part) return { text: digits(part.text, set) }
  return READS_THE_SAME.test(part.value) ? { value: digits(part.value, set) } : part
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
