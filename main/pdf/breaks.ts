import LineBreaker from 'linebreak'

/*
 * Browsers break between two ASCII characters by a table of their own (Blink's and WebKit's LazyLineBreakIterator), so that
 * 2024/D.G.C.T, a path or an address stays whole; everywhere else by UAX #14. The table was read off Chromium, every pair in
 * nine contexts, and is small once it is written as rules.
 */
const CLOSER_BEFORE_OPENER = /[!"#%&)*+,.:;=>\\\]|}~][(<[{]/
const AFTER_HYPHEN = /-["#%&'(*+\-<=>@A-Z[\\^_`a-z{|~]/
const AFTER_QUESTION = /\?[#$%&(*+\-0-9<=>@A-Z[\\^_`a-z{|~]/
const DIGIT_AFTER_HYPHEN = /-[0-9]/

const isAscii = (unit: number): boolean => unit > 0x20 && unit < 0x7f

const LETTERS = /^[A-Za-z]/

function asciiBreak(pair: string, before: string): boolean {
  // Every pair that may break begins with a sign.
  if (LETTERS.test(pair)) return false
  if (CLOSER_BEFORE_OPENER.test(pair) || AFTER_HYPHEN.test(pair) || AFTER_QUESTION.test(pair)) return true
  // 1183-24 and ABCD-24 may break; the -5 of "من -5" is a minus sign.
  return DIGIT_AFTER_HYPHEN.test(pair) && /[0-9A-Za-z]/.test(before)
}

/** The first of a pair that a newer rule speaks of: most pairs are two letters, and no rule of these is about them. */
const RULED = new Set(Array.from('/)]}°€,.:;،-‐–', (sign) => sign.charCodeAt(0)))

/** What ICU's newer rules (LB20a, LB25, LB30) say otherwise than the `linebreak` package, or nothing. */
function newerRule(pair: string, before: string): boolean | undefined {
  // LB25 holds for the figures of every script: ٢٠٢٦/١١/٢١ stays whole, أ/١ does not.
  if (/\/[\u0660-\u0669]/.test(pair)) return !/[0-9\u0660-\u0669]/.test(before)
  if (/[)\]}][°€]|[°€][([{]/.test(pair)) return true
  if (/[0-9]/.test(before) && /[,.:;]€|،[$+\\°%€]/.test(pair)) return false
  // LB20a: a dash at the beginning of a word belongs to it.
  if (/[-‐–]\p{L}/u.test(pair) && (before === '' || /\s/.test(before))) return false
  if (/-\p{L}/u.test(pair) && /[-?]/.test(before)) return false
  return undefined
}

/** Where a line may end: position after the break → whether it must end there. The end of the text is not listed. */
export function breaksOf(text: string): Map<number, boolean> {
  const breaks = new Map<number, boolean>()
  if (text === '') return breaks
  const breaker = new LineBreaker(text)
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak())
    if (next.position < text.length) breaks.set(next.position, next.required === true)

  for (let at = 1; at < text.length; at++) {
    if (breaks.get(at) === true) continue
    const first = text.charCodeAt(at - 1)
    const second = text.charCodeAt(at)
    if (first === 0x20) allow(breaks, at, second !== 0x20)
    else if (isAscii(first) && isAscii(second))
      allow(breaks, at, asciiBreak(text.slice(at - 1, at + 1), text.charAt(at - 2)))
    else if (RULED.has(first)) {
      const ruled = newerRule(text.slice(at - 1, at + 1), text.charAt(at - 2))
      if (ruled !== undefined) allow(breaks, at, ruled)
    }
  }
  return breaks
}

function allow(breaks: Map<number, boolean>, at: number, allowed: boolean): void {
  if (!allowed) breaks.delete(at)
  else if (!breaks.has(at)) breaks.set(at, false)
}
