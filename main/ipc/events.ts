import { contract, type Contract } from '../../contract'
import type { Emit, Event } from '../../contract/define'
import { can, type Actor } from '../../contract/permissions'
import type { EventMessage } from '../../contract/channel'

/** Sends events to the window, after commit, ids only, and only to who may hear them. */
export function makeEmit(actor: () => Actor | null, send: (message: EventMessage) => void): Emit<Contract> {
  return (feature, name, payload) => {
    const event = (contract[feature] as unknown as Record<string, Event>)[name]
    if (!event || event.kind !== 'event') throw new Error(`no event ${feature}.${name}`)
    if (event.needs !== 'anyone') {
      const listener = actor()
      if (!listener || !can(listener, event.needs)) return
    }
    send({ feature, name, payload: event.payload.parse(payload) })
  }
}
