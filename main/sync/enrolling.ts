import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { EnrolReply } from '../../contract/wire'
import { patchRow } from '../../db/outbox/changes'
import { cursorOf, setCursor } from '../../db/sync/cursor'
import { trustOf } from '../../db/sync/trust'
import { readCode } from '../../domain/sync/code'
import { stampOf, type Desk } from '../desk'
import { fetchCertificate } from './certificate'
import { keepAddress } from './server-known'
import { asLineError } from './refusal'
import { Transport, type Address, type Sender, type Timing } from './transport'
import { Wire } from './wire'

export type Newcomer = {
  sender: Sender
  publicKey: string
  name: string
  officeId: string | null
  deskCode: string | null
  /** For a first PC: the key its office goes back to. */
  root: string | null
}

/**
 * Shows the code to the server that it names and to no other: the certificate is compared before anything is sent.
 * @returns an open wire, the caller's to close
 */
export async function enrolWith(
  code: string,
  who: Newcomer,
  timing: Timing,
): Promise<{ wire: Wire; address: Address; reply: EnrolReply }> {
  const { u: url, f: fingerprint, s: secret } = readCode(code)
  const address = { url, certificate: await fetchCertificate(url, fingerprint, timing) }
  const wire = new Wire(new Transport(address, who.sender, timing))
  try {
    const device = { id: who.sender.id, name: who.name, publicKey: who.publicKey }
    const reply = await wire.enrol({ secret, device, officeId: who.officeId, deskCode: who.deskCode, root: who.root })
    return { wire, address, reply }
  } catch (error) {
    wire.close()
    throw asLineError(error)
  }
}

/** A PC that has an office: brings it to the server, or finds it there. Nothing is kept unless the server took it in. */
export async function enrolDesk(
  desk: Desk,
  actor: Actor,
  input: { code: string; deviceName: string; timing: Timing },
): Promise<void> {
  const { id, sign, publicKey, deskCode } = desk.device
  const sender = { id, sign, now: () => desk.clock.now() }
  const who = {
    sender,
    publicKey,
    name: input.deviceName,
    officeId: desk.office.id,
    deskCode,
    root: (await trustOf(desk.db.read, desk.office.id)).root,
  }
  const { wire, address, reply } = await enrolWith(input.code, who, input.timing)
  wire.close()
  if (reply.officeId !== desk.office.id) throw new AppError('enrolment-code-invalid')
  await desk.db.write(async (tx) => {
    await keepAddress(tx, address)
    // A cursor of before stays: that the server is another incarnation shows by its epoch (take.ts).
    if (!(await cursorOf(tx, reply.officeId)))
      await setCursor(tx, { stream: reply.officeId, epoch: reply.epoch, live: 0, backfill: -1, head: 0 })
    await patchRow(tx, 'device', id, { name: input.deviceName }, stampOf(desk, actor))
  })
}
