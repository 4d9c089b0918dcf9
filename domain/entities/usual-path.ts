import { z } from 'zod'
import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, int, json, optional, text, word } from './field'
import { holds } from './writing'

const path = { group: 'path' }
export const pathStep = z.looseObject({ kind: z.string().max(40), id: Id, role: z.string().max(40) })

/** The way letters of a kind, of a unit, usually go to their signature (W2); one without steps is none any more. */
export const usualPath = entity({
  fields: {
    kind: text(word, { ...path, ...optional }),
    unitId: text(Id, { ...path, ...optional }),
    steps: json(z.array(pathStep).max(20), path),
    at: int(Instant, path),
    byId: text(Id, path),
  },
  sees: everybody,
  writes: holds('templates:manage'),
  title: () => ['kind'],
  tells: [{ feature: 'standing', ids: 'id' }],
})
