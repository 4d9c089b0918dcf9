import { withoutMarks } from '../../domain/text/isolate'

/**
 * UAX #9 turns `537-76-12-34` into `34-12-76-537` after Arabic, and ISO dates and references likewise: it cannot know that they
 * are one thing. The letter says so by putting them into isolates (U+2066…U+2069); a clerk never types these characters.
 */
const LEFT_TO_RIGHT = '\u2066'
const FIRST_STRONG = '\u2068'
const END = '\u2069'

const RIGHT_TO_LEFT_LETTER = /\p{Script=Arabic}|\p{Script=Hebrew}/u
const LETTER = /\p{L}/u

/** A value that stands as one thing in a sentence of either direction: a reference, a telephone number, a date, an amount. */
export function isolate(value: string): string {
  const first = LETTER.exec(value.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, ''))?.[0]
  // و/2026/00407 reads from the right, AML/2026/57 and 2026-11-20 from the left.
  const opener = first !== undefined && RIGHT_TO_LEFT_LETTER.test(first) ? FIRST_STRONG : LEFT_TO_RIGHT
  return opener + withoutMarks(value) + END
}
