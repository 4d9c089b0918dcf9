import { randomBytes } from 'node:crypto'
import type { EnrolReply, EnrolRequest } from '../../contract/wire'
import { Pass } from '../../contract/proof'
import { sha256 } from '../../domain/hash'
import { deviceGenesis } from '../../domain/sync/operation'
import { lockCode, useCode, type CodeRow } from '../db/codes'
import type { Sql, Store } from '../db/connect'
import { deskCodeTaken, deviceById, insertDevice, renameDevice } from '../db/devices'
import { createHead, headOf, type Head } from '../db/streams'
import { Failure } from '../failure'

export const newEpoch = (): string => randomBytes(12).toString('base64url')

/**
 * Turns a code into a device. The request is signed with the device's own key (http/auth.ts), so the key is proved. A reply
 * that was lost is given again to the same device; anybody else finds the code used.
 * @throws code-invalid · code-expired · clone · desk-code-taken · revoked
 */
export function enrol(store: Store, request: EnrolRequest, now: number): Promise<EnrolReply> {
  return store.write(async (sql) => {
    const hash = sha256(request.secret)
    const code = await lockCode(sql, hash)
    if (!code || (code.usedBy !== null && code.usedBy !== request.device.id)) throw new Failure('code-invalid')
    if (code.usedAt === null && code.expiresAt < now) throw new Failure('code-expired')
    const head = await officeFor(sql, code, request, now)
    await admit(sql, code, head, request, now)
    if (code.usedAt === null) await useCode(sql, hash, request.device.id, now)
    const pass = code.pass === null ? null : Pass.parse(JSON.parse(code.pass))
    return { officeId: head.stream, epoch: head.epoch, userId: code.userId, pass }
  })
}

/** A code without an office lets a first PC bring one that nobody here knows yet; never lets it into one that is here. */
async function officeFor(sql: Sql, code: CodeRow, request: EnrolRequest, now: number): Promise<Head> {
  const wanted = code.office ?? request.officeId
  if (wanted === null || (request.officeId !== null && request.officeId !== wanted)) throw new Failure('code-invalid')
  const known = await headOf(sql, wanted)
  if (code.office !== null) {
    if (!known) throw new Failure('code-invalid')
    return known
  }
  if (known) {
    if (code.usedBy === request.device.id) return known
    throw new Failure('code-invalid')
  }
  if (request.root === null) throw new Failure('code-invalid')
  await createHead(sql, { stream: wanted, epoch: newEpoch(), rootKey: request.root, at: now })
  const created = await headOf(sql, wanted)
  if (!created) throw new Failure('busy')
  return created
}

async function admit(
  sql: Sql,
  code: CodeRow,
  head: Head,
  { device, deskCode }: EnrolRequest,
  now: number,
): Promise<void> {
  const known = await deviceById(sql, device.id)
  if (known) {
    // The same PC again, after its office was restored or its reply lost. Another key under its name is a copy.
    if (known.office !== head.stream || known.publicKey !== device.publicKey) throw new Failure('clone')
    if (known.revokedAt !== null) throw new Failure('revoked')
    // A join that was cut, tried again in other words before it said anything.
    if (known.lastD === 0 && known.deskCode !== deskCode) await freeDeskCode(sql, head.stream, deskCode, device.id)
    if (known.lastD === 0) await renameDevice(sql, device.id, device.name, deskCode)
    return
  }
  await freeDeskCode(sql, head.stream, deskCode, device.id)
  const { id, name, publicKey } = device
  const lastHash = deviceGenesis(id)
  await insertDevice(sql, {
    id,
    office: head.stream,
    name,
    publicKey,
    deskCode,
    lastHash,
    userId: code.userId,
    at: now,
  })
}

async function freeDeskCode(sql: Sql, office: string, deskCode: string | null, device: string): Promise<void> {
  if (deskCode !== null && (await deskCodeTaken(sql, office, deskCode, device))) throw new Failure('desk-code-taken')
}
