import { can } from '../../contract/permissions'
import type { SucceedRequest } from '../../contract/wire'
import { unproven } from '../../domain/trust/proof'
import type { Sql, Store } from '../db/connect'
import {
  deskCodeTaken,
  deviceById,
  endSplit,
  insertDevice,
  lockDevice,
  succeed as passOn,
  type DeviceRow,
} from '../db/devices'
import { Failure } from '../failure'
import { authorityIn } from './authority'

/** Nobody renews a PC so often; a circle must not hold the server. */
const LONGEST = 1000

/**
 * A PC that was restored or copied goes on under a new identity, because an administrator of its office signed for it. Asked by the
 * old one, also when another copy went on already: the last word counts. Said twice by the same PC it is answered again.
 * @throws unproven · clone · desk-code-taken · revoked
 */
export function succeed(
  store: Store,
  oldId: string,
  request: SucceedRequest,
  now: number,
): Promise<{ pens: string[] }> {
  return store.write(async (sql) => {
    const old = await lockDevice(sql, oldId)
    if (!old) throw new Failure('unauthorised')
    if (old.revokedAt !== null) throw new Failure('revoked')
    const { device, takesBooks, base } = request
    const known = await deviceById(sql, device.id)
    if (known) {
      if (!known.was.includes(old.id) || known.publicKey !== device.publicKey) throw new Failure('clone')
      return { pens: known.pens }
    }
    await assertSigned(sql, old, request)
    const before = takesBooks ? await line(sql, old) : [old]
    if (takesBooks)
      await passOn(
        sql,
        before.map((d) => d.id),
        device.id,
      )
    // Whoever says that the other copy goes on lets it: whether it may is said by its own chain.
    else await endSplit(sql, old.id)
    const codes = [old.deskCode, ...before.map((d) => d.deskCode)]
    const { deskCode } = device
    if (takesBooks ? !codes.includes(deskCode) : deskCode === null) throw new Failure('desk-code-taken')
    if (deskCode !== null && (await deskCodeTaken(sql, old.office, deskCode, device.id)))
      throw new Failure('desk-code-taken')
    const was = [...old.was, old.id]
    const pens = takesBooks ? [...new Set(before.flatMap((d) => [...d.pens, d.id]))] : []
    await insertDevice(sql, {
      ...device,
      office: old.office,
      userId: null,
      at: now,
      lastD: base.d,
      lastHash: base.hash,
      was: [...new Set([...was, ...pens])],
      pens,
    })
    return { pens }
  })
}

/** This PC and whoever went on with its books since. */
async function line(sql: Sql, old: DeviceRow): Promise<DeviceRow[]> {
  const all = [old]
  for (let next = old.succeededBy; next !== null && all.length < LONGEST;) {
    const device = await lockDevice(sql, next)
    if (!device) break
    all.push(device)
    next = device.succeededBy
  }
  return all
}

/** The device row it will bring, signed by somebody who looks after the PCs of this office now. */
async function assertSigned(sql: Sql, old: DeviceRow, { device, createdAt, proof }: SucceedRequest): Promise<void> {
  const { id, name, deskCode, publicKey } = device
  const fields = { name, deskCode, publicKey, createdAt, proof }
  const { trust, actor } = await authorityIn(sql, old.office, old.id)
  const signer = actor(proof.by)
  if (signer === null || !can(signer, 'sync:manage') || unproven(trust, 'device', id, fields) !== null)
    throw new Failure('unproven')
}
