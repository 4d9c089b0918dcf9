import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, optional, text } from './field'
import { has, isOwn, only } from './writing'

const told = { group: 'told', nullable: true }
const supplied = { group: 'supplied', nullable: true }

/** When, by whom, and what goes with it. */
const SAID = [
  ['toldAt', 'toldById', 'noticeId'],
  ['suppliedAt', 'suppliedById'],
] as const

/** An enclosure a letter announces and does not bring (D1): noted, told to the sender, and one day there. */
export const missingPiece = entity({
  fields: {
    entryId: text(Id, fixed),
    sheetId: text(Id, { ...fixed, ...optional }),
    what: text(line(200), fixed),
    notedAt: int(Instant, fixed),
    notedById: text(Id, fixed),
    deviceId: text(Id, fixed),
    /** The outgoing entry of the notice its sender got. */
    noticeId: text(Id, told),
    toldAt: int(Instant, told),
    toldById: text(Id, told),
    suppliedAt: int(Instant, supplied),
    suppliedById: text(Id, supplied),
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) => {
    if (!has(who, 'register:write')) return 'forbidden'
    if (row === null) return only(op.fields['notedById'] === op.user && isOwn(who, op.fields['deviceId']))
    const touched = SAID.filter((names) => names.some((name) => name in op.fields))
    // Each is said once, whole, in the name of whoever says it.
    if (touched.some(([at]) => (row[at] ?? null) !== null)) return 'wrong-state'
    return only(touched.length > 0 && touched.every(([at, by]) => at in op.fields && op.fields[by] === op.user))
  },
  title: () => ['what'],
  tells: [
    { feature: 'mail', ids: 'id' },
    { feature: 'register', ids: 'entryId' },
  ],
})
