import type { z } from 'zod'
import type { letters } from '../../contract/letters'
import type { Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import { statesOf } from '../../db/letters/states'
import { personById } from '../../db/session/people'
import type { Desk } from '../desk'
import { readableLetter } from './reading'

/** The texts a letter had when it was submitted, returned and signed, for whoever may read the letter as it is now (A2). */
export async function letterStates(
  desk: Desk,
  actor: Actor,
  id: string,
): Promise<z.output<typeof letters.states.output>> {
  const { read } = desk.db
  const { content: now } = await readableLetter(desk, actor, id)
  const states = await statesOf(read, id)
  const ids = new Set(states.flatMap(({ byId, authors }) => [...(byId ? [byId] : []), ...authors]))
  const names = new Map<string, Names>()
  for (const one of ids) {
    const person = await personById(read, one)
    if (person) names.set(one, person.names)
  }
  return {
    now,
    states: states.map(({ at, state, byId, authors, content }) => ({
      at,
      state,
      by: (byId ? [byId] : authors).flatMap((one) => names.get(one) ?? []),
      mine: byId === actor.userId,
      content,
    })),
  }
}
