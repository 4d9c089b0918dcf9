import { act } from './act'
import { book } from './book'
import { conflict } from './conflict'
import { contact } from './contact'
import { delivery } from './delivery'
import { device } from './device'
import { entry } from './entry'
import { file } from './file'
import { holding } from './holding'
import { letter } from './letter'
import { office } from './office'
import { posting } from './posting'
import { receipt } from './receipt'
import { register } from './register'
import { savedFilter } from './saved-filter'
import { slip } from './slip'
import { unit } from './unit'
import { user } from './user'
import { userKey } from './user-key'
import type { Rule } from '../visibility/rule'
import type { Entity } from './entity'

/**
 * Every replicated entity there is. An entity is one file beside this one and one word here; a field is never removed, and never changes
 * its type: offices run mixed versions.
 */
export const entities = {
  office,
  unit,
  user,
  userKey,
  device,
  register,
  book,
  entry,
  act,
  file,
  contact,
  letter,
  savedFilter,
  receipt,
  slip,
  delivery,
  posting,
  holding,
  conflict,
} as const satisfies Record<string, Entity>

export type EntityName = keyof typeof entities
export const entityNames = Object.keys(entities) as EntityName[]
export const isEntity = (name: string): name is EntityName => Object.hasOwn(entities, name)
export const descriptor = (name: EntityName): Entity => entities[name]
/** Who may see a row of it; of an entity this version does not know, nobody. */
export const ruleOf = (name: string): Rule => (isEntity(name) ? entities[name].sees : { is: 'any', of: [] })
/** What a PC that joins needs before anything else: its office, people, devices, registers and books, however old. */
export const neededNames = entityNames.filter((name) => descriptor(name).needed === true)
