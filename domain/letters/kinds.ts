import type { AddressRank, LetterKind } from '../../contract/letter-forms'
import type { LetterContent } from '../../contract/letters'

type Role = LetterContent['paragraphs'][number]['role']

/** What a kind of letter needs, and what its paragraphs do; what they say is the country's (domain/policies/letters). */
type KindRule = {
  /** A letter to nobody (an attestation, minutes) names none. */
  addressee: boolean
  /** C6: what lists pieces has some. */
  enclosures?: boolean
  /** Initialled beside the seal, and no name under it: a note verbale speaks of an institution. */
  initialled?: boolean
  roles: readonly Role[]
}

export const kindRules: Record<LetterKind, KindRule> = {
  letter: { addressee: true, roles: ['opening', 'decision', 'closing'] },
  note: { addressee: true, roles: ['decision'] },
  noteVerbale: { addressee: true, initialled: true, roles: ['opening', 'decision', 'closing'] },
  circular: { addressee: true, roles: ['opening', 'decision', 'request', 'closing'] },
  summons: { addressee: true, roles: ['opening', 'context', 'decision', 'request', 'closing'] },
  attestation: { addressee: false, roles: ['opening', 'decision', 'closing'] },
  minutes: {
    addressee: false,
    roles: ['context', 'free', 'context', 'free', 'context', 'free', 'closing'],
  },
  slip: { addressee: true, enclosures: true, roles: ['opening', 'decision', 'request'] },
}

/** Whom the closing assures of the highest consideration. */
const HIGH: readonly AddressRank[] = ['minister', 'ambassador', 'wali', 'governor', 'deputy']
export const gradeOf = (rank: AddressRank): 'high' | 'plain' => (HIGH.includes(rank) ? 'high' : 'plain')

/** The form most letters of a kind take before somebody chooses one. */
export const usualRank = (kind: LetterKind): AddressRank => (kind === 'circular' ? 'several' : 'unknown')
