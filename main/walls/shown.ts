import { can, type Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import type { WallShown } from '../../contract/walls'
import { contactHits } from '../../db/community/contacts'
import type { Reader } from '../../db/core/sql'
import { people } from '../../db/session/people'
import type { Changer } from '../../domain/walls/wall'
import type { Desk } from '../desk'

export const changerOf = (actor: Actor): Changer => ({
  userId: actor.userId,
  keeps: can(actor, 'walls:keep'),
  oversees: can(actor, 'walls:oversee'),
})

/** Every list that shows the card, or a letter of it, is asked again. */
export function tell(desk: Desk, id: string, contactId: string | null): void {
  desk.emit('walls', 'changed', { ids: [id] })
  desk.emit('community', 'changed', { ids: contactId === null ? [] : [contactId] })
  desk.emit('register', 'changed', { ids: [] })
  desk.emit('letters', 'changed', { ids: [] })
}

const NOBODY: Names = { ar: '—', fr: '—', en: '—', es: '—' }
export async function namesHere(read: Reader): Promise<(id: string) => Names> {
  const names = new Map((await people(read)).map((one) => [one.id, one.names]))
  return (id) => names.get(id) ?? NOBODY
}

export async function cardsNamed(
  read: Reader,
  actor: Actor,
  ids: readonly string[],
): Promise<Map<string, NonNullable<WallShown['card']>>> {
  const hits = await contactHits(read, actor, ids)
  return new Map(hits.map(({ id, kind, nameAr, nameLatin }) => [id, { id, kind, nameAr, nameLatin }]))
}
