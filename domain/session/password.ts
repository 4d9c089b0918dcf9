import { normalise } from '../text/normalise'
import { COMMON_WORDS, ROWS } from './common-passwords'

export const passwordMin = 12
const WORDS_MIN = 4
/** A number of twelve figures is a telephone or a date; more than this is not. */
const FIGURES_MIN = 16

export type PasswordProblem = 'password-too-short' | 'password-common' | 'password-like-login'

/** Why a password cannot be taken: at least 12 characters or four words; not one that everybody tries; not the login. */
export function passwordProblem(password: string, login: string): PasswordProblem | null {
  if ([...password.normalize('NFKC').trim()].length < passwordMin && wordCount(password) < WORDS_MIN)
    return 'password-too-short'
  const trimmed = password.replace(/^\P{L}+|\P{L}+$/gu, '')
  const forms = [password, unmasked(password), unmasked(trimmed)].map(heart).filter((form) => form !== '')
  if (forms.some(isCommon)) return 'password-common'
  return forms.some((form) => leansOn(form, login)) ? 'password-like-login' : null
}

/** 0 none · 1 not allowed · 2 enough · 3 good · 4 strong. */
export type Strength = 0 | 1 | 2 | 3 | 4
export function passwordStrength(password: string, login: string): Strength {
  if (!password) return 0
  if (passwordProblem(password, login)) return 1
  const words = wordCount(password)
  const length = heart(password).length
  if (words >= 5 || length >= 20) return 4
  return words >= WORDS_MIN || length >= 16 ? 3 : 2
}

/** Different words of at least two letters each. */
const wordCount = (password: string): number =>
  new Set(
    normalise(password)
      .split(/\s+/)
      .filter((word) => /\p{L}{2}/u.test(word)),
  ).size

/** Letters and figures alone, folded: `Bonjour-2026!` is bonjour2026. */
const heart = (password: string): string => (normalise(password).match(/[\p{L}\p{N}]/gu) ?? []).join('')

/** p@ssw0rd is password. */
const MASKS: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}
const unmasked = (password: string): string => [...password].map((char) => MASKS[char] ?? char).join('')

const common = new Set(COMMON_WORDS.map(heart))

function isCommon(form: string): boolean {
  const bare = form.replace(/^\p{N}+|\p{N}+$/gu, '')
  if (bare === '') return form.length < FIGURES_MIN || fewSigns(form) || isRow(form)
  return [form, bare].some((word) => isKnown(word) || fewSigns(word) || isRow(word))
}

/** A word of the list, several of them in a row, or one over and over. */
function isKnown(word: string): boolean {
  if (common.has(word)) return true
  const unit = /^(.{2,8}?)\1+$/u.exec(word)?.[1]
  if (unit) return true
  for (let at = 3; at <= word.length - 3; at++)
    if (common.has(word.slice(0, at)) && isKnown(word.slice(at).replace(/^\p{N}+/u, ''))) return true
  return false
}

const fewSigns = (word: string): boolean => word.length >= 6 && new Set(word).size < 5

/** Nearly all of it runs along a keyboard or an alphabet, in either direction. */
function isRow(word: string): boolean {
  if (word.length < 6) return false
  const pairs = Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
  const running = pairs.filter((pair) => STEPS.has(pair)).length
  return running / pairs.length >= 0.75
}
const STEPS = new Set(
  ROWS.flatMap((row) =>
    Array.from({ length: row.length - 1 }, (_, at) => row.slice(at, at + 2)).flatMap((pair) => [
      pair,
      [...pair].reverse().join(''),
    ]),
  ),
)

/** Little is left when the login, or a part of it, is taken away. */
function leansOn(form: string, login: string): boolean {
  const whole = heart(login)
  for (const part of [whole, [...whole].reverse().join(''), ...login.split(/[._-]/).map(heart)]) {
    if (part.length < 3 || !form.includes(part)) continue
    const left = form.replaceAll(part, '').replace(/\p{N}+/gu, '')
    if (left.length < 6) return true
  }
  return false
}
