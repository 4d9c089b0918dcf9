import { X509Certificate } from 'node:crypto'
import type { Handlers } from '../../../contract/define'
import { AppError } from '../../../contract/errors'
import { MAX_ISSUERS, type issuers } from '../../../contract/issuers'
import type { Actor } from '../../../contract/permissions'
import { officeRow } from '../../../db/session/office'
import { patchRow } from '../../../db/outbox/changes'
import { stampOf, type Ctx, type Desk } from '../../desk'
import { note } from '../../security/log'
import { facts, fingerprintOf } from './facts'

/** Read anew from what stands: two administrators add one each. */
async function change(desk: Desk, actor: Actor, to: (trusted: readonly string[]) => string[]): Promise<void> {
  await desk.db.write(async (tx) => {
    const stands = await officeRow(tx)
    if (!stands) throw new AppError('not-found')
    const trusted = to(stands.trustedIssuers)
    if (await patchRow(tx, 'office', desk.office.id, { issuers: { trusted } }, stampOf(desk, actor)))
      await note(tx, desk, { kind: 'officeChanged', userId: actor.userId })
  })
  desk.office = { ...desk.office, trustedIssuers: (await officeRow(desk.db.read))?.trustedIssuers ?? [] }
  desk.emit('office', 'changed', {})
}

const shown = ({ office }: Desk) =>
  office.trustedIssuers.flatMap((pem) => {
    const read = certificateIn(Buffer.from(pem))
    return read ? [facts(read)] : []
  })

function certificateIn(bytes: Buffer): X509Certificate | null {
  try {
    return new X509Certificate(bytes)
  } catch {
    return null
  }
}

export const issuerHandlers: Handlers<typeof issuers, Ctx> = {
  list: async ({ desk }) => shown(desk),
  trust: async ({ desk, actor }, { certificate }) => {
    const read = certificateIn(Buffer.from(certificate, 'base64'))
    if (!read) throw new AppError('certificate-unreadable')
    // A person's own certificate vouches for nobody; one of a house that issues them does.
    if (!read.ca) throw new AppError('certificate-no-authority', { name: facts(read).subject })
    const pem = read.toString()
    await change(desk, actor, (trusted) => [...trusted.filter((one) => one !== pem), pem].slice(-MAX_ISSUERS))
    return shown(desk)
  },
  distrust: async ({ desk, actor }, { fingerprint }) => {
    await change(desk, actor, (trusted) =>
      trusted.filter((pem) => {
        const read = certificateIn(Buffer.from(pem))
        return read !== null && fingerprintOf(read) !== fingerprint
      }),
    )
    return shown(desk)
  },
}
