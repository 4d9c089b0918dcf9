import { letterKinds, letterLayouts, type LetterKind, type LetterLayout } from '../../contract/letter-forms'
import type { LetterContent } from '../../contract/letters'

export type Side = 'ar' | 'other'
type Form = Pick<LetterContent, 'layout' | 'kind'>

/** How it stands; without a word of it, or with one of a newer version, side by side: nothing of either language is hidden. */
export const layoutOf = ({ layout }: Form): LetterLayout =>
  letterLayouts.find((known) => known === layout) ?? 'sideBySide'

/** What it is; without a word of it, or with one of a newer version, a letter to somebody. */
export const kindOf = ({ kind }: Form): LetterKind => letterKinds.find((known) => known === kind) ?? 'letter'

/** The languages that print: what stands in the other one is kept in a draft, and asked of nobody. */
export function sidesOf(content: Form): readonly Side[] {
  const layout = layoutOf(content)
  if (layout === 'arabic') return ['ar']
  return layout === 'other' ? ['other'] : ['ar', 'other']
}

/** A text as the paper says it in one line: in Arabic where the letter has Arabic. */
export const shownIn = (content: Form, text: { ar: string; other: string }): string =>
  (sidesOf(content)[0] === 'other' ? text.other || text.ar : text.ar || text.other).trim()
