import type { SecondLanguage } from '../../contract/values'
import type { DigitSet } from '../text/digits'
import type { Civil } from './civil'

/** What differs by country, as data: one file a country, never an `if`. An office may override any line. */
export type Policy = {
  timeZone: string
  digits: DigitSet
  /** 1 Monday … 7 Sunday. */
  weekend: readonly number[]
  months: readonly string[]
  /** Its money, how a hundred is written in Arabic (مائة, مئة), and what stands around an amount in words (`{words}`). */
  amounts: { currency: 'MAD' | 'EGP' | 'LBP'; hundred: string; said: string }
  secondLanguage: SecondLanguage
  /** What the country itself says in Arabic for the registry office: a setting, not a translation. */
  words: { registry: string; receipt: string; instruction: string }
  /** Letters that stand for a register in a printed number. */
  registerCodes: { incoming: string; outgoing: string; internal: string }
  /** N6: what else an office opens a register for, and what it is called in this country. */
  otherRegisters: Record<'confidential' | 'complaints' | 'circulars', { code: string; name: string }>
  /** Optional parts in brackets, `{seq:5}` zero-padded. */
  numberPattern: string
  /** Header above the ministry. */
  state: { ar: string; fr: string; en: string; es: string }
  /** How its people are written down (P1). */
  civil: Civil
  letter: {
    /** The lines of place and day: `{place}`, `{long}` (21 نونبر 2026), `{short}` (21/11/2026), `{hijri}`. */
    dateLines: readonly string[]
    /** `{day}`, `{month}`, `{year}` of the Hijri calendar. */
    hijri: string
    /** A day within a sentence in both calendars, where letters of the country name both. */
    bothDates: string | null
    numberLabel: string
    /** The first sentence of a reply, with fields; the second of a letter that bore no day. */
    context: string
    contextUndated: string
    /** The letter that is answered, under its subject: `{reference}`, `{date}`. */
    yourLetter: string
    yourUndated: string
    yourUnreferenced: string
    byDelegation: string
    acting: string
    /** عاجل and عاجل جدا as this country's ministries mark a letter. */
    urgent: string
    mostUrgent: string
  }
}
