import { any, as, person } from '../visibility/rule'
import { MOST_GLASS_MS } from '../walls/wall'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, optional, text } from './field'
import { has, isOwn, only } from './writing'

const noted = { group: 'noted', nullable: true }

/**
 * Somebody broke the glass of a wall (P4): who, when, for how long and why. Written once, in one's own name, before anything is shown; nobody
 * takes it away. `wallId` is empty where what was asked for has none: that is told to who oversees the walls, too.
 */
export const glass = entity({
  fields: {
    wallId: text(Id, { ...fixed, ...optional }),
    at: int(Instant, fixed),
    until: int(Instant, fixed),
    reason: text(line(500), fixed),
    byId: text(Id, fixed),
    deviceId: text(Id, fixed),
    /** Who read that it happened, once. */
    notedAt: int(Instant, noted),
    notedById: text(Id, noted),
  },
  sees: any(person('byId'), as('wall', 'wallId')),
  writes: ({ fields, user }, row, who) => {
    if (row === null) {
      const [at, until] = [Number(fields['at']), Number(fields['until'])]
      const own = fields['byId'] === user && isOwn(who, fields['deviceId']) && (fields['notedAt'] ?? null) === null
      const said = String(fields['reason']).trim() !== ''
      return only(has(who, 'walls:break') && own && said && until > at && until - at <= MOST_GLASS_MS)
    }
    if ((row['notedAt'] ?? null) !== null) return 'wrong-state'
    // That it is who keeps this wall, or oversees all of them, asks for the wall (server/sync/walls.ts).
    return only(has(who, 'contacts:read') && fields['notedById'] === user && row['byId'] !== user)
  },
  stays: 'always',
  tells: [{ feature: 'walls', ids: 'id' }],
})
