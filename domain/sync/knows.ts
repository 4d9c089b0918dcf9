import { actKinds, closingKinds } from '../../contract/books'
import { operationKinds, type Operation } from '../../contract/wire'
import { descriptor, entityNames } from '../entities'

type Step = Pick<Operation, 'entity' | 'kind' | 'fields'>

/** A pen that passes on (ADR 020) is no act of a person's work: the list of those leaves it out. */
const acts = [...actKinds, ...closingKinds, 'handover']

/** A book with numbers that are not the program's own: an older server takes none of its lines. */
export const TRANSCRIBED = 'book.transcribed'

/**
 * What a version knows, as the server says it with each page, so that a desk can tell when what waited for its update may go: entities,
 * kinds of operation, kinds of acts (`act.rescan`), and fields of letters (`letter.returnedAt`), whose steps write what they write
 * and nothing else. Other fields need no word: a server that does not know one keeps it.
 */
export const everyWord: readonly string[] = [
  ...entityNames,
  ...operationKinds,
  ...acts.map((kind) => `act.${kind}`),
  ...Object.keys(descriptor('letter').fields).map((name) => `letter.${name}`),
  TRANSCRIBED,
]

/** What a server must know to judge this. */
export const wordsOf = ({ entity, kind, fields }: Step): string[] => [
  entity,
  kind,
  ...(entity === 'act' ? [`act.${String(fields['kind'])}`] : []),
  ...(entity === 'book' && (fields['transcribed'] ?? null) !== null ? [TRANSCRIBED] : []),
  ...(entity === 'letter' ? Object.keys(fields).map((name) => `letter.${name}`) : []),
]

const known = new Set(everyWord)
/** Whether this version can judge it; what it cannot waits for one that can. */
export const isOfNewer = (step: Step): boolean => wordsOf(step).some((word) => !known.has(word))
