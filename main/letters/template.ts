import type { z } from 'zod'
import type { LetterContent, letters } from '../../contract/letters'
import type { Language, SecondLanguage } from '../../contract/values'
import { addressLine, formOf, formulasOf } from '../../domain/letters/formulas'
import { kindRules } from '../../domain/letters/kinds'
import { policies } from '../../domain/policies'
import { words } from '../../domain/words'
import type { OfficeFacts } from '../desk'

type Original = {
  subject: string | null
  urgency: LetterContent['urgency']
  level: LetterContent['level']
  letterDate: string | null
}
type Correspondent = { nameAr: string; nameLatin: string } | null
/** In whose name, and who: as this person's last letter said it. */
export type Signs = Pick<LetterContent, 'signatureMode' | 'signerTitle'>

/** A letter before anything is written in it. */
const blank = (second: SecondLanguage, level: LetterContent['level'], signs: Signs): LetterContent => ({
  secondLanguage: second,
  addressee: { ar: '', other: '' },
  subject: { ar: '', other: '' },
  paragraphs: [],
  enclosures: [],
  urgency: 'routine',
  level,
  ...signs,
})

/** The lines to somebody, in both languages, in the form the letter has. */
function addressed(
  content: LetterContent,
  name: { ar: string; other: string },
  { country }: OfficeFacts,
): LetterContent {
  const line = (language: Language, said: string): string => addressLine(said, formOf(content), country, language)
  return { ...content, addressee: { ar: line('ar', name.ar), other: line(content.secondLanguage, name.other) } }
}

/**
 * The reply, as one template: opening and closing as the country writes them, the reference to the letter it answers as
 * fields, one empty paragraph for what is being said. Everything in it can be changed.
 */
export function replyTemplate(
  office: OfficeFacts,
  second: SecondLanguage,
  original: Original,
  to: Correspondent,
  signs: Signs,
): LetterContent {
  // A letter that bears no date is answered by its number: a sentence never names what is not there.
  const context = original.letterDate === null ? 'contextUndated' : 'context'
  const isArabic = /\p{Script=Arabic}/u.test(original.subject ?? '')
  const name = { ar: to ? to.nameAr || to.nameLatin : '', other: to ? to.nameLatin || to.nameAr : '' }
  const letter: LetterContent = {
    ...addressed(blank(second, original.level, signs), name, office),
    subject: { ar: isArabic ? (original.subject ?? '') : '', other: isArabic ? '' : (original.subject ?? '') },
    urgency: original.urgency,
  }
  const [opening, ...rest] = formulasOf(letter, office)
  const reference = {
    role: 'context' as const,
    ar: policies[office.country].letter[context],
    other: words[second].letter[context],
  }
  return { ...letter, paragraphs: [...(opening ? [opening] : []), reference, ...rest] }
}

/** A letter that answers nothing, of its kind, as its country writes it. */
export function newLetter(
  office: OfficeFacts,
  { secondLanguage, level, kind, layout, addressForm }: Omit<z.output<typeof letters.create.input>, 'contactId' | 'id'>,
  name: { ar: string; other: string },
  signs: Signs,
): LetterContent {
  const letter = { ...blank(secondLanguage, level, signs), kind, layout, addressForm }
  const to = kindRules[kind].addressee ? addressed(letter, name, office) : letter
  return { ...to, paragraphs: formulasOf(to, office) }
}
