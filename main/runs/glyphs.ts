import type { LetterContent } from '../../contract/letters'
import type { Desk } from '../desk'
import { letterModel } from '../letters/compose'
import { dateOf, zoneOf } from '../../domain/text/zone'

/** So many characters of one paragraph; more are in the next. */
const A_PARAGRAPH = 1_000

/**
 * Which of these no font of ours draws: they are set once, on one page that nobody sees, instead of a thousand letters before
 * anything is decided.
 */
export async function missingOf(
  desk: Desk,
  like: LetterContent,
  characters: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Set<string>> {
  if (characters.size === 0) return new Set()
  const all = [...characters]
  const paragraphs: LetterContent['paragraphs'] = []
  for (let from = 0; from < all.length; from += A_PARAGRAPH) {
    const text = all.slice(from, from + A_PARAGRAPH).join(' ')
    paragraphs.push({ role: 'free', ar: text, other: text })
  }
  const { country, timeZone, names, ministry, place } = desk.office
  const date = dateOf(desk.clock.now(), zoneOf(desk.office))
  const model = letterModel(
    { ...like, paragraphs },
    {
      office: { country, timeZone, names, ministry, place },
      ...{ original: null, date, issued: null, signed: null, qr: null, createdAt: desk.clock.now() },
    },
  )
  const { missing } = await desk.pdf.letter(model, signal)
  return new Set(missing)
}
