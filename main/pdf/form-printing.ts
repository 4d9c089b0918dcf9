import type { Actor } from '../../contract/permissions'
import type { Desk } from '../desk'
import { recordReading } from '../security/log'
import type { FormModel } from './form-model'

/**
 * Sets a form as a job, and records that its entry was read (A3); one of no single entry has recorded its lines before.
 * @returns diwan://print/<token>
 */
export async function printForm(desk: Desk, actor: Actor, model: FormModel, entryId: string | null): Promise<string> {
  const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId, about: model.number }, (work) => {
    work.progress('drawing', 0)
    return desk.pdf.form(model, work.signal)
  })
  const printed = { bytes, name: `${model.number.replaceAll('/', '-')}.pdf`, userId: actor.userId }
  if (entryId === null) return desk.print.put(printed)
  const of = { entity: 'entry' as const, id: entryId }
  await recordReading(desk, actor, 'read', of)
  return desk.print.put({ ...printed, of })
}
