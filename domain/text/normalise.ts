/**
 * Folding for search (P2): one function for index, query, server and highlight, so that what is found is what is marked.
 * أ إ آ ٱ → ا, ى ئ ی → ي, ة → ه, ؤ → و, hamza, tatweel, harakat and presentation forms dropped, every digit set → 0-9,
 * Latin letters without accents, lower case.
 */
export function normalise(text: string): string {
  let out = ''
  for (const char of text.normalize('NFKC').toLowerCase()) out += fold(char)
  return out
}

/** The words of a query or a text, folded. */
export const words = (text: string): string[] => normalise(text).match(WORD) ?? []

/**
 * What a folded word is found by: itself, and what is left without an attached و ب ل ك ف and without the article, so that
 * ليون finds بليون, and مغاربه finds للمغاربه and والمغاربه. At least three letters stay: بيت is not يت.
 */
export function wordForms(word: string): string[] {
  const forms = [word]
  for (const prefix of ATTACHED) {
    const bare = word.startsWith(prefix) ? word.slice(prefix.length) : ''
    if (bare.length >= 3 && ARABIC.test(bare)) forms.push(bare)
  }
  return forms
}

const ATTACHED = ['و', 'ف', 'ب', 'ل', 'ك', 'ال', 'لل', 'بال', 'كال', 'وال', 'فال', 'ول', 'وب', 'وك', 'ولل', 'وبال']
const ARABIC = /^\p{Script=Arabic}+$/u
const WORD = /[\p{L}\p{N}]+/gu
const REPLACED = new Map<string, string>()
for (const [from, to] of [
  ['أإآٱ', 'ا'],
  ['ىئیي', 'ي'],
  ['ةه', 'ه'],
  ['ؤ', 'و'],
  ['ء', ''],
  ['ک', 'ك'],
  ['ـ', ''],
  ['œ', 'oe'],
  ['æ', 'ae'],
  ['ß', 'ss'],
  ['ø', 'o'],
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
  if (/\p{M}|\p{Cf}/u.test(char)) return ''
  if (code >= 0xc0 && code <= 0x24f) {
    const base = char.normalize('NFD').replace(/\p{M}/gu, '')
    return REPLACED.get(base) ?? base
  }
  return char
}

/** Cuts a text into pieces and says which of them the query found: a word of the text that begins with a word of the query. */
export function highlight(text: string, query: string): { text: string; hit: boolean }[] {
  const wanted = words(query)
  if (wanted.length === 0) return [{ text, hit: false }]
  const pieces: { text: string; hit: boolean }[] = []
  let from = 0
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}ـ]+/gu)) {
    const word = normalise(match[0])
    if (!wanted.some((w) => wordForms(word).some((form) => form.startsWith(w)))) continue
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), hit: false })
    pieces.push({ text: match[0], hit: true })
    from = match.index + match[0].length
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false })
  return pieces
}
