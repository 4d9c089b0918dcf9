import type { Actor } from '../../contract/permissions'
import { personById } from '../../db/session/people'
import { dateTime } from '../../domain/text/dates'
import { zoneOf } from '../../domain/text/zone'
import { fill, nameIn, words } from '../../domain/words'
import type { Desk } from '../desk'
import type { Printed } from '../documents/print-tray'
import type { MarkModel } from '../pdf/mark-page'
import { openHere } from './opened'

/** While the glass of a wall is broken, what is made on paper says who read it, and at what hour (P4). */
export async function marked(desk: Desk, actor: Actor, bytes: Buffer, at = desk.clock.now()): Promise<Buffer> {
  return (await desk.pdf.mark({ bytes, mark: await markOf(desk, actor, at) })).bytes
}

/** What lies in the tray, as it leaves it: marked once, where it was made while something stood open. */
export async function fromTray(desk: Desk, actor: Actor, printed: Printed): Promise<Buffer> {
  if (printed.openAt !== undefined) {
    printed.bytes = await marked(desk, actor, printed.bytes, printed.openAt)
    delete printed.openAt
  }
  return printed.bytes
}

export const isOpen = (desk: Desk, actor: Actor): boolean => openHere(desk, actor.userId).length > 0

async function markOf(desk: Desk, { userId }: Actor, at: number): Promise<MarkModel> {
  const by = await personById(desk.db.read, userId)
  const { country, secondLanguage } = desk.office
  const line = (language: keyof typeof words): string =>
    fill(words[language].walls.mark, {
      name: by ? nameIn(by.names, language) : '—',
      when: dateTime(at, { language, digits: 'latn', country, zone: zoneOf(desk.office) }),
    })
  return { createdAt: at, said: { ar: line('ar'), other: line(secondLanguage) } }
}
