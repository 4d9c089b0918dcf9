import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeDurably } from '../../db/core/durable'
import { newSigningKey, signingKey, type SigningKey } from '../../domain/trust/keys'
import { purposeKey, unwrap, wrap } from '../session/crypto'

/** Who a PC is that joins: the name and key the server will know it by. */
export type Newcomer = { deviceId: string; deviceKey: SigningKey }

const Kept = z.object({ deviceId: z.string(), seed: z.string() })
const CONTEXT = 'diwan joining'
const fileIn = (folder: string): string => join(folder, 'joining')

/**
 * Kept until the vault stands, sealed with the code itself: a join that was cut, however far it was, is the same PC's when it is
 * tried again, and the server answers it again. Under another code it opens nothing, and is another newcomer's.
 * @param code the secret inside the code
 */
export async function newcomer(folder: string, code: Buffer, newId: () => string): Promise<Newcomer> {
  const key = purposeKey(code, CONTEXT)
  const known = await readFile(fileIn(folder), 'utf8').then(
    (sealed) => unwrap(key, sealed, CONTEXT),
    () => null, // a first attempt
  )
  if (known) {
    const { deviceId, seed } = Kept.parse(JSON.parse(known.toString()))
    return { deviceId, deviceKey: signingKey(Buffer.from(seed, 'base64')) }
  }
  const made = { deviceId: newId(), deviceKey: newSigningKey() }
  const kept = JSON.stringify({ deviceId: made.deviceId, seed: made.deviceKey.seed.toString('base64') })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeDurably(fileIn(folder), wrap(key, Buffer.from(kept), CONTEXT))
  return made
}

export const forgetNewcomer = (folder: string): Promise<void> => rm(fileIn(folder), { force: true })
