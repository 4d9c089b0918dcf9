import type { Channel } from '../../contract/values'

/** What lies on the table when the mail is opened; hands, faxes and portals are no envelopes (D1). */
export const inEnvelopes: readonly Channel[] = ['post', 'registeredPost', 'courier', 'diplomaticBag']

/** What was counted by hand. */
export type Counted = {
  envelopes: number
  /** Private ones, handed on unopened. */
  handedOn: number
  /** Returned, or for somebody else. */
  returned: number
  /** Letters beyond the first of their envelope: each has an entry and no envelope of its own. */
  together: number
}

/** D1: envelopes = registered + private + returned. Above nought: envelopes of which nothing is known; below: entries of which none is. */
export const differenceOf = ({ envelopes, handedOn, returned, together }: Counted, registered: number): number =>
  envelopes + together - registered - handedOn - returned

/** A sheet is closed when nothing is left over, or when it says why something is. */
export const mayClose = (counted: Counted, registered: number, notes: string): boolean =>
  differenceOf(counted, registered) === 0 || notes.trim() !== ''

/** A closed sheet stays as it was; what was counted wrong is said after it, with a reason. */
export type Correction = Counted & { at: number; byId: string; reason: string }
export const inForce = (sheet: Counted & { corrections: readonly Correction[] | null }): Counted => {
  const { envelopes, handedOn, returned, together } = sheet.corrections?.at(-1) ?? sheet
  return { envelopes, handedOn, returned, together }
}
