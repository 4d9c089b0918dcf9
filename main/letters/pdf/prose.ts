import { hyphenateSync as english } from 'hyphen/en-gb'
import { hyphenateSync as spanish } from 'hyphen/es'
import { hyphenateSync as french } from 'hyphen/fr'
import { Kept } from '../../pdf/kept'
import type { Piece } from '../../pdf/text'

/* What a good typist does to a paragraph before it is set: nothing of it is in the text that was signed. */

const NO_BREAK = '\u00a0'
const MAY_BREAK = '\u200b'

/** A cut word leaves two letters at least on either side; shorter words are not cut, nor are names and abbreviations. */
const HYPHENATED = { minWordLength: 7 }
const CUT_BY = {
  fr: (word: string) => french(word, HYPHENATED),
  en: (word: string) => english(word, HYPHENATED),
  es: (word: string) => spanish(word, HYPHENATED),
}
const ORDINARY_WORD = /^[«(“"¿¡]?(?:[\p{Ll}]{1,2}[’'])?\p{Ll}{7,}[»)”".,;:!?…]*$/u

const ADDRESS = /[^\s@]+@[^\s@]+\.[^\s@]+|(?:https?:\/\/|www\.)\S+/g
/** Longer than this an address does not fit a column beside other words. */
const SHORT_ADDRESS = 22

const MEASURED =
  /^[ \u00a0](?=(?:%|٪|€|\$|°C|LL|L\.L\.|MAD|DH|EUR|USD|EGP|LE|km|m²|درهم|ليرة|جنيه|دولار|يورو)(?![\p{L}\p{N}]))/u

/** French signs of two parts stand after a space that does not break. */
const frenchSpaces = (text: string): string => text.replace(/ +(?=[:;?!»%])/g, NO_BREAK).replace(/« +/g, `«${NO_BREAK}`)

/** A long address may go on below after its @ and before its dots; nothing is added that would be copied. */
const breakableAddresses = (text: string): string =>
  text.replace(ADDRESS, (address) =>
    address.length <= SHORT_ADDRESS
      ? address
      : address.replace(/@|(?<![:/])\//g, `$&${MAY_BREAK}`).replace(/(?<=[^/.])\./g, `${MAY_BREAK}.`),
  )

/** Words come again and again, in every letter. */
const cutWords = { fr: new Kept<string>(40_000), en: new Kept<string>(40_000), es: new Kept<string>(40_000) }

function hyphenated(text: string, language: keyof typeof CUT_BY): string {
  const cut = (word: string): string =>
    cutWords[language].get(word, () => (ORDINARY_WORD.test(word) ? CUT_BY[language](word) : word))
  return text.split(/(\s+)/).map(cut).join('')
}

/** The pieces of a paragraph as they are set in `language`. Values stay as they are; a unit does not leave its figure. */
export function typeset(pieces: readonly Piece[], language: 'ar' | keyof typeof CUT_BY): Piece[] {
  return pieces.map((piece, index) => {
    if ('value' in piece) return piece
    const before = pieces[index - 1]
    const measured = before && 'value' in before ? piece.text.replace(MEASURED, NO_BREAK) : piece.text
    const spaced = breakableAddresses(language === 'fr' ? frenchSpaces(measured) : measured)
    return { ...piece, text: language === 'ar' ? spaced : hyphenated(spaced, language) }
  })
}
