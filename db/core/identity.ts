import type { Reader, Tx } from './sql'
import { metaValue, setMeta } from './meta'

/**
 * Who this PC is: its id and the seed of its key; and what it was called before it was restored or copied, oldest first (ADR 020).
 * Its vault and its security log keep the oldest name.
 */
export type Identity = { id: string; seed: string; was: string[] }

export async function identityOf(read: Reader): Promise<Identity | undefined> {
  const id = await metaValue(read, 'device.id')
  const seed = await metaValue(read, 'device.seed')
  if (id === undefined || seed === undefined) return undefined
  return { id, seed, was: JSON.parse((await metaValue(read, 'device.was')) ?? '[]') as string[] }
}

export async function keepIdentity(tx: Tx, { id, seed, was }: Identity): Promise<void> {
  await setMeta(tx, 'device.id', id)
  await setMeta(tx, 'device.seed', seed)
  await setMeta(tx, 'device.was', JSON.stringify(was))
}

/** A vault made under this or an earlier name is this PC's. */
export const isNameOf = ({ id, was }: Pick<Identity, 'id' | 'was'>, name: string): boolean =>
  name === id || was.includes(name)
