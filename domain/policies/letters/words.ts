import type { AddressRank, LetterKind } from '../../../contract/letter-forms'

/** To a man, to a woman. */
export type Pair = readonly [man: string, woman: string]

/** How one writes to somebody of a rank. */
export type Address = {
  /** The line on the letter; `{name}`. */
  to: Pair
  /** What one calls them: once before the text, once in the closing, so that the two say the same. */
  call: Pair
  /** Where the line before the text is not `greeting` with the call in it. */
  greeting?: Pair
}

/** What an official letter says in one language, in Arabic that of one country. */
export type LetterWords = {
  /** Before the text; `{call}`. */
  greeting: string
  /** After it, by how high the addressee stands; `{call}`. */
  closing: { high: string; plain: string }
  forms: Partial<Record<AddressRank, Address>>
  /** What stands above the subject. */
  headings: Record<Exclude<LetterKind, 'letter'>, string>
  /**
   * The paragraphs a kind begins with, as many in each language; an empty one is written by the clerk. `{greeting}` and `{closing}` by
   * the form of address; `{office}`, `{addressee}` and `{to-addressee}` of a note verbale; `{his|her}` by the gender of the sender's name.
   */
  texts: Record<LetterKind, readonly string[]>
  /** W3: in whose name, with the function of whoever signs: `{title}`; a line each. */
  signatures: Record<'own' | 'byDelegation' | 'byOrder' | 'acting', readonly string[]>
  /**
   * W3: the same of a recorded delegation, whose signature it is named: `{principal}`; the function of whoever signs stands under it, but not
   * where somebody acts in that very function. The second is the formula in the feminine.
   */
  delegated: Record<'byDelegation' | 'byOrder' | 'acting', Pair>
  copies: string
}

export const same = (text: string): Pair => [text, text]
