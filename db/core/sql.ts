import type { EntityManager } from 'typeorm'
import type { Statements } from './statements'
import type { Value } from './value'

/** What db/ sees inside a transaction or a reader. */
export type Sql = {
  manager: EntityManager
  all<T>(statement: string, params?: readonly Value[]): Promise<T[]>
  one<T>(statement: string, params?: readonly Value[]): Promise<T | undefined>
  run(statement: string, params?: readonly Value[]): Promise<void>
}

declare const reading: unique symbol
declare const writing: unique symbol
/** Committed rows only, on a read-only connection. Services pass it on and cannot see inside. */
export type Reader = { readonly [reading]: true }
/** An open transaction: only `Database.write` makes one. */
export type Tx = Reader & { readonly [writing]: true }

const inside = new WeakMap<object, Sql>()
const afterwards = new WeakMap<object, (() => void)[]>()
const lastThings = new WeakMap<object, (() => Promise<void>)[]>()

/** Work that is done once, at the end of the transaction: what many changes of it can share. */
export function beforeCommit(tx: Tx, work: () => Promise<void>): void {
  lastThings.set(tx, [...(lastThings.get(tx) ?? []), work])
}

/** What is told outside the database once the transaction stands, and not at all when it does not. */
export function afterCommit(tx: Tx, work: () => void): void {
  afterwards.set(tx, [...(afterwards.get(tx) ?? []), work])
}

export function doAfterwards(tx: Tx): void {
  for (const work of afterwards.get(tx) ?? []) work()
}

export async function doLastThings(tx: Tx): Promise<void> {
  for (const work of lastThings.get(tx) ?? []) await work()
}

/** For db/ only: the statements behind a reader or a transaction. */
export function sql(handle: Reader): Sql {
  const found = inside.get(handle)
  if (!found) throw new Error('this transaction is over')
  return found
}

export function handleFor(manager: EntityManager, statements: Statements): Tx {
  const handle = {} as Tx
  const all = <T>(statement: string, params: readonly Value[] = []): Promise<T[]> =>
    statements.all<T>(statement, params)
  inside.set(handle, {
    manager,
    all,
    one: async <T>(statement: string, params?: readonly Value[]) => (await all<T>(statement, params))[0],
    run: async (statement, params) => void (await all(statement, params)),
  })
  return handle
}

/** A transaction that is over cannot be used by code that kept it. */
export const invalidate = (handle: Reader): void => void inside.delete(handle)
