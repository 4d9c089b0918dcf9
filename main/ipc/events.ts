import { contract, type Contract } from '../../contract'
import type { EventMessage } from '../../contract/channel'
import type { Emit, Event } from '../../contract/define'
import { isEntity, type EntityName } from '../../domain/entities'
import { can, type Actor } from '../../contract/permissions'
import type { Reader } from '../../db/core/sql'
import { seenIds } from '../../db/visibility/sight'
import { seesAll } from '../../domain/visibility'

/** Who is at the desk, and where what they may see is looked up. */
export type Listener = { actor: Actor; read: Reader }

/**
 * Sends events to the window, after commit, ids only, and only to who may hear them. An id of a row the listener may not see is
 * left out (A2); an event without ids stands for it, so that a window that still shows the row asks again.
 */
export function makeEmit(listener: () => Listener | null, send: (message: EventMessage) => void): Emit<Contract> {
  return (feature, name, payload) => {
    const event = (contract[feature] as unknown as Record<string, Event>)[name]
    if (!event || event.kind !== 'event') throw new Error(`no event ${feature}.${name}`)
    const heard = listener()
    if (event.needs !== 'anyone' && (!heard || !can(heard.actor, event.needs))) return
    const message = { feature, name, payload: event.payload.parse(payload) }
    const about = (event.about ?? []).map(known)
    if (about.every((entity) => heard !== null && seesAll(heard.actor, entity))) return send(message)
    void discreet(message, about, heard, (said) => {
      // Somebody else may sit there by now.
      if (listener()?.actor.userId === heard?.actor.userId) send(said)
    })
  }
}

function known(entity: string): EntityName {
  if (!isEntity(entity)) throw new Error(`an event about ${entity}, which is no entity`)
  return entity
}

async function discreet(
  message: EventMessage,
  about: readonly EntityName[],
  heard: Listener | null,
  send: (message: EventMessage) => void,
): Promise<void> {
  if (!heard) return
  const { ids, id, ...rest } = message.payload as { ids?: string[]; id?: string }
  const named = ids ?? (id === undefined ? [] : [id])
  const seen = new Set<string>()
  try {
    for (const entity of about)
      for (const found of await seenIds(heard.read, heard.actor, entity, named)) seen.add(found)
  } catch {
    return // the vault was closed meanwhile: nobody is there to hear it
  }
  if (ids === undefined) {
    if (seen.size > 0) send({ ...message, payload: { ...rest, id } })
    return
  }
  const shown = ids.filter((one) => seen.has(one))
  if (shown.length > 0) send({ ...message, payload: { ...rest, ids: shown } })
  if (shown.length < ids.length || ids.length === 0) send({ ...message, payload: { ...rest, ids: [] } })
}
