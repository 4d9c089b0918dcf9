import { templateBodyValue } from '../../contract/template-body'
import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, bool, count, fixed, inTheirNames, int, json, line, names, text, word } from './field'
import { has, only } from './writing'

/**
 * One version of a template of letters. A template is its versions, and each is written once: changing it, retiring it and
 * bringing it back add one, so that nothing is deleted and none of them ever merges with another.
 */
export const template = entity({
  fields: {
    templateId: text(Id, fixed),
    /** One above what its writer saw; two desks without a line may write the same, and both stay. */
    version: int(count, fixed),
    names: json(names, fixed),
    use: text(word, fixed),
    body: json(templateBodyValue, fixed),
    retired: bool(fixed),
    /** What changed, in its writer's words. */
    note: text(line(200), fixed),
    at: int(Instant, fixed),
    byId: text(Id, fixed),
  },
  sees: everybody,
  writes: (op, row, who) =>
    row === null ? only(has(who, 'templates:manage') && op.fields['byId'] === op.user) : 'wrong-state',
  title: inTheirNames,
  stays: 'always',
  tells: [{ feature: 'templates', ids: 'id' }],
})
