import { ruleOf, type EntityName } from '../entities'
import type { Rule } from './rule'
import { isLower } from './level'
import { valueAt, type Row } from './sees'

/** A1: whether what is written lowers the level the row has; asked wherever something is written, of every entity alike. */
export function lowersLevel(entity: EntityName, stands: Row, written: Row): boolean {
  return levelPaths(ruleOf(entity)).some((path) => {
    const [name = ''] = path.split('.')
    return Object.hasOwn(written, name) && isLower(valueAt(written, path), valueAt(stands, path))
  })
}

/** Where the levels stand that a rule asks about. */
function levelPaths(rule: Rule): string[] {
  if (rule.is === 'cleared') return [rule.field]
  return rule.is === 'any' || rule.is === 'all' ? rule.of.flatMap(levelPaths) : []
}
