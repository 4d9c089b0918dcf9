import { z } from 'zod'
import { any, cleared, person } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, count, fixed, int, json, line, text, word } from './field'
import { has, only } from './writing'

/**
 * One text to many (mail merge), written once: what was ordered. Its letters are letters like any other, which name it; how far it is is
 * where they stand. Who got none is said by reason, never by name.
 */
export const run = entity({
  fields: {
    name: text(line(120), fixed),
    templateId: text(Id, fixed),
    templateVersion: int(count, fixed),
    level: text(word, fixed),
    kind: text(word, fixed),
    total: int(count, fixed),
    left: json(z.array(z.looseObject({ code: z.string().max(60), count: z.int().nonnegative() })).max(60), fixed),
    createdAt: int(Instant, fixed),
    createdById: text(Id, fixed),
  },
  sees: any(person('createdById'), cleared('level')),
  writes: (op, row, who) =>
    row === null ? only(has(who, 'letters:write') && op.fields['createdById'] === op.user) : 'wrong-state',
  title: () => ['name'],
  tells: [{ feature: 'runs', ids: 'id' }],
})
