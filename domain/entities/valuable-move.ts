import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, base64, fixed, int, line, seq, text, word } from './field'
import { has, isOwn, only } from './writing'

/**
 * One group and not fixed: of two movements that two desks made of one thing, the server keeps the first, and the second desk takes it in the
 * place of its own. What was said is held by two signatures, not by the row.
 */
const said = { group: 'movement' }

/** One movement of a thing (D3), by two people who both signed it: never changed by anybody; an error is another movement. */
export const valuableMove = entity({
  fields: {
    valuableId: text(Id, fixed),
    /** The thing's own, so that it is seen by whoever sees the thing. */
    entryId: text(Id, fixed),
    /** 1: received; its id follows from it, so that two desks cannot both move one thing. */
    place: int(seq, fixed),
    kind: text(word, said),
    leaves: text(word, said),
    at: int(Instant, said),
    who: text(line(200), said),
    note: text(line(500), said),
    deviceId: text(Id, said),
    firstId: text(Id, said),
    firstKey: text(Id, said),
    firstSignature: text(base64, said),
    secondId: text(Id, said),
    secondKey: text(Id, said),
    secondSignature: text(base64, said),
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) => {
    // Another moved it first.
    if (row !== null) return 'wrong-state'
    return only(
      has(who, 'register:write') &&
        op.fields['firstId'] === op.user &&
        op.fields['secondId'] !== op.user &&
        isOwn(who, op.fields['deviceId']),
    )
  },
  title: () => ['who', 'kind'],
  stays: 'always',
  tells: [
    { feature: 'valuables', ids: 'valuableId' },
    { feature: 'register', ids: 'entryId' },
  ],
})
