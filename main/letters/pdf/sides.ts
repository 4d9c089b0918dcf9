import type { Content } from 'pdfmake/interfaces'
import type { LetterLayout } from '../../../contract/letter-forms'
import { sideBySide, type Side } from '../../pdf/style'

/** The languages a part of the letter prints. */
export type Sides = readonly Side[]
export const BOTH: Sides = ['ar', 'other']

/** What a letter alone on its line may be larger by: its lines are twice as long as those of a column. */
export const ALONE = 1.06
export const isAlone = (sides: Sides): boolean => sides.length === 1

/** A thing said in the languages of this part: beside one another, or the one there is over the whole line. */
export function across(sides: Sides, say: (side: Side) => Content, margin: [number, number, number, number]): Content {
  const [first] = sides
  if (first !== undefined && isAlone(sides)) return { stack: [say(first)], margin }
  return sideBySide(say('other'), say('ar'), margin)
}

/** Letterhead, number and date, page numbers: both languages on every page where both are somewhere in the letter. */
export const sidesOfLayout = (layout: LetterLayout): Sides =>
  layout === 'arabic' ? ['ar'] : layout === 'other' ? ['other'] : BOTH
