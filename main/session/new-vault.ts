import type { Cost } from './crypto'
import { makeSlot, type DataKeys, type PersonKeys } from './slots'
import { sealRecovery, sealUnseen, stamped, type VaultFile } from './vault-file'

export type NewVault = {
  officeId: string
  deviceId: string
  demonstration: boolean
  recoveryKey: string
  /** The printed secret of an office founded here, kept sealed to its founder until they have put it away. */
  recoverySecret: string | null
  user: { id: string; login: string }
  password: string
}

/** The first writing of `vault.json`, with the slot of whoever founds or joins. */
export async function newVaultFile(
  first: NewVault,
  keys: DataKeys,
  person: PersonKeys,
  cost: Cost,
): Promise<VaultFile> {
  const { officeId, deviceId, demonstration, user, recoverySecret } = first
  const slot = await makeSlot(officeId, user, first.password, keys, person, cost)
  const unseen = recoverySecret === null ? null : sealUnseen(officeId, user.id, slot.box, recoverySecret)
  const recovery = sealRecovery(officeId, first.recoveryKey, keys)
  const facts = { officeId, deviceId, demonstration, recovery, slots: [slot], unseen }
  return stamped({ version: 2, revision: 0, mac: '', ...facts }, keys)
}
