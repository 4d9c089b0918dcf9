import { normalise } from './normalise'

/**
 * Telephone numbers however they are written: `+212 5 37 76 12 34`, `00212 537-761234`, `0537761234`, `٠٥٣٧٧٦١٢٣٤` are one number.
 * What identifies it is what is left without the country's code and the zero before it.
 */
const RUN = /\+?\(?\d(?:[ ().\u2010-\u2015-]*\d)*/g
/** In the index a number stands with a letter before it that nobody types, so that it is no other number. */
export const MARK = 'ⵣ'

export type PhoneRun = { at: number; raw: string; keys: string[] }

/** Runs of digits that may be a number, with what each would be found by. */
export function phonesOf(text: string): PhoneRun[] {
  if (!SEVEN_FIGURES.test(text)) return []
  return [...text.matchAll(RUN_AS_WRITTEN)].flatMap(({ index, 0: raw }) => {
    const keys = normalise(raw)
      .match(RUN)
      ?.flatMap((run) => startsOf(run).flatMap((from) => keysOf(run.slice(from))))
      .filter((key) => key.length >= 7)
    return keys && keys.length > 0 ? [{ at: index, raw, keys: [...new Set(keys)].map((key) => MARK + key) }] : []
  })
}

/** A number typed whole or only begun: at least six digits. */
export function phoneAsked(run: string): string[] {
  const keys = digitsOf(run).length < 6 ? [] : keysOf(run).filter((key) => key.length >= 4)
  return [...new Set(keys)].map((key) => MARK + key)
}

/** Where in a run a number may begin: at its start, and where a + or a 0 stands after a space ("2026 0537…"). */
const startsOf = (run: string): number[] => [0, ...[...run.matchAll(/(?<=[ ])(?=[+(]?0\d)/g)].map((m) => m.index)]

const digitsOf = (run: string): string => run.replace(/\D/g, '')

function keysOf(run: string): string[] {
  const digits = digitsOf(run)
  if (digits.length > 15 + 2) return []
  if (/^\(?\+/.test(run)) return [national(digits)]
  if (digits.startsWith('00')) return [national(digits.slice(2))]
  if (digits.startsWith('0')) return [digits.slice(1)]
  // Without + or 00 it may be a number of this country or one with its code: both are looked for.
  return digits.length >= 10 ? [digits, national(digits)] : [digits]
}

const national = (international: string): string => international.slice(codeLength(international)).replace(/^0+/, '')

/** ITU-T E.164: a code is one digit (1, 7), one of these two, or three. */
function codeLength(digits: string): number {
  if (/^[17]/.test(digits)) return 1
  return TWO.has(digits.slice(0, 2)) ? 2 : 3
}
const TWO = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
)

const DIGIT = '[0-9٠-٩۰-۹０-９]'
/** The least a number has: names and dates are passed at once. */
const SEVEN_FIGURES = new RegExp(`^(?:[^${DIGIT.slice(1, -1)}]*${DIGIT}){7}`, 'u')
const RUN_AS_WRITTEN = new RegExp(
  String.raw`[+＋]?\p{Cf}*\(?${DIGIT}(?:[ \u00a0\u202f().\u2010-\u2015\p{Cf}-]*${DIGIT}){6,}`,
  'gu',
)
