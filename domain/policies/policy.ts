import type { SecondLanguage } from '../../contract/values'
import type { DigitSet } from '../text/digits'

/** What differs by country, as data: one file a country, never an `if`. An office may override any line. */
export type Policy = {
  timeZone: string
  digits: DigitSet
  /** 1 Monday … 7 Sunday. */
  weekend: readonly number[]
  months: readonly string[]
  secondLanguage: SecondLanguage
  /** What the country itself says in Arabic for the registry office: a setting, not a translation. */
  words: { registry: string; receipt: string }
  /** Letters that stand for a register in a printed number. */
  registerCodes: { incoming: string; outgoing: string; internal: string }
  /** N6: what else an office opens a register for, and what it is called in this country. */
  otherRegisters: Record<'confidential' | 'complaints' | 'circulars', { code: string; name: string }>
  /** Optional parts in brackets, `{seq:5}` zero-padded. */
  numberPattern: string
  /** Header above the ministry. */
  state: { ar: string; fr: string; en: string; es: string }
  letter: {
    placeDate: string
    hijri: boolean
    hijriPrefix: string
    numberLabel: string
    opening: string
    closing: string
    byDelegation: string
    enclosed: string
  }
}
