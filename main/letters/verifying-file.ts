import { createHash } from 'node:crypto'
import type { FileFound } from '../../contract/letter-verdicts'
import type { Actor } from '../../contract/permissions'
import { deviceKeys, keptLetterFile } from '../../db/letters/letters'
import { maySee } from '../../db/visibility/sight'
import { keyIdOf, readLetterCode } from '../../domain/letters/code'
import { verifySignature } from '../../domain/trust/keys'
import type { Desk } from '../desk'
import { sealOf, type Seal } from './seal'
import { ownRoom } from './signature/append'
import { verifyCode } from './verifying'

const NOTHING = { number: null, date: null, device: null }

/**
 * What a PDF says of itself, offline: the code in it, whether every byte is what was sealed with it, what the register knows, and the
 * signatures in it. A code that was copied onto another page is `changed`: its seal is over that other file.
 */
export async function verifyFile(desk: Desk, actor: Actor, bytes: Buffer): Promise<FileFound> {
  const signatures = await desk.pages.signatures(bytes, desk.office.trustedIssuers)
  const seal = sealOf(bytes)
  if (!seal) return { ...(await withoutSeal(desk, actor, bytes, signatures.length > 0)), signatures }
  const { verdict, number, date, device } = await verifyCode(desk, actor, seal.code)
  const found = { number, date, device, signatures }
  if (verdict === 'misread' || verdict === 'differs') return { verdict: 'changed', ...found }
  if (verdict === 'unknown-key') return { verdict, ...found }
  // The office's own signature is all that may stand behind the seal.
  const isAll = seal.length === bytes.length || ownRoom(bytes, seal.length) !== null
  const whole = isAll && (await isSealed(desk, seal))
  const broken = signatures.some(({ state }) => state === 'altered' || state === 'broken')
  return { verdict: whole && !broken ? verdict : 'changed', ...found }
}

async function isSealed(desk: Desk, { code, text, signature }: Seal): Promise<boolean> {
  const read = readLetterCode(code)
  if (read === null || read === 'misread') return false
  const key = (await deviceKeys(desk.db.read)).find(({ id }) => keyIdOf(id) === read.code.keyId)
  return key !== undefined && verifySignature(key.publicKey, text, signature)
}

/** A letter of an earlier version bears no seal: the very file this office keeps is its letter all the same. */
async function withoutSeal(
  desk: Desk,
  actor: Actor,
  bytes: Buffer,
  isSigned: boolean,
): Promise<Omit<FileFound, 'signatures'>> {
  const kept = await keptLetterFile(desk.db.read, createHash('sha256').update(bytes).digest('hex'))
  // A2: of what somebody may not see nothing is told.
  if (!kept || !(await maySee(desk.db.read, actor, 'entry', kept.entryId)))
    return { verdict: isSigned ? 'signed' : 'unsigned', ...NOTHING }
  const { cancelledAt, numberText: number, businessDate: date } = kept
  return { verdict: cancelledAt === null ? 'genuine' : 'cancelled', number, date, device: null }
}
