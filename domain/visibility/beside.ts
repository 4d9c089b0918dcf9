import { entityNames, ruleOf, type EntityName } from '../entities'
import type { Rule } from './rule'

const isSeenAsEntry = (rule: Rule): boolean =>
  rule.is === 'as'
    ? rule.entity === 'entry' && rule.field === 'entryId'
    : rule.is === 'any' && rule.of.some(isSeenAsEntry)

/**
 * Rows that stand beside an entry and are seen as it is: whoever writes one must see that entry (A2). An act and a scan come in a
 * command of the entry itself, which has rules of its own.
 */
export const besideEntry: ReadonlySet<string> = new Set(
  entityNames.filter((name: EntityName) => name !== 'act' && name !== 'file' && isSeenAsEntry(ruleOf(name))),
)
