import { digits } from '../text/digits'

/**
 * How many people a text says: in either kind of digits, parted by threes as any language does (`1.036.653`, `1 036 653`, `١٬٠٣٦٬٦٥٣`), or by
 * nothing. @returns null: nothing stands there; NaN: it is no whole number, and none is made of it
 */
export function peopleSaid(text: string): number | null {
  const plain = digits(text, 'latn')
    .replace(/[\u200e\u200f\u061c\u2068\u2069]/g, '')
    .trim()
  if (plain === '') return null
  const whole = plain.replace(/^(\d+)[.,٫]0+$/, '$1')
  if (/^\d{1,11}$/.test(whole)) return Number(whole)
  return /^\d{1,3}(?:([.,٬'’ \u00a0\u202f])\d{3})(?:\1\d{3}){0,3}$/.test(whole) ? Number(whole.replace(/\D/g, '')) : NaN
}
