import type { AddressForm, LetterKind } from '../../contract/letter-forms'
import type { LetterContent } from '../../contract/letters'
import type { Country, Language, Names, SecondLanguage } from '../../contract/values'
import { letterWords, type Address } from '../policies/letters'
import { isFeminineArabic, toWhom, withArticle } from '../text/articles'
import { fill, nameIn } from '../words'
import { gradeOf, kindRules, usualRank } from './kinds'
import { kindOf, type Side } from './layout'

/** Who writes: what a formula says of the sender. */
export type Sender = { country: Country; names: Names }
type Text = { ar: string; other: string }
type Paragraph = LetterContent['paragraphs'][number]
/** What decides which formulas a letter has. */
type Cast = Pick<LetterContent, 'secondLanguage' | 'kind' | 'addressForm' | 'addressee'>

type Recast = Partial<Pick<LetterContent, 'secondLanguage' | 'kind' | 'addressForm'>>

const languageOf = (side: Side, second: SecondLanguage): Language => (side === 'ar' ? 'ar' : second)

export const formOf = ({ kind, addressForm }: Pick<LetterContent, 'kind' | 'addressForm'>): AddressForm =>
  addressForm ?? { rank: usualRank(kindOf({ kind })), woman: false }

/** How one writes to this addressee; a rank the country does not have, or of a newer version, as to a person unknown. */
function addressOf({ rank }: AddressForm, country: Country, language: Language): Address {
  const { forms } = letterWords(country, language)
  const address = forms[rank] ?? forms.unknown
  if (!address) throw new Error(`no form of address in ${language}`)
  return address
}

/** `{name}` put into the line to somebody of this form. */
export function addressLine(name: string, form: AddressForm, country: Country, language: Language): string {
  return name.trim() && fill(addressOf(form, country, language).to[form.woman ? 1 : 0], { name: name.trim() })
}

/** The name in such a line; null where it was typed otherwise. */
function nameInLine(line: string, form: AddressForm, country: Country, language: Language): string | null {
  const [before = '', after = ''] = addressOf(form, country, language).to[form.woman ? 1 : 0].split('{name}')
  const isOurs = line.startsWith(before) && line.endsWith(after) && line.length > before.length + after.length
  return isOurs ? line.slice(before.length, line.length - after.length) : null
}

/** The paragraphs a letter of this kind begins with, in both languages; an empty one is the clerk's. */
export function formulasOf(content: Cast, sender: Sender): Paragraph[] {
  const kind = kindOf(content)
  const [ar, other] = (['ar', 'other'] as const).map((side) => said(kind, content, sender, side))
  return kindRules[kind].roles.map((role, i) => ({ role, ar: ar?.[i] ?? '', other: other?.[i] ?? '' }))
}

/** What stands before the text and after it, to somebody of this form. */
export function salutation(
  form: AddressForm,
  country: Country,
  language: Language,
): { opening: string; closing: string } {
  const words = letterWords(country, language)
  const address = addressOf(form, country, language)
  const at = form.woman ? 1 : 0
  const call = address.call[at]
  return {
    opening: address.greeting?.[at] ?? fill(words.greeting, { call }),
    closing: fill(words.closing[gradeOf(form.rank)], { call }),
  }
}

function said(kind: LetterKind, content: Cast, sender: Sender, side: Side): string[] {
  const language = languageOf(side, content.secondLanguage)
  const { country, names } = sender
  const form = formOf(content)
  const words = letterWords(country, language)
  const { opening, closing } = salutation(form, country, language)
  const line = content.addressee[side].split('\n')[0]?.trim() ?? ''
  const addressee = nameInLine(line, form, country, language) ?? line
  const office = nameIn(names, language)
  const values = {
    greeting: opening,
    closing,
    addressee,
    office: language === 'ar' ? office : withArticle(office, language),
    'to-addressee': language === 'ar' ? addressee : toWhom(addressee, language),
  }
  const feminine = isFeminineArabic(office)
  return words.texts[kind].map((text) =>
    text
      .replace(/\{([^{}|]+)\|([^{}|]+)\}/g, (_, masculine: string, woman: string) => (feminine ? woman : masculine))
      .replace(/\{([a-z-]+)\}/g, (all, name: keyof typeof values) => values[name] ?? all),
  )
}

/**
 * Another kind, form of address or second language: what was a formula becomes that of the new one, on each side by itself; what
 * somebody wrote stays, word for word. @returns the letter anew; the given one is untouched
 */
export function recast(content: LetterContent, to: Recast, sender: Sender): LetterContent {
  const addressee = readdressed(content, to, sender)
  const next: LetterContent = { ...content, ...to, addressee }
  const [before, after] = [formulasOf(content, sender), formulasOf(next, sender)]
  const paragraphs =
    kindOf(content) === kindOf(next)
      ? content.paragraphs.map((one) => resaid(one, before, after))
      : withOwn(
          after,
          content.paragraphs.filter((one) => isOwn(one, before)),
        )
  return { ...next, paragraphs }
}

/** The paragraphs after another addressee was typed than stood there: a formula that names one names this one. */
export function followed(content: LetterContent, was: Text, sender: Sender): Paragraph[] {
  const [before, after] = [formulasOf({ ...content, addressee: was }, sender), formulasOf(content, sender)]
  return content.paragraphs.map((one) => resaid(one, before, after))
}

/** A paragraph whose side is a formula of before says that of now, at the same place of the kind. */
function resaid(one: Paragraph, before: readonly Paragraph[], after: readonly Paragraph[]): Paragraph {
  const side = (name: Side): string => {
    const at = before.findIndex((formula) => formula[name] !== '' && formula[name] === one[name])
    return after[at]?.[name] ?? one[name]
  }
  return { ...one, ar: side('ar'), other: side('other') }
}

const isOwn = (one: Paragraph, formulas: readonly Paragraph[]): boolean =>
  (['ar', 'other'] as const).some(
    (side) => one[side] !== '' && !formulas.some((formula) => formula[side] === one[side]),
  )

/** What the clerk wrote stands where the kind leaves room for it first. */
function withOwn(formulas: readonly Paragraph[], own: readonly Paragraph[]): Paragraph[] {
  const at = formulas.findIndex(({ ar, other }) => ar === '' && other === '')
  return own.length === 0 || at < 0
    ? [...formulas, ...own]
    : [...formulas.slice(0, at), ...own, ...formulas.slice(at + 1)]
}

/** The line of the addressee by the new form; one that was typed otherwise stays as it is. */
function readdressed(content: LetterContent, to: Recast, { country }: Sender): Text {
  const [before, after] = [formOf(content), formOf({ ...content, ...to })]
  const side = (name: Side): string => {
    const [first = '', ...rest] = content.addressee[name].split('\n')
    const person = nameInLine(first, before, country, languageOf(name, content.secondLanguage))
    if (person === null) return content.addressee[name]
    const line = addressLine(person, after, country, languageOf(name, to.secondLanguage ?? content.secondLanguage))
    return [line, ...rest].join('\n')
  }
  return { ar: side('ar'), other: side('other') }
}
