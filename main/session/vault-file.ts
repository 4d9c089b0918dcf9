import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '../../contract/errors'
import { writeDurably } from '../../db/core/durable'
import { canonical } from '../../domain/sync/canonical'
import { macHolds, macOf, purposeKey, sealTo, unseal } from './crypto'
import { isOld, OldSlot, packed, sealedFor, Slot, unpacked, type DataKeys } from './slots'

const Recovery = z.object({ publicKey: z.string(), sealed: z.string() })
const common = { officeId: z.string(), deviceId: z.string(), demonstration: z.boolean(), recovery: Recovery }

/** `vault.json`: everything that opens the database, useless without a password or the printed secret. */
const Current = z.object({
  ...common,
  version: z.literal(2),
  /** Counts every change; the database remembers the last, so that an older file cannot be put in its place. */
  revision: z.int(),
  slots: z.array(z.union([Slot, OldSlot])),
  /** The printed secret, sealed to its founder until they have said that it is written down. */
  unseen: z.object({ userId: z.string(), sealed: z.string() }).nullable(),
  /** Over all the rest, by a key that only whoever opens the vault has: touched from outside, it is not ours. */
  mac: z.string(),
})
export type VaultFile = z.infer<typeof Current>
/** As 0.1.0 wrote it; it is written anew when somebody opens it. */
const Old = z.object({ ...common, version: z.literal(1), slots: z.array(OldSlot) })

/** @throws vault-damaged when the text is not ours. */
export function parseVault(text: string): VaultFile {
  try {
    const found = z.union([Current, Old]).parse(JSON.parse(text))
    return found.version === 2 ? found : { ...found, version: 2, revision: 0, unseen: null, mac: '' }
  } catch {
    throw new AppError('vault-damaged')
  }
}

/** @throws vault-damaged when the file cannot be read as ours. */
export function readVault(file: string): VaultFile {
  try {
    return parseVault(readFileSync(file, 'utf8'))
  } catch {
    throw new AppError('vault-damaged')
  }
}

export const writeVault = (file: string, vault: VaultFile): Promise<void> =>
  writeDurably(file, JSON.stringify(vault, null, 2))

const sealedText = ({ mac: _mac, ...vault }: VaultFile): string => canonical(vault)
const macKey = (keys: DataKeys): Buffer => purposeKey(keys.data, 'vault file')

/** The next writing of the file, under the seal of whoever has the data key. */
export function stamped(vault: VaultFile, keys: DataKeys): VaultFile {
  const next = { ...vault, revision: vault.revision + 1 }
  return { ...next, mac: macOf(macKey(keys), sealedText(next)) }
}

/** @throws vault-damaged when somebody without the data key has written it. A file of 0.1.0 has no seal yet. */
export function assertOurs(vault: VaultFile, keys: DataKeys): void {
  if (vault.revision === 0) return
  if (!macHolds(macKey(keys), sealedText(vault), vault.mac)) throw new AppError('vault-damaged')
}

/** Everybody who stays gets the keys; a slot of 0.1.0 that nobody has opened since cannot be given them, and goes. */
export const sealedForAll = (vault: VaultFile, keys: DataKeys): VaultFile => ({
  ...vault,
  recovery: sealRecovery(vault.officeId, vault.recovery.publicKey, keys),
  slots: vault.slots.flatMap((slot) => (isOld(slot) ? [] : [sealedFor(vault.officeId, slot, keys)])),
})

const recoveryContext = (officeId: string): string => `diwan recovery ${officeId}`

export const sealRecovery = (officeId: string, publicKey: string, keys: DataKeys): VaultFile['recovery'] => ({
  publicKey,
  sealed: sealTo(publicKey, packed(keys), recoveryContext(officeId)),
})

export function openRecovery(vault: VaultFile, secret: Buffer): DataKeys | null {
  const plain = unseal(secret, vault.recovery.sealed, recoveryContext(vault.officeId))
  return plain && unpacked(plain)
}

const unseenContext = (officeId: string): string => `diwan unseen ${officeId}`

export const sealUnseen = (officeId: string, userId: string, box: string, secret: string): VaultFile['unseen'] => ({
  userId,
  sealed: sealTo(box, Buffer.from(secret), unseenContext(officeId)),
})

/** The printed secret, for its founder alone, as long as they have not put it away. */
export function openUnseen(vault: VaultFile, userId: string, box: Buffer): string | null {
  if (vault.unseen?.userId !== userId) return null
  return unseal(box, vault.unseen.sealed, unseenContext(vault.officeId))?.toString() ?? null
}
