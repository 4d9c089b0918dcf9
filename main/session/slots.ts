import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { SigningKey } from '../../domain/trust/keys'
import { deriveKey, newKdf, sealTo, unseal, unwrap, wrap } from './crypto'

const Kdf = z.object({ memoryKiB: z.int(), passes: z.int(), lanes: z.int(), salt: z.string() })
const Slot = z.object({ userId: z.string(), login: z.string(), kdf: Kdf, sealed: z.string() })
export type Slot = z.infer<typeof Slot>

/** `vault.json`: everything that opens the database, useless without a password or the printed secret. */
export const VaultFile = z.object({
  version: z.literal(1),
  officeId: z.string(),
  deviceId: z.string(),
  demonstration: z.boolean(),
  recovery: z.object({ publicKey: z.string(), sealed: z.string() }),
  slots: z.array(Slot),
})
export type VaultFile = z.infer<typeof VaultFile>

/** What a slot holds: the PC's data key and the person's own signing key. */
export type Unlocked = { dataKey: Buffer; seed: Buffer }

const contextOf = (officeId: string, userId: string): string => `diwan slot ${officeId} ${userId}`
const recoveryContext = (officeId: string): string => `diwan recovery ${officeId}`

export async function makeSlot(
  officeId: string,
  user: { id: string; login: string },
  password: string,
  dataKey: Buffer,
  key: SigningKey,
): Promise<Slot> {
  const kdf = newKdf()
  const sealed = wrap(await deriveKey(password, kdf), Buffer.concat([dataKey, key.seed]), contextOf(officeId, user.id))
  return { userId: user.id, login: user.login, kdf, sealed }
}

/** Null = wrong password: the slot does not open. Damage shows later, when the database does not. */
export async function openSlot(officeId: string, slot: Slot, password: string): Promise<Unlocked | null> {
  const plain = unwrap(await deriveKey(password, slot.kdf), slot.sealed, contextOf(officeId, slot.userId))
  return plain?.length === 64 ? { dataKey: plain.subarray(0, 32), seed: plain.subarray(32) } : null
}

export const sealRecovery = (officeId: string, publicKey: string, dataKey: Buffer): VaultFile['recovery'] => ({
  publicKey,
  sealed: sealTo(publicKey, dataKey, recoveryContext(officeId)),
})

export const openRecovery = (vault: VaultFile, secret: Buffer): Buffer | null =>
  unseal(secret, vault.recovery.sealed, recoveryContext(vault.officeId))

/** @throws vault-damaged when the file cannot be read as ours. */
export function readVault(file: string): VaultFile {
  try {
    return VaultFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new AppError('vault-damaged')
  }
}

/** Whole or not at all: a cut while writing must not lock everybody out. */
export function writeVault(file: string, vault: VaultFile): void {
  const next = `${file}.new`
  const handle = openSync(next, 'w', 0o600)
  try {
    writeSync(handle, JSON.stringify(vault, null, 2))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(next, file)
  syncFolder(dirname(file))
}

/** A rename is durable only when its folder is; Windows has no handle for a folder and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
