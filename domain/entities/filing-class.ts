import { z } from 'zod'
import { LegalDate } from '../../contract/values'
import { shortens, type Rule } from '../filing/rule'
import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Id, inTheirNames, int, json, line, names, optional, text, word } from './field'
import { has, only } from './writing'

const shape = { group: 'names' }
const rule = { group: 'rule' }
const years = z.int().min(0).max(200)

/** A class of the filing plan (R1): it alone decides how long what bears it is kept, and what becomes of it then. It ends; it is never deleted. */
export const filingClass = entity({
  fields: {
    code: text(line(20), shape),
    names: json(names, shape),
    parentId: text(Id, { ...shape, ...optional }),
    /** Whole years, on the desk and then in the intermediate store. */
    active: int(years, rule),
    intermediate: int(years, rule),
    /** What they are counted from. */
    event: text(word, rule),
    fate: text(word, rule),
    /** The act that orders it, as it is cited. */
    basis: text(line(300), rule),
    since: text(LegalDate, optional),
    until: text(LegalDate, { group: 'end', nullable: true }),
  },
  sees: everybody,
  /** R1: nothing shortens by itself; what is to be kept less long gets a class of its own. */
  writes: (op, row, who) => {
    if (!has(who, 'filing:manage')) return 'forbidden'
    const shorter = row !== null && shortens(row as unknown as Rule, { ...row, ...op.fields } as unknown as Rule)
    return shorter ? 'wrong-state' : only(true)
  },
  title: (language) => ['code', ...inTheirNames(language)],
  needed: true,
  tells: [{ feature: 'filing', ids: 'id' }],
})
