import { randomBytes } from 'node:crypto'
import type { CodeRequest } from '../../contract/wire'
import { sha256 } from '../../domain/hash'
import { can } from '../../contract/permissions'
import { passCounts } from '../../domain/trust/proof'
import type { Store } from '../db/connect'
import type { DeviceRow } from '../db/devices'
import { Failure } from '../failure'
import { printCode } from '../../domain/sync/code'
import { insertCode } from '../db/codes'
import type { Sql } from '../db/connect'
import { authorityIn } from './authority'

export const CODE_MINUTES = 15

/** Whom a server's own code is for: nobody's (a first PC brings its office), or a PC that has the office already. */
export type CodeFor = { officeId?: string }

/** A code of one use, valid for a quarter of an hour; only its hash stays here. */
export async function newCode(
  sql: Sql,
  server: { url: string; fingerprint: string },
  now: number,
  whom: CodeFor,
): Promise<string> {
  const secret = randomBytes(20).toString('base64url')
  await insertCode(sql, {
    hash: sha256(secret),
    office: whom.officeId ?? null,
    userId: null,
    expiresAt: now + CODE_MINUTES * 60_000,
  })
  return printCode({ u: server.url, f: server.fingerprint, s: secret })
}

/**
 * A code an administrator made in their window: the server keeps the hash of its secret and the pass they signed, and can make
 * neither. @throws unproven when no administrator of this office stands behind it now
 */
export async function takeCode(
  store: Store,
  device: DeviceRow,
  { secretHash, pass }: CodeRequest,
  now: number,
): Promise<void> {
  const { office } = device
  await store.write(async (sql) => {
    const { trust, actor } = await authorityIn(sql, office, device.id)
    const maker = actor(pass.proof.by)
    const still = maker !== null && can(maker, 'users:manage')
    if (!still || actor(pass.userId) === null || !passCounts(trust, pass)) throw new Failure('unproven')
    const expiresAt = Math.min(pass.expiresAt, now + CODE_MINUTES * 60_000)
    await insertCode(sql, { hash: secretHash, office, userId: pass.userId, expiresAt, pass: JSON.stringify(pass) })
  })
}
