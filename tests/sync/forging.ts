import { v7 } from 'uuid'
import type { Fields, Operation } from '../../contract/sync'
import { sql } from '../../db/core/sql'
import type { Stamp } from '../../db/outbox/stamp'
import { changeText } from '../../domain/sync/change'
import { deviceGenesis, seal, type Said } from '../../domain/sync/operation'
import { stampOf as stampFor } from '../../main/desk'
import type { Pc } from './stories'

/** What a PC's own program would sign with: whoever is logged in. */
export const stampOf = (pc: Pc): Stamp => stampFor(pc.desk.app.session.desk, pc.desk.app.session.actor)

export type Step = Pick<Operation, 'entity' | 'id' | 'kind' | 'fields'> & { before?: Fields }

/**
 * Puts a command into a PC's queue that its program would never write: any steps, in anybody's name, signed with whatever key is
 * given. The chain of the device is in order; that is not what protects anybody.
 */
export async function says(
  pc: Pc,
  steps: readonly Step[],
  as: Partial<Pick<Stamp, 'userId' | 'signer'>> = {},
): Promise<string> {
  const { officeId, userId, deviceId, at, signer } = { ...stampOf(pc), ...as }
  const change = v7()
  const said = steps.map((step): Said => ({ before: {}, ...step, change, time: at, user: userId }))
  await pc.db.write(async (tx) => {
    const last = await sql(tx).one<{ d: number; hash: string }>('SELECT d, hash FROM outbox ORDER BY d DESC LIMIT 1')
    let d = last?.d ?? 0
    let previous = last?.hash ?? deviceGenesis(deviceId)
    const texts: string[] = []
    for (const step of said) {
      const { text, hash } = seal(step, ++d, previous)
      previous = hash
      texts.push(text)
      await sql(tx).run(
        'INSERT INTO outbox (d, entity, rowId, operation, hash, at, change) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [d, step.entity, step.id, text, hash, at, change],
      )
    }
    const signature = signer.sign(changeText(officeId, { id: change, user: userId, key: signer.keyId }, texts))
    await sql(tx).run('INSERT INTO signedChange (id, userId, keyId, signature) VALUES (?, ?, ?, ?)', [
      change,
      userId,
      signer.keyId,
      signature,
    ])
  })
  return change
}
