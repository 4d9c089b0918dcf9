import { startPreferences } from '../session/preferences'
import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { session as sessionContract } from '../../contract/session'
import type { RowVersion } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import { createRow } from '../../db/outbox/changes'
import { allRegisters } from '../../db/register/registers'
import { keepIdentity } from '../../db/core/identity'
import { personById } from '../../db/session/people'
import { officeRow } from '../../db/session/office'
import { applyRows } from '../../db/sync/apply'
import { setCursor } from '../../db/sync/cursor'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { openBook } from '../register/books'
import { signer, signingKey, type SigningKey } from '../../domain/trust/keys'
import { readCode } from '../../domain/sync/code'
import { pinRoot } from '../../db/sync/trust'
import type { Pass } from '../../contract/proof'
import { createKey } from '../session/keys'
import { checkPassword } from '../session/password-rule'
import type { Session } from '../session/session'
import { enrolWith } from './enrolling'
import { keepAddress } from './server-known'
import { forgetNewcomer, newcomer } from './newcomer'
import { asLineError } from './refusal'
import type { Address, Timing } from './transport'

type Input = z.output<(typeof sessionContract)['joinOffice']['input']>
export type JoiningParts = { newId: () => string; timing: Timing }

/** Everything a joining PC knows before its vault exists. */
type Joined = {
  address: Address
  officeId: string
  epoch: string
  deviceId: string
  deviceKey: SigningKey
  user: { id: string; login: string }
  recoveryKey: string
  /** From the code, never from the server: the office's key, the key of one use, and the pass that names it. */
  root: string
  once: SigningKey
  pass: Pass
  rows: RowVersion[]
}

/**
 * A second PC of an office: enrols, reads the office, its people and its registers into memory, and only then makes its
 * vault, whose recovery is sealed to the office's own key: one printed secret opens this PC too. It opens books of its own
 * (N7). The registers' entries come through the line, newest first. If anything fails, no office is left here, and the same code
 * works again.
 * @throws enrolment-code-… · certificate-mismatch · server-unreachable · invalid-input { deskCode } · office-exists
 */
export async function joinOffice(session: Session, input: Input, parts: JoiningParts): Promise<void> {
  // What can be refused here is refused before the code is used up.
  session.parts.realOffice()
  checkPassword(input.password, '')
  if (session.vault.exists) throw new AppError('office-exists')
  const joined = await introduce(session, input, parts)
  const { officeId, deviceId, recoveryKey, user } = joined
  const opened = await session.vault.create(
    { officeId, deviceId, demonstration: false, recoveryKey, recoverySecret: null, user, password: input.password },
    ({ db }, userKey) => db.write((tx) => settleIn(tx, joined, input, userKey, parts.newId, session.now())),
  )
  await forgetNewcomer(session.vault.folder)
  await session.enter(opened)
  await startPreferences(session.desk, user.id, input.language)
}

/** Enrols this PC under a new name and key, and reads what it needs to be a desk of the office. */
async function introduce(session: Session, input: Input, { newId, timing }: JoiningParts): Promise<Joined> {
  const { k, r } = readCode(input.code)
  if (!k || !r) throw new AppError('enrolment-code-invalid')
  const once = signingKey(Buffer.from(k, 'base64url'))
  const { deviceId, deviceKey } = await newcomer(session.vault.folder, once.seed, newId)
  const sender = { id: deviceId, sign: signer(deviceKey.seed), now: () => session.now() }
  const who = {
    sender,
    publicKey: deviceKey.publicKey,
    name: input.deviceName,
    officeId: null,
    deskCode: input.deskCode,
    root: null,
  }
  const { wire, address, reply } = await enrolWith(input.code, who, timing)
  try {
    const { rows, epoch } = await wire.reference().catch(() => wire.reference())
    const fieldsOf = (entity: string, id: string | null): RowVersion['fields'] | undefined =>
      rows.find((r) => r.entity === entity && r.id === id)?.fields
    const office = fieldsOf('office', reply.officeId)
    const person = fieldsOf('user', reply.userId)
    // A code for a PC that has the office already says nobody's name.
    if (!office || !person || reply.userId === null || person['active'] !== true || !reply.pass)
      throw new AppError('enrolment-code-invalid')
    return {
      address,
      epoch,
      deviceId,
      deviceKey,
      rows,
      officeId: reply.officeId,
      user: { id: reply.userId, login: String(person['login']) },
      recoveryKey: String(office['recoveryKey']),
      root: r,
      once,
      pass: reply.pass,
    }
  } catch (error) {
    throw asLineError(error)
  } finally {
    wire.close()
  }
}

/** The first transaction of the new vault: the office as the server has it, and what this PC adds to it. */
async function settleIn(
  tx: Tx,
  joined: Joined,
  input: Input,
  userKey: SigningKey,
  newId: () => string,
  at: number,
): Promise<void> {
  const { deviceId, deviceKey, officeId, epoch, user } = joined
  const signing = { keyId: newId(), publicKey: userKey.publicKey, sign: signer(userKey.seed) }
  const stamp = { officeId, userId: user.id, deviceId, at, signer: signing }
  await pinRoot(tx, joined.root)
  await keepIdentity(tx, { id: deviceId, seed: deviceKey.seed.toString('base64'), was: [] })
  await keepAddress(tx, joined.address)
  await setCursor(tx, { stream: officeId, epoch, live: 0, backfill: -1, head: 0 })
  await applyRows(tx, joined.rows, { officeId, deviceId, at })
  // What the server says of the office and of this person has to be proven by the office itself.
  const office = await officeRow(tx)
  if (!(await personById(tx, user.id)) || !office) throw new AppError('not-proven', { what: 'office' })
  const device = {
    id: deviceId,
    deskCode: input.deskCode,
    publicKey: deviceKey.publicKey,
    sign: signer(deviceKey.seed),
  }
  const key = { id: signing.keyId, userId: user.id, publicKey: userKey.publicKey }
  await createKey(tx, key, { origin: 'enrolment', once: joined.once, pass: joined.pass }, stamp)
  const { publicKey } = device
  const fields = { name: input.deviceName, deskCode: input.deskCode, publicKey, createdAt: at }
  await createRow(tx, 'device', deviceId, fields, stamp)
  const year = Number(dateOf(at, zoneOf(office)).slice(0, 4))
  for (const { id: registerId } of await allRegisters(tx, deviceId)) {
    await openBook({ newId, device, signer: null }, tx, { registerId, year, opening: 1 }, stamp)
  }
}
