/**
 * Folding for search (P2): one function for index, query and highlight, so that what is found is what is marked.
 * أ إ آ ٱ → ا, ى ئ ی → ي, ة → ه, ؤ → و, hamza, tatweel, harakat, invisible marks and presentation forms dropped, letters of the
 * Maghreb and of Persian hands → the letter they stand for, every digit set → 0-9, Latin without accents, lower case.
 */
export const normalise = (text: string): string => unseat(folded(text))

/** Folded, with أ ؤ ئ ء still told apart: what stands on which seat is decided per word (forms.ts). */
export function folded(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  let out = ''
  for (const char of text.normalize('NFKC').toLowerCase()) out += fold(char)
  return out
}

const ASCII = /^[\x20-\x7e]*$/

/** Each hamza as the letter it sits on; one without a seat is gone. */
export const unseat = (folded: string): string =>
  /[أؤئء]/.test(folded)
    ? folded.replaceAll('أ', 'ا').replaceAll('ؤ', 'و').replaceAll('ئ', 'ي').replaceAll('ء', '')
    : folded

/** The words of a query or a text, folded. */
export const words = (text: string): string[] => normalise(text).match(WORD) ?? []

const WORD = /[\p{L}\p{N}]+/gu
const REPLACED = new Map<string, string>()
for (const [from, to] of [
  ['آاٱٲٳٵ', 'ا'],
  ['أإ', 'أ'],
  ['ؤٶ', 'ؤ'],
  ['ئٸ', 'ئ'],
  ['ءٴ', 'ء'],
  ['ىيیېےۍێۓۑ', 'ي'],
  ['ةهہھەۀۂۃ', 'ه'],
  // Morocco writes g with three dots, Tunisia with a qaf, Persian with a gaf; Arabic typing has kaf.
  ['كکڪګڬڭڮگڰڱڲڳڴݢݣݤ', 'ك'],
  ['قڧڨٯ', 'ق'],
  ['فڡڢڣڤڥڦݠݡ', 'ف'],
  ['بپٻٮ', 'ب'],
  ['جچڃڄڿ', 'ج'],
  ['زژڗ', 'ز'],
  ['تٹٺټ', 'ت'],
  ['دڈډ', 'د'],
  ['رڑړڕ', 'ر'],
  ['نںڹڼ', 'ن'],
  ['لڵ', 'ل'],
  ['وۄۆۇۈۋٷ', 'و'],
  ['ـ', ''],
  // Between two words, where a PDF was copied; inside a word the index holds it whole as well.
  ['\u200b', ' '],
  ['œ', 'oe'],
  ['æ', 'ae'],
  ['ß', 'ss'],
  ['ø', 'o'],
  ['łƚ', 'l'],
  ['đðɖ', 'd'],
  ['ħ', 'h'],
  ['ıɨ', 'i'],
  ['ŧ', 't'],
  ['ŋ', 'n'],
  ['þ', 'th'],
  ['əǝ', 'e'],
  ['ƀ', 'b'],
  ['ɛ', 'e'],
  ['ɔ', 'o'],
] as const) {
  for (const char of from) REPLACED.set(char, to)
}

function fold(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x80) return char
  const replaced = REPLACED.get(char)
  if (replaced !== undefined) return replaced
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660)
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0)
  // Half rings, primes and raised letters of transliteration (ʿ ʾ ʼ ʻ) are sounds that nobody types.
  if (code >= 0x2b0 && code <= 0x2ff) return ''
  if (/\p{M}|\p{Cf}/u.test(char)) return ''
  if (code <= 0x24f || (code >= 0x1e00 && code <= 0x1eff)) {
    const base = char.normalize('NFD').replace(/\p{M}/gu, '')
    return REPLACED.get(base) ?? base
  }
  return char
}
