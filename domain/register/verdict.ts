import type { ChainState } from './chain'

export type BookResult = 'whole' | 'incomplete' | 'altered' | 'truncated' | 'anchor-differs'

/** What reading a book brought to light; positions in its chain, null where nothing was found. */
export type Findings = {
  chain: ChainState
  /** An act that is not what was written: its hash, its number, or the signature it must carry. */
  broken: number | null
  /** An act by a person whose key is not here. */
  unknownKey: number | null
  /** A row that is not what its acts say, or is not there. */
  row: { numberText: string } | null
  /** The link at the anchor's position. */
  atAnchor: string | null
}
export type Anchor = { position: number; link: string }

/**
 * I5 in one word. What does not fit while rows of the book are still on their way is `incomplete`: a register never says
 * "altered" of an honest past. An act that contradicts itself is altered whatever may still come.
 * @param anchor a head kept outside the database (the number journal): a chain alone does not show a full rewrite
 */
export function verdictOf(
  found: Findings,
  anchor: Anchor | undefined,
  arriving: boolean,
): { result: BookResult; position: number | null; numberText: string | null } {
  const at = (result: BookResult, position: number | null, numberText: string | null = null) => ({
    result,
    position,
    numberText,
  })
  const { chain, broken, unknownKey, row, atAnchor } = found
  if (broken !== null) return at('altered', broken)
  const missing = chain.gap ?? unknownKey
  if (missing !== null) return at(arriving ? 'incomplete' : 'altered', missing)
  if (anchor && anchor.position > chain.position) return at(arriving ? 'incomplete' : 'truncated', chain.position + 1)
  if (anchor && anchor.position > 0 && atAnchor !== anchor.link) return at('anchor-differs', anchor.position)
  if (row) return at(arriving ? 'incomplete' : 'altered', null, row.numberText)
  return at('whole', null)
}
