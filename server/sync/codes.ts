import { randomBytes } from 'node:crypto'
import { sha256 } from '../../domain/hash'
import { printCode } from '../../domain/sync/code'
import { insertCode } from '../db/codes'
import type { Sql } from '../db/connect'

export const CODE_MINUTES = 15

/** Whom a code is for: nobody's (a first PC brings its office), a PC of an office, or a person's new PC. */
export type CodeFor = { officeId?: string; userId?: string }

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
    userId: whom.userId ?? null,
    expiresAt: now + CODE_MINUTES * 60_000,
  })
  return printCode({ u: server.url, f: server.fingerprint, s: secret })
}
