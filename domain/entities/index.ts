import { absence } from './absence'
import { acknowledgement } from './acknowledgement'
import { act } from './act'
import { assignment } from './assignment'
import { book } from './book'
import { capsule } from './capsule'
import { cardChange } from './card-change'
import { clock } from './clock'
import { closure } from './closure'
import { cardImport } from './card-import'
import { conflict } from './conflict'
import { countersignature } from './countersignature'
import { consent } from './consent'
import { contact } from './contact'
import { delegation } from './delegation'
import { delivery } from './delivery'
import { destruction } from './destruction'
import { device } from './device'
import { disposal } from './disposal'
import { entry } from './entry'
import { figure } from './figure'
import { file } from './file'
import { envelope } from './envelope'
import { filingClass } from './filing-class'
import { handover } from './handover'
import { glass } from './glass'
import { hold } from './hold'
import { holding } from './holding'
import { letter } from './letter'
import { forwarding } from './forwarding'
import { mailSheet } from './mail-sheet'
import { missingPiece } from './missing-piece'
import { office } from './office'
import { partner } from './partner'
import { posting } from './posting'
import { receipt } from './receipt'
import { register } from './register'
import { relation } from './relation'
import { run } from './run'
import { sameness } from './sameness'
import { savedFilter } from './saved-filter'
import { slip } from './slip'
import { template } from './template'
import { tender } from './tender'
import { unit } from './unit'
import { usualPath } from './usual-path'
import { user } from './user'
import { valuable } from './valuable'
import { valuableMove } from './valuable-move'
import { userKey } from './user-key'
import { visa } from './visa'
import { wall } from './wall'
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
  filingClass,
  letter,
  savedFilter,
  receipt,
  slip,
  hold,
  disposal,
  destruction,
  capsule,
  partner,
  mailSheet,
  missingPiece,
  forwarding,
  valuable,
  valuableMove,
  tender,
  envelope,
  acknowledgement,
  assignment,
  delivery,
  posting,
  holding,
  relation,
  sameness,
  consent,
  cardChange,
  wall,
  glass,
  cardImport,
  template,
  run,
  figure,
  countersignature,
  closure,
  clock,
  visa,
  usualPath,
  delegation,
  absence,
  handover,
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
