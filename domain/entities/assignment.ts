import { LegalDate } from '../../contract/values'
import type { Fields } from '../../contract/wire'
import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, count, fixed, int, json, line, names, optional, text, word } from './field'
import { has, isOwn, only, type Refusal } from './writing'

const given = { group: 'assignmentGiven' }
const opening = { group: 'assignmentOpening', ...optional }
const end = { group: 'assignmentEnd', ...optional }

const GIVEN = ['toKind', 'toId', 'instruction', 'text', 'dueOn', 'at', 'byId', 'deviceId']

/**
 * Whoever made the same turn at another desk, or ended what somebody else ended there, has said a second thing about one: both are kept
 * beside each other, and a person decides. Who wrote with what stands before their eyes is refused.
 */
const unaware = (before: Fields, name: string): boolean => (before[name] ?? null) === null

/**
 * An entry was given to a unit or a person, to act on, to know of or to say what they think (W1). It is given once, opened once and ended
 * once; what is to be acted on next is a row of its own. What follows from the other rows is asked by the server besides (server/sync/routing.ts).
 */
export const assignment = entity({
  fields: {
    entryId: text(Id, fixed),
    turn: int(count, fixed),
    purpose: text(word, fixed),
    afterId: text(Id, { ...fixed, ...optional }),
    toKind: text(word, given),
    toId: text(Id, given),
    instruction: json(names.nullable(), { ...given, ...optional }),
    text: text(line(2000), given),
    dueOn: text(LegalDate, { ...given, ...optional }),
    at: int(Instant, given),
    byId: text(Id, given),
    deviceId: text(Id, given),
    openedAt: int(Instant, opening),
    openedById: text(Id, opening),
    openedDeviceId: text(Id, opening),
    outcome: text(word, end),
    said: text(line(4000), end),
    endedAt: int(Instant, end),
    endedById: text(Id, end),
    endedDeviceId: text(Id, end),
  },
  sees: as('entry', 'entryId'),
  writes: ({ kind, fields, before, user }, row, who): Refusal | null => {
    if (!has(who, 'register:read')) return 'forbidden'
    if (kind === 'create') {
      if (fields['byId'] !== user || !isOwn(who, fields['deviceId'])) return 'forbidden'
      if ((fields['openedAt'] ?? null) !== null || (fields['endedAt'] ?? null) !== null) return 'invalid'
      return row && isOwn(who, row['deviceId']) ? 'wrong-state' : null
    }
    if (!row || GIVEN.some((name) => name in fields)) return 'fixed-field'
    if ('openedAt' in fields) {
      if (fields['openedById'] !== user || !isOwn(who, fields['openedDeviceId'])) return 'forbidden'
      if ((row['openedAt'] ?? null) !== null && !unaware(before, 'openedAt')) return 'wrong-state'
    }
    if (!('endedAt' in fields)) return only('openedAt' in fields)
    if (fields['endedById'] !== user || !isOwn(who, fields['endedDeviceId'])) return 'forbidden'
    return (row['endedAt'] ?? null) === null || unaware(before, 'endedAt') ? null : 'wrong-state'
  },
  tells: [
    { feature: 'routing', ids: 'entryId' },
    { feature: 'register', ids: 'entryId' },
  ],
})
