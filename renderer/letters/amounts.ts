import type { Country, Language } from '../../contract/values'
import { amountInWords, amountsIn } from '../../domain/text/amounts'

/** An amount that was typed, as it stands, and its words in the language of the text; `to` is where it ends. */
export type OfferedAmount = { written: string; words: string; to: number }

/** Amounts of a paragraph that do not have their words behind them yet, in the order in which they stand. */
export const offeredAmounts = (text: string, language: Language, country: Country): OfferedAmount[] =>
  amountsIn(text).flatMap((amount) => {
    const words = amountInWords(amount, language, country)
    const { from, to } = amount
    return text.slice(to).trimStart().startsWith(`(${words})`) ? [] : [{ written: text.slice(from, to), words, to }]
  })

/** The text with an amount's words in brackets behind it. */
export const withWords = (text: string, { words, to }: OfferedAmount): string =>
  `${text.slice(0, to)} (${words})${text.slice(to)}`
