import type { Country, Language } from '../../contract/values'
import { amountInWords, amountsIn } from '../../domain/text/amounts'
import { longDate, type Format } from '../../domain/text/dates'
import { bothCalendars, datesIn } from '../../domain/text/dates-in'

/** What was typed and is known for what it is: as it stands from `from` to `to`, what may be said instead, and as it is shown. */
export type Offered = { kind: 'amount' | 'date'; written: string; words: string; put: string; from: number; to: number }

/** Amounts of a paragraph that do not have their words behind them yet, in the order in which they stand. */
export const offeredAmounts = (text: string, language: Language, country: Country): Offered[] =>
  amountsIn(text).flatMap((amount): Offered[] => {
    const words = amountInWords(amount, language, country)
    const { from, to } = amount
    const written = text.slice(from, to)
    if (text.slice(to).trimStart().startsWith(`(${words})`)) return []
    return [{ kind: 'amount', written, words, put: `${written} (${words})`, from, to }]
  })

/** Dates of a paragraph as its language writes them out, and with the other calendar where its country names both. */
export const offeredDates = (text: string, format: Format): Offered[] =>
  datesIn(text, format).flatMap(({ date, from, to, isLong }): Offered[] => {
    const [long, both] = [longDate(date, format), bothCalendars(date, format)]
    const offered = (put: string): Offered => ({
      kind: 'date',
      written: text.slice(from, to),
      words: put,
      put,
      from,
      to,
    })
    const hasBoth = /^م?\s*الموافق/u.test(text.slice(to)) || /الموافق\s*$/u.test(text.slice(0, from))
    return [...(isLong ? [] : [offered(long)]), ...(both && !hasBoth ? [offered(both)] : [])]
  })

/** The text with what was chosen in the place of what was typed. */
export const withOffered = (text: string, { from, to, put }: Offered): string =>
  text.slice(0, from) + put + text.slice(to)
