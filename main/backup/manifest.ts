import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../contract/errors'
import { Names } from '../../contract/values'
import { canonical } from '../../domain/sync/canonical'
import { boxOf, macHolds, macOf, purposeKey, sealTo, unseal } from '../session/crypto'
import { verifySignature } from '../../domain/trust/keys'
import { isOld, openPerson, Slot, wipe } from '../session/slots'
import type { VaultFile } from '../session/vault-file'

const Part = z.object({ size: z.int(), sha256: z.string() })
export type Part = z.infer<typeof Part>
export const PARTS = ['diwan.db', 'vault.sealed', 'keys.json'] as const

/** What a backup says of itself, readable by anybody, so that a damaged medium is found before anything is replaced. */
const Manifest = z.object({
  format: z.literal('diwan-backup-2'),
  officeId: z.string(),
  deviceId: z.string(),
  officeNames: Names,
  madeAt: z.int(),
  schema: z.int(),
  entries: z.int(),
  parts: z.object({ 'diwan.db': Part, 'vault.sealed': Part, 'keys.json': Part }),
  /** Every scan a row names: by its name in the vault, which betrays nothing. */
  scans: z.array(Part.extend({ name: z.string().regex(/^[0-9a-f]{2}\/[0-9a-f]{64}$/) })),
  /** Scans that rows name and that were not to be had when the backup was made. */
  missing: z.array(z.string()),
  /** By the PC that made it · by the backup's own key, which only whoever opens it has. */
  signature: z.string(),
  mac: z.string(),
})
export type Manifest = z.infer<typeof Manifest>

export async function readManifest(folder: string): Promise<Manifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
  } catch {
    throw new AppError('backup-invalid', { reason: 'manifest' })
  }
}

const said = ({ signature: _signature, mac: _mac, ...rest }: Manifest): string => canonical(rest)
export function sealManifest(
  facts: Omit<Manifest, 'signature' | 'mac'>,
  key: Buffer,
  sign: (data: string) => string,
): Manifest {
  const text = canonical(facts)
  return { ...facts, signature: sign(text), mac: macOf(purposeKey(key, 'backup manifest'), text) }
}
export const manifestHolds = (manifest: Manifest, key: Buffer): boolean =>
  macHolds(purposeKey(key, 'backup manifest'), said(manifest), manifest.mac)
export const madeBy = (manifest: Manifest, publicKey: string): boolean =>
  verifySignature(publicKey, said(manifest), manifest.signature)

/* ---- the key of a backup: random, sealed to the office's printed secret and to its administrators; no clerk's password ---- */

const Keys = z.object({
  officeId: z.string(),
  recovery: z.object({ publicKey: z.string(), sealed: z.string() }),
  administrators: z.array(Slot.omit({ keys: true }).extend({ sealed: z.string() })),
})
export type BackupKeys = z.infer<typeof Keys>
const context = (officeId: string): string => `diwan backup ${officeId}`

export function sealKeys(vault: VaultFile, administrators: readonly string[], key: Buffer): BackupKeys {
  const { officeId, recovery, slots } = vault
  const sealed = (publicKey: string): string => sealTo(publicKey, key, context(officeId))
  return {
    officeId,
    recovery: { publicKey: recovery.publicKey, sealed: sealed(recovery.publicKey) },
    administrators: slots.flatMap((slot) => {
      if (isOld(slot) || !administrators.includes(slot.userId)) return []
      const { keys: _keys, ...own } = slot
      return [{ ...own, sealed: sealed(slot.box) }]
    }),
  }
}

export async function readKeys(folder: string): Promise<BackupKeys> {
  try {
    return Keys.parse(JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8')))
  } catch {
    throw new AppError('backup-invalid', { reason: 'manifest' })
  }
}

/** Null: it is not this office's printed secret. */
export function keyBySecret({ officeId, recovery }: BackupKeys, secret: Buffer): Buffer | null {
  if (boxOf(secret).publicKey !== recovery.publicKey) return null
  return unseal(secret, recovery.sealed, context(officeId))
}

/** Null: this person could not open it when it was made. */
export function keyByPerson({ officeId, administrators }: BackupKeys, box: Buffer): Buffer | null {
  const own = administrators.find((a) => a.box === boxOf(box).publicKey)
  return own ? unseal(box, own.sealed, context(officeId)) : null
}

/** Null: wrong, or nobody who was an administrator when it was made. */
export async function keyByPassword(keys: BackupKeys, login: string, password: string): Promise<Buffer | null> {
  const own = keys.administrators.find((a) => a.login === login)
  const person = own && (await openPerson(keys.officeId, own, password))
  const key = person ? keyByPerson(keys, person.box) : null
  wipe(person?.seed, person?.box)
  return key
}
