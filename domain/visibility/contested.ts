import { descriptor, entityNames, ruleOf, type EntityName } from '../entities'
import type { Rule } from './rule'

/** The fields of a row that its rule asks about, by their first names. */
const asked = (rule: Rule): string[] => {
  if (rule.is === 'any' || rule.is === 'all') return rule.of.flatMap(asked)
  return 'field' in rule ? [rule.field.split('.')[0] ?? ''] : []
}

const fixedFor = (entity: EntityName): boolean => {
  const { fields } = descriptor(entity)
  return asked(ruleOf(entity)).every((name) => fields[name]?.fixed ?? true)
}
/**
 * Entities of which who may see a row is decided by what never changes in it (I2): a conflict has no side of it, and is asked about the row as it
 * stands alone.
 */
const fixedSight: ReadonlySet<string> = new Set(entityNames.filter(fixedFor))
export const isSightFixed = (entity: string): boolean => fixedSight.has(entity)
