import { z } from 'zod'
import { entities } from '../entities'
import { Id } from '../../contract/values'
import type { Fields } from '../../contract/wire'
import { sha256 } from '../hash'
import { unproven } from './proof'

/**
 * What another office needs to believe one of our PCs with nothing but our root key in its hands (ADR 037): the PC's row, and the rows of the
 * keys its proof goes back over.
 */
const Row = z.object({ id: Id, fields: z.record(z.string(), z.json()) })
export const Lineage = z.object({ officeId: Id, root: z.string().max(200), device: Row, keys: z.array(Row).max(40) })
export type Lineage = z.infer<typeof Lineage>

/** Whoever stands behind a proof, at any depth of it. */
export function signersIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = Object.entries(value).flatMap(([name, one]) =>
    (name === 'by' || name === 'userId') && typeof one === 'string' && one !== 'office' ? [one] : [],
  )
  return [...own, ...Object.values(value).flatMap(signersIn)]
}

/** Honest lines of administrators are short; a made-up one must not keep us busy. */
const MOST_ASKED = 200

/** The public key of the PC, when its row is proven back to that root; null otherwise. */
export function provenKey({ officeId, root, device, keys }: Lineage): string | null {
  let asked = 0
  const keysOf = (userId: string): { id: string; fields: Fields }[] =>
    ++asked > MOST_ASKED ? [] : keys.filter((one) => one.fields['userId'] === userId)
  const fits = (row: { fields: Fields }, of: 'device' | 'userKey'): boolean =>
    entities[of].proves.every((name) => {
      const field = (entities[of].fields as Record<string, { value: z.ZodType; nullable: boolean }>)[name]
      const value = row.fields[name] ?? null
      return field !== undefined && (value === null ? field.nullable : field.value.safeParse(value).success)
    })
  if (!fits(device, 'device') || !keys.every((one) => fits(one, 'userKey'))) return null
  if (new Set(keys.map((one) => one.fields['publicKey'])).size < keys.length) return null
  if (unproven({ officeId, root, keysOf }, 'device', device.id, device.fields) !== null) return null
  return String(device.fields['publicKey'])
}

/** What two administrators read to each other: 160 bits of the root key, in fours. */
export const fingerprintOf = (root: string): string =>
  (sha256(Buffer.from(root, 'base64')).slice(0, 40).toUpperCase().match(/.{4}/g) ?? []).join(' ')
