import { AppError } from '../../contract/errors'
import type { Reader } from '../../db/core/sql'
import { rowsOf } from '../../db/exchange/capsules'
import { rowFields } from '../../db/outbox/rows'
import { provenKey, signersIn, type Lineage } from '../../domain/trust/lineage'
import type { Desk } from '../desk'

/** What makes this PC believed by who knows the office's key. @throws capsule-unproven: an office of 0.1 has no such key */
export async function ownLineage(read: Reader, desk: Desk): Promise<Lineage> {
  const office = await rowFields(read, 'office', desk.office.id)
  const [device] = await rowsOf(read, 'device', [desk.device.id])
  const root = office?.['rootKey']
  if (!device || typeof root !== 'string') throw new AppError('capsule-unproven')
  const keys = new Map<string, Lineage['keys'][number]>()
  const asked = new Set<string>()
  let wanted = signersIn(device.fields)
  while (wanted.length > 0) {
    wanted.forEach((id) => asked.add(id))
    const found = await rowsOf(read, 'userKey', [...new Set(wanted)])
    for (const one of found) keys.set(one.id, one)
    wanted = [...new Set(found.flatMap(({ fields }) => signersIn(fields)))].filter((id) => !asked.has(id))
  }
  const lineage = { officeId: desk.office.id, root, device, keys: [...keys.values()] }
  if (provenKey(lineage) !== desk.device.publicKey) throw new AppError('capsule-unproven')
  return lineage
}
