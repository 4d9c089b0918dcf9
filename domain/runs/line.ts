import type { RunColumnUse } from '../../contract/runs'
import { normalise } from '../text/normalise'

/** The fields a column of a list fills in the text. */
export const columnFields = ['column1', 'column2', 'column3', 'column4', 'column5', 'column6'] as const
export type ColumnField = (typeof columnFields)[number]
export const isColumnField = (use: RunColumnUse): use is ColumnField =>
  (columnFields as readonly string[]).includes(use)

/** P4, as a card says it. A word of a newer version is taken for the strictest. */
export type Reach = 'discreet' | 'never' | null
/** Of two that are said of one person. */
export const stricter = (one: Reach, other: Reach): Reach =>
  one === 'never' || other === 'never' ? 'never' : (one ?? other)
export const reachOf = (word: string | null | undefined): Reach =>
  word === null || word === undefined ? null : word === 'discreet' ? 'discreet' : 'never'

/** Where a letter is sent, in whichever script it was written. */
export type SentTo = { ar: string; other: string; address: string; city: string; countryCode: string }

/** One addressee: a card, or a row of a file. */
export type RunLine = SentTo & {
  contactId: string | null
  /** As the card stands; of a row of a file, as the card with its name. */
  reach: Reach
  /** What the columns of a file say. */
  columns: Partial<Record<ColumnField, string>>
  /** The row of the file, counted from 1. */
  row: number | null
}

const folded = (text: string): string => normalise(text).replace(/\s+/g, ' ').trim()
/** Of a card that is one with others, which of them leads (P3). */
type Leads = ReadonlyMap<string, string>
/** By which a row without a card is the same addressee as another: a name at an address. */
export const keyOf = ({ contactId, ar, other, address, city }: RunLine, leads: Leads): string =>
  contactId === null ? [ar || other, address, city].map(folded).join('|') : (leads.get(contactId) ?? contactId)

/** The names a card is known by, as a row of a file may write one of them. */
export const namesOf = ({ ar, other }: Pick<SentTo, 'ar' | 'other'>): string[] =>
  [folded(ar), folded(other)].filter(Boolean)

/** How somebody may be reached who is known by name only: as the strictest card that bears it. */
export function reachByName(guarded: ReadonlyMap<string, Reach>, of: Pick<SentTo, 'ar' | 'other'>): Reach {
  const found = namesOf(of).map((name) => guarded.get(name) ?? null)
  return found.find((one) => one === 'never') ?? found.find((one) => one !== null) ?? null
}

/** Somebody who is in the list twice gets one letter: for each line, the earlier one it repeats; null = it is the first. */
export function repeated(lines: readonly RunLine[], leads: Leads = new Map()): (number | null)[] {
  const first = new Map<string, number>()
  return lines.map((line, at) => {
    const key = keyOf(line, leads)
    const known = first.get(key)
    if (known === undefined) first.set(key, at)
    return known ?? null
  })
}
