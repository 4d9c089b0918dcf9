import type { LetterContent } from '../../contract/letters'
import { kindRules } from '../../domain/letters/kinds'
import type { LetterValues } from '../../domain/letters/frozen'
import { kindOf } from '../../domain/letters/layout'
import { policies } from '../../domain/policies'
import { letterWords } from '../../domain/policies/letters'
import { longDate, type Format } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { fill, words } from '../../domain/words'
import type { LetterModel } from './pdf/model'

/** W3: by delegation, by order and acting are three things and print as three, each with the function of whoever signs. */
export function signatureBlock(
  content: LetterContent,
  values: LetterValues,
  arabic: Format,
  latin: Format,
): LetterModel['signature'] {
  const at = (format: Format, signedAt: number): string =>
    fill(words[format.language].letter.signedOn, { when: longDate(dateOf(signedAt, zoneOf(values.office)), format) })
  return {
    ...(kindRules[kindOf(content)].initialled
      ? { ar: [], other: [], initialled: true }
      : { ar: formula(content, arabic, 'ar'), other: formula(content, latin, 'other') }),
    signedBy: values.signed && {
      name: values.signed.names,
      at: { ar: digits(at(arabic, values.signed.at), arabic.digits), other: at(latin, values.signed.at) },
    },
  }
}

function formula(content: LetterContent, { country, language }: Format, side: 'ar' | 'other'): string[] {
  const { signatureMode: mode, signerTitle } = content
  const title = signerTitle?.[side]
  if (title) return letterWords(country, language).signatures[mode].map((line) => fill(line, { title }))
  // A letter that was submitted before letters named a function: it is set as it was then.
  if (mode === 'own') return []
  if (language !== 'ar') return [words[language].letter[mode]]
  return [mode === 'byOrder' ? words.ar.letter.byOrder : policies[country].letter[mode]]
}
