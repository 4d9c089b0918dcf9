import { z } from 'zod'
import { LegalDate } from '../../contract/values'
import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Id, count, inTheirNames, int, json, names, optional, text } from './field'
import { holds } from './writing'

const shape = { group: 'names' }
const end = { group: 'end', nullable: true }
const former = z.looseObject({ names, parentId: Id.nullable(), until: LegalDate })

/** The organisation tree; a unit that ended stays, because letters were addressed to it (domain/units). */
export const unit = entity({
  fields: {
    names: json(names, shape),
    position: int(count),
    parentId: text(Id, { ...shape, ...optional }),
    /** What it was called and where it stood before, oldest first. */
    was: json(z.array(former).max(100).nullable(), { ...shape, ...optional }),
    since: text(LegalDate, optional),
    until: text(LegalDate, end),
    /** Who alone may give something to it or its people; null: everybody who may assign (W1). */
    routesFrom: json(z.array(Id).max(100).nullable(), optional),
    became: json(z.array(Id).max(20).nullable(), end),
  },
  sees: everybody,
  writes: holds('office:manage'),
  title: inTheirNames,
  needed: true,
  ofOffice: true,
})
