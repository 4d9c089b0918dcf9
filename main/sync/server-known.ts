import type { LoginTwice } from '../../contract/wire'
import type { Reader, Tx } from '../../db/core/sql'
import { metaValue, setMeta } from '../../db/core/meta'
import type { Address } from './transport'

/** Where this PC's server is and which certificate it shows; null = not enrolled. */
export async function addressOf(read: Reader): Promise<Address | null> {
  const url = await metaValue(read, 'line.url')
  const certificate = await metaValue(read, 'line.certificate')
  return url && certificate ? { url, certificate } : null
}

export async function keepAddress(tx: Tx, { url, certificate }: Address): Promise<void> {
  await setMeta(tx, 'line.url', url)
  await setMeta(tx, 'line.certificate', certificate)
}

export const lastContact = async (read: Reader): Promise<number | null> => {
  const at = Number(await metaValue(read, 'line.lastContact'))
  return at > 0 ? at : null
}

export const keepContact = (tx: Tx, at: number): Promise<void> => setMeta(tx, 'line.lastContact', String(at))

/** The server's chain where this PC's cursor stands; empty before the first page. */
export const chainSeen = async (read: Reader): Promise<string> => (await metaValue(read, 'line.chain')) ?? ''

export const keepChain = (tx: Tx, chain: string): Promise<void> => setMeta(tx, 'line.chain', chain)

/** The entities and kinds the server knew at the last page. */
export async function knownThere(read: Reader): Promise<readonly string[]> {
  const kept = await metaValue(read, 'line.knows')
  return kept === undefined ? [] : (JSON.parse(kept) as string[])
}

export const keepKnown = (tx: Tx, names: readonly string[]): Promise<void> =>
  setMeta(tx, 'line.knows', JSON.stringify(names))

/** People whose login was another's when they came to the server, as it said at the last page. */
export async function twiceThere(read: Reader): Promise<LoginTwice[]> {
  const kept = await metaValue(read, 'line.twice')
  return kept === undefined ? [] : (JSON.parse(kept) as LoginTwice[])
}

export const keepTwice = (tx: Tx, twice: readonly LoginTwice[]): Promise<void> =>
  setMeta(tx, 'line.twice', JSON.stringify(twice))
