import type { RelationRow } from '../../contract/community'
import { relationNames } from '../../contract/relations'

/** The key of what a card is to the other; a kind that a newer version made has a word too. */
export const relationWord = (kind: RelationRow['kind'], end: RelationRow['end']): string =>
  relationNames.some((known) => known === kind)
    ? `community.relation.kind.${kind}.${end}`
    : 'community.relation.kind.newer'
