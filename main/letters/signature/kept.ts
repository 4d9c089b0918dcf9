import { createPrivateKey, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { metaValue, setMeta } from '../../../db/core/meta'
import type { Reader, Tx } from '../../../db/core/sql'
import type { Identity } from './cms'

/*
 * The office's key lies in the vault of the PC that issues letters, and goes to no other: whoever issues elsewhere imports it there.
 * Like every row it is encrypted on the disk and in backups.
 */

const IDENTITY = 'letters.identity'
const STAMP_URL = 'letters.stampUrl'
const WAITING = 'letters.unstamped'

const Kept = z.object({ key: z.base64(), certificate: z.string(), chain: z.array(z.string()) })

export async function keptIdentity(read: Reader): Promise<Identity | null> {
  const text = await metaValue(read, IDENTITY)
  if (!text) return null
  const { key, certificate, chain } = Kept.parse(JSON.parse(text))
  return {
    key: createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' }),
    certificate: new X509Certificate(certificate),
    chain: chain.map((pem) => new X509Certificate(pem)),
  }
}

export function keepIdentity(tx: Tx, identity: Identity | null): Promise<void> {
  if (!identity) return setMeta(tx, IDENTITY, '')
  const { key, certificate, chain } = identity
  const kept: z.infer<typeof Kept> = {
    key: key.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    certificate: certificate.toString(),
    chain: chain.map((one) => one.toString()),
  }
  return setMeta(tx, IDENTITY, JSON.stringify(kept))
}

export const stampUrl = async (read: Reader): Promise<string | null> => (await metaValue(read, STAMP_URL)) || null
export const setStampUrl = (tx: Tx, url: string | null): Promise<void> => setMeta(tx, STAMP_URL, url ?? '')

/** Letters whose signature has no time stamp yet. */
export const unstamped = async (read: Reader): Promise<string[]> =>
  z.array(z.string()).parse(JSON.parse((await metaValue(read, WAITING)) || '[]'))

export async function waits(tx: Tx, letterId: string): Promise<void> {
  const known = await unstamped(tx)
  if (!known.includes(letterId)) await setMeta(tx, WAITING, JSON.stringify([...known, letterId]))
}
export const waitsNoMore = async (tx: Tx, letterId: string): Promise<void> =>
  setMeta(tx, WAITING, JSON.stringify((await unstamped(tx)).filter((id) => id !== letterId)))
