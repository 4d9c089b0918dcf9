import { digits } from '../text/digits'

/** Two letters of the service, eight digits, a digit that checks them, the country: UPU S10, as it stands under the bar code. */
const S10 = /^([A-Z]{2})([0-9]{8})([0-9])([A-Z]{2})$/
const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7]

/** A number of the post as it is compared: a scanner, a hand and an Arabic keyboard write the same one. */
export const postNumberKey = (typed: string): string =>
  digits(typed, 'latn')
    .normalize('NFKC')
    .replace(/[\s\u200e\u200f\u2066-\u2069.-]+/gu, '')
    .toUpperCase()

export function checkDigit(serial: string): number {
  const sum = WEIGHTS.reduce((all, weight, at) => all + weight * Number(serial[at]), 0)
  const rest = 11 - (sum % 11)
  return rest === 10 ? 0 : rest === 11 ? 5 : rest
}

/** `s10`: it checks; `wrong`: it has the form of one and does not; `plain`: of another post, or an older form. */
export function judged(typed: string): 's10' | 'wrong' | 'plain' {
  const found = S10.exec(postNumberKey(typed))
  if (!found) return 'plain'
  return checkDigit(found[2] ?? '') === Number(found[3]) ? 's10' : 'wrong'
}

/** The one that follows on the roll of labels; null where there is none to be foreseen. */
export function nextPostNumber(typed: string): string | null {
  const key = postNumberKey(typed)
  const [, service = '', serial = '', , country = ''] = S10.exec(key) ?? []
  if (serial) {
    if (serial === '99999999' || judged(key) === 'wrong') return null
    const next = String(Number(serial) + 1).padStart(8, '0')
    return `${service}${next}${checkDigit(next)}${country}`
  }
  const last = /^(.*?)(\d{1,15})(\D*)$/u.exec(key)
  if (!last) return null
  const [, before = '', number = '', after = ''] = last
  const next = String(Number(number) + 1)
  return next.length > number.length && /^9+$/.test(number)
    ? null
    : `${before}${next.padStart(number.length, '0')}${after}`
}
