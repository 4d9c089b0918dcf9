import type { ClockPeriod } from '../../contract/clock'
import type { LetterContent } from '../../contract/letters'
import type { Plain } from '../../contract/wire'
import type { SignsAs } from '../standing/delegation'
import { sha256 } from '../hash'
import { canonical } from '../sync/canonical'

/** Everything a page shows beside its own text, as it was when somebody read it and signed (W2). */
export type PageValues = {
  office: {
    country: string
    timeZone: string
    /** What an administrator had said of the clocks; not there when nothing was. */
    clockPeriods?: ClockPeriod[]
    names: { ar: string; fr: string; en: string; es: string }
    ministry: { ar: string[]; other: string[] }
    place: { ar: string; other: string }
    /** Days the moon was sighted off the tables; not there when none. */
    moonOffset?: number
  }
  /** The letter it answers, with the values its fields had. */
  original: { numberText: string; letterDate: string | null; reference: string | null; arrivalAt: number } | null
  /** The day on the page. */
  date: string
  /** The delegation it is signed under, whose formula the page bears (W3); not there where somebody signs in their own right. */
  signs?: SignsAs
}

/**
 * Everything the page shows beside its own text: what a signature freezes (letterhead, the values of its fields, the day), and
 * what comes after it: the signature itself, then number, date of issue and code.
 */
export type LetterValues = PageValues & {
  issued: { numberText: string; date: string } | null
  signed: { names: { ar: string; other: string }; at: number } | null
  qr: string | null
  createdAt: number
}

/**
 * `page`: SHA-256 of the page as it is set, before number, code and signature. `signer`: the name it was signed under, which is
 * there only once somebody signed, and is covered by their proof. `facts` are the values; the word is in what was signed and stays.
 */
export type Frozen = { facts: PageValues; page: string; signer?: { ar: string; other: string } }

/** SHA-256 of something that is set on paper; what is undefined is not there. */
export const pageHash = (model: unknown): string => sha256(canonical(JSON.parse(JSON.stringify(model)) as Plain))

/**
 * What a signature freezes: the text, the facts around it and the page they make, bound to the letter they belong to. Number,
 * date of issue and code come after it and are outside of it.
 */
export const frozenHash = (id: string, content: LetterContent, { facts, page }: Frozen): string =>
  sha256(canonical({ id, content: content as Plain, facts: facts as unknown as Plain, page }))
