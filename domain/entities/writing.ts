import { can, type Actor, type Permission } from '../../contract/permissions'
import type { Fields, Operation, Outcome } from '../../contract/wire'

/** Who pushes, as the server's own rows say it. */
export type Pusher = {
  /** The change's person; null for the device's own work, and when this office has no such person. */
  actor: Actor | null
  device: string
  /** This PC's ids: its own, and those it had before it was restored or copied (ADR 020). */
  was: readonly string[]
  /** Of those, whose books went over to it. */
  pens: readonly string[]
  deskCode: string | null
  ownApprovalAllowed: boolean
  /** The other rows a rule of sight asks about; without it there are none. */
  related?: Related
}
/** A row by its id, with that id in it, and `wallOf` by the card it is around; undefined = it is not here. */
export type Related = (entity: string, id: string) => Fields | undefined

export type Asked = Pick<Operation, 'entity' | 'id' | 'kind' | 'fields' | 'before' | 'user'>
export type Refusal = NonNullable<Outcome['reason']>
/**
 * Whether this person, on this PC, may write this. `row` is null for a creation; `seen`: whether they may see such a row (A2).
 * Null: they may.
 */
export type WriteRule = (op: Asked, row: Fields | null, who: Pusher, seen: (row: Fields) => boolean) => Refusal | null

export const only = (allowed: boolean): Refusal | null => (allowed ? null : 'forbidden')
export const has = (who: Pusher, ...any: Permission[]): boolean =>
  any.some((permission) => who.actor !== null && can(who.actor, permission))
export const holds =
  (...any: Permission[]): WriteRule =>
  (_op, _row, who) =>
    only(has(who, ...any))

export const isOwn = (who: Pick<Pusher, 'was'>, device: unknown): boolean =>
  typeof device === 'string' && who.was.includes(device)
export const holdsPen = (who: Pick<Pusher, 'pens'>, holder: unknown): boolean =>
  typeof holder === 'string' && who.pens.includes(holder)

/** What the writer had before, without the values that travelled as a hash: those are compared by the merge. */
export const plain = (before: Fields): Fields =>
  Object.fromEntries(
    Object.entries(before).filter(
      ([, v]) => !(v !== null && typeof v === 'object' && !Array.isArray(v) && 'sha256' in v),
    ),
  )
