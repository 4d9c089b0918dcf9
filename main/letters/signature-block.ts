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
import type { SignsAs } from '../../domain/standing/delegation'
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
      : values.signs
        ? { ar: delegated(values.signs, arabic, 'ar'), other: delegated(values.signs, latin, 'other') }
        : { ar: formula(content, arabic, 'ar'), other: formula(content, latin, 'other') }),
    signedBy: values.signed && {
      name: values.signed.names,
      at: { ar: digits(at(arabic, values.signed.at), arabic.digits), other: at(latin, values.signed.at) },
    },
  }
}

/** By itself, from the delegation it was signed under: whose signature it is, in which way, and who gives it. */
function delegated(signs: SignsAs, { country, language }: Format, side: 'ar' | 'other'): string[] {
  const said = letterWords(country, language).delegated
  if (!Object.hasOwn(said, signs.mode)) return []
  const line = said[signs.mode as keyof typeof said][signs.woman ? 1 : 0]
  return [
    fill(line, { principal: signs.principal[side] }),
    ...(signs.mode === 'acting' || !signs.title[side] ? [] : [signs.title[side]]),
  ]
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
