import type { RegisterFilter } from '../../contract/register'

/**
 * What a search is bounded by stands in the index as tokens of its own, so that the index meets them with the words and nothing else is
 * looked at. They begin with a sign for private use: a word is letters and figures (domain/text), so nobody can write or type one.
 */
const CARD = '\ue000'
const OF = { all: '\ue001', urgent: '\ue002', cancelled: '\ue003' } as const
const CLASS = '\ue004'

/** A card's word, as a card's: a name that a hundred thousand letters bear is looked for among the cards alone. */
export const cardToken = (token: string): string => CARD + token

type Place = { registerId: string; year: number }
const mark = (tab: keyof typeof OF, { registerId, year }: Place): string =>
  `${OF[tab]}${registerId.replaceAll('-', '')}${year}`

/** What stands in an entry for the class it bears (R1); its words are looked up when somebody types one (classes.ts). */
export const classMark = (id: string): string => `${CLASS}${id.replaceAll('-', '')}`

type Marked = Place & { urgency: string; cancelledAt: number | null; classId?: string | null }
/** Which register and year an entry is of, which of their short lists, and its class. */
export const entryMarks = (entry: Marked): string[] => [
  mark('all', entry),
  ...(entry.urgency === 'routine' ? [] : [mark('urgent', entry)]),
  ...(entry.cancelledAt === null ? [] : [mark('cancelled', entry)]),
  ...(entry.classId ? [classMark(entry.classId)] : []),
]

/** The mark of what a filter shows; what waits for an answer or is of today has that of its register. */
export const markOf = (filter: Place & Pick<RegisterFilter, 'tab'>): string =>
  mark(filter.tab === 'urgent' || filter.tab === 'cancelled' ? filter.tab : 'all', filter)
