import { randomBytes, type X509Certificate } from 'node:crypto'
import type { certificateCalls, OfficeCertificate } from '../../../contract/certificate'
import type { Handlers } from '../../../contract/define'
import { AppError } from '../../../contract/errors'
import type { Actor } from '../../../contract/permissions'
import type { Tx } from '../../../db/core/sql'
import type { Ctx, Desk } from '../../desk'
import { facts } from '../../documents/signatures/facts'
import { note } from '../../security/log'
import { keepIdentity, keptIdentity, setStampUrl, stampUrl, unstamped } from './kept'
import { readP12 } from './p12'
import { timeStamp } from './stamp'

const SOON_MS = 60 * 24 * 3600_000
const WAIT_MS = 10_000

export function stateOf(certificate: X509Certificate, now: number): 'inForce' | 'endsSoon' | 'over' {
  const until = Date.parse(certificate.validTo)
  if (now > until || now < Date.parse(certificate.validFrom)) return 'over'
  return until - now < SOON_MS ? 'endsSoon' : 'inForce'
}

async function shown(desk: Desk): Promise<OfficeCertificate> {
  const { read } = desk.db
  const certificate = (await keptIdentity(read))?.certificate
  return {
    certificate: certificate ? facts(certificate) : null,
    state: certificate ? stateOf(certificate, desk.clock.now()) : 'none',
    stampUrl: await stampUrl(read),
    waiting: (await unstamped(read)).length,
  }
}

/** The change and the line in the security log, together. */
async function change(desk: Desk, actor: Actor, what: (tx: Tx) => Promise<void>): Promise<OfficeCertificate> {
  await desk.db.write(async (tx) => {
    await what(tx)
    await note(tx, desk, { kind: 'officeChanged', userId: actor.userId })
  })
  return shown(desk)
}

export const certificateHandlers: Handlers<typeof certificateCalls, Ctx> = {
  certificate: ({ desk }) => shown(desk),
  importCertificate: async ({ desk, actor }, { p12, passphrase }) => {
    const identity = await readP12(Buffer.from(p12, 'base64'), passphrase)
    const { certificate } = identity
    if (stateOf(certificate, desk.clock.now()) === 'over')
      throw new AppError('certificate-over', { name: facts(certificate).subject })
    return change(desk, actor, (tx) => keepIdentity(tx, identity))
  },
  removeCertificate: ({ desk, actor }) => change(desk, actor, (tx) => keepIdentity(tx, null)),
  stampServer: async ({ desk, actor }, { url }) => {
    if (url !== null)
      await timeStamp(url, randomBytes(32), WAIT_MS).catch(() => {
        throw new AppError('stamp-server-unreached')
      })
    return change(desk, actor, (tx) => setStampUrl(tx, url))
  },
}
