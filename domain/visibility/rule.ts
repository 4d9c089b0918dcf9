import type { Actor } from '../../contract/permissions'

/** Who looks. What a rule may ask of a person stands here: clearance and walls today; units and grants will. */
export type Viewer = Pick<Actor, 'userId' | 'clearance' | 'opened'>

/**
 * Who may see a row, as data: `sees.ts` answers it of a row in hand, `condition.ts` writes it as SQL. A field may be looked for
 * inside a JSON field: `content.level`.
 */
export type Rule =
  | { is: 'everybody' }
  /** The level that stands there is within the viewer's clearance (A1). */
  | { is: 'cleared'; field: string }
  /** The viewer is the person named there. */
  | { is: 'person'; field: string }
  /** The viewer is one of the persons of the list of parties there. */
  | { is: 'among'; field: string }
  /** The viewer is a person it was assigned to (W1); a row in hand says them in `givenTo` (routing/assignment.ts). */
  | { is: 'given' }
  /** The viewer is one of the persons whose ids are listed there. */
  | { is: 'member'; field: string }
  /** No wall that stands around the card named there, or around one in the list of parties there, keeps the viewer out (P4). */
  | { is: 'unwalled'; field: string }
  | { is: 'partiesUnwalled'; field: string }
  | { is: 'empty'; field: string }
  /** Whoever may see the row that is named there. */
  | { is: 'as'; entity: string; field: string }
  /** Whoever may see the contested row as it stands and as either side would have it. */
  | { is: 'contested' }
  | { is: 'any' | 'all'; of: readonly Rule[] }

export const everybody: Rule = { is: 'everybody' }
export const cleared = (field: string): Rule => ({ is: 'cleared', field })
export const person = (field: string): Rule => ({ is: 'person', field })
export const among = (field: string): Rule => ({ is: 'among', field })
export const given: Rule = { is: 'given' }
export const member = (field: string): Rule => ({ is: 'member', field })
export const unwalled = (field: string): Rule => ({ is: 'unwalled', field })
export const partiesUnwalled = (field: string): Rule => ({ is: 'partiesUnwalled', field })
export const empty = (field: string): Rule => ({ is: 'empty', field })
export const as = (entity: string, field: string): Rule => ({ is: 'as', entity, field })
export const contested: Rule = { is: 'contested' }
export const any = (...of: Rule[]): Rule => ({ is: 'any', of })
export const all = (...of: Rule[]): Rule => ({ is: 'all', of })
