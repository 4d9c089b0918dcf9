/** Direction marks say nothing about what was written: they are dropped before export, search and hashing. */
export const withoutMarks = (text: string): string =>
  text.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '')

const NUMBERS = '[0-9\u0660-\u0669\u06f0-\u06f9]'
/** `2026-11-21`, `417/2026`, `2026/AML/57`: figures and Latin letters with a mark between, no space. */
const JOINED = `(?:${NUMBERS}|[A-Za-z])+(?:[/\\\\.:_@-](?:${NUMBERS}|[A-Za-z])+)+`
/** `+212 5 37 76 12 34`, `0537-76-12-34`, `(0)5 37 …`: from a + or a zero, in groups. */
const PHONE = `(?:\\+|00?)${NUMBERS}*(?:[ \u00a0.-]?\\(?${NUMBERS}+\\)?){2,}`
const THOUSANDS = `${NUMBERS}{1,3}(?:[ \u00a0\u202f]${NUMBERS}{3})+`
const ZERO = PHONE.replace('(?:\\+|00?)', '(?:\\+|[0\u0660\u06f0])')
/** An isolate that stands already is passed over; a number of ours (و/2026/00417) reads from the right with its letter. */
const RUN = new RegExp(
  `[\u2066-\u2068][^\u2069]*\u2069|(?<![\\p{L}\\p{N}][/\\\\.-]?)(?:${ZERO}|${JOINED}|${THOUSANDS})(?![\\p{L}\\p{N}]|[/\\\\-]\\p{Script=Arabic})`,
  'gu',
)

/** Where a text holds numbers that stand as one thing: telephone numbers, dates, references of figures, amounts in groups. */
export function numberRuns(text: string): { from: number; to: number }[] {
  return [...text.matchAll(RUN)].flatMap(({ index, 0: run }) =>
    new RegExp(NUMBERS).test(run) && !/^[\u2066-\u2068]/.test(run) ? [{ from: index, to: index + run.length }] : [],
  )
}

const ARABIC = /\p{Script=Arabic}/u

/**
 * A number typed into an Arabic sentence reads as it was typed: UAX #9 would turn `0537-76-12-34` into `34-12-76-0537`, because
 * it cannot know that it is one thing. What somebody has isolated already stays as it is.
 */
export function isolatedNumbers(text: string): string {
  if (!ARABIC.test(text)) return text
  let out = ''
  let from = 0
  for (const run of numberRuns(text)) {
    out += `${text.slice(from, run.from)}\u2066${text.slice(run.from, run.to)}\u2069`
    from = run.to
  }
  return out + text.slice(from)
}

/** The same in pieces, in any language: what stands as one thing and is not broken over two lines, and the text around it. */
export function numbersApart(text: string): ({ text: string } | { value: string })[] {
  const pieces: ({ text: string } | { value: string })[] = []
  let from = 0
  for (const run of numberRuns(text)) {
    if (run.from > from) pieces.push({ text: text.slice(from, run.from) })
    pieces.push({ value: text.slice(run.from, run.to) })
    from = run.to
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}
