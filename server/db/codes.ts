import type { Sql } from './connect'

export type CodeRow = {
  office: string | null
  userId: string | null
  expiresAt: number
  usedAt: number | null
  usedBy: string | null
  /** What an administrator signed for this person's new PC (contract/proof.ts), as text. */
  pass: string | null
}

/** Two devices with one code wait here for each other; the second finds it used. */
export const lockCode = (sql: Sql, hash: string): Promise<CodeRow | undefined> =>
  sql.one(
    `SELECT office, user_id AS "userId", expires_at AS "expiresAt", used_at AS "usedAt", used_by AS "usedBy", pass FROM enrolment WHERE code_hash = $1 FOR UPDATE`,
    [hash],
  )

export const insertCode = (
  sql: Sql,
  code: { hash: string; office: string | null; userId: string | null; expiresAt: number; pass?: string },
): Promise<void> =>
  sql.run('INSERT INTO enrolment (code_hash, office, user_id, expires_at, pass) VALUES ($1, $2, $3, $4, $5)', [
    code.hash,
    code.office,
    code.userId,
    code.expiresAt,
    code.pass ?? null,
  ])

export const useCode = (sql: Sql, hash: string, device: string, at: number): Promise<void> =>
  sql.run('UPDATE enrolment SET used_at = $3, used_by = $2 WHERE code_hash = $1', [hash, device, at])
