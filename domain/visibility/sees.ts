import { isEntity, ruleOf } from '../entities'
import { clearanceRank, isHighest, rankOf } from './level'
import { isSightFixed } from './contested'
import type { Rule, Viewer } from './rule'

export type Row = Readonly<Record<string, unknown>>
/** Another row a rule asks about, `wallOf` by the card it is around; undefined = it is not here. */
export type Related = (entity: string, id: string) => Row | undefined
const nothing: Related = () => undefined

/** Whether this person may see this row (A1, A2). What is not here is hidden, except from who may see everything of its kind. */
export const sees = (viewer: Viewer, entity: string, row: Row, related: Related = nothing): boolean =>
  holds(ruleOf(entity), viewer, row, related)

/** Whether the rule hides nothing at all from this person. */
export const seesAll = (viewer: Viewer, entity: string): boolean => always(ruleOf(entity), viewer)

export function always(rule: Rule, viewer: Viewer): boolean {
  switch (rule.is) {
    case 'everybody':
      return true
    case 'cleared':
      return isHighest(clearanceRank(viewer.clearance))
    case 'any':
      return rule.of.some((r) => always(r, viewer))
    case 'all':
      return rule.of.every((r) => always(r, viewer))
    default:
      return false
  }
}

function holds(rule: Rule, viewer: Viewer, row: Row, related: Related): boolean {
  if (always(rule, viewer)) return true
  const value = 'field' in rule ? valueAt(row, rule.field) : undefined
  switch (rule.is) {
    case 'everybody':
      return true
    case 'cleared':
      return rankOf(value) <= clearanceRank(viewer.clearance)
    case 'person':
      return value === viewer.userId
    case 'among':
      return (
        Array.isArray(value) &&
        value.some((one) => valueOf(one, 'kind') === 'person' && valueOf(one, 'id') === viewer.userId)
      )
    case 'given': {
      const people = row['givenTo']
      return Array.isArray(people) && people.includes(viewer.userId)
    }
    case 'member':
      return Array.isArray(value) && value.includes(viewer.userId)
    case 'unwalled':
      return isLetIn(viewer, value, related)
    case 'partiesUnwalled':
      return (
        !Array.isArray(value) ||
        value.every((one) => valueOf(one, 'kind') !== 'contact' || isLetIn(viewer, valueOf(one, 'id'), related))
      )
    case 'empty':
      return value === null || value === undefined
    case 'as': {
      if (typeof value !== 'string') return false
      const other = related(rule.entity, value)
      return other ? sees(viewer, rule.entity, other, related) : seesAll(viewer, rule.entity)
    }
    case 'contested':
      return seesContest(viewer, row, related)
    case 'any':
      return rule.of.some((r) => holds(r, viewer, row, related))
    case 'all':
      return rule.of.every((r) => holds(r, viewer, row, related))
  }
}

/** A card has one wall or none. */
function isLetIn(viewer: Viewer, cardId: unknown, related: Related): boolean {
  if (typeof cardId !== 'string') return true
  const wall = related('wallOf', cardId)
  if (wall?.['standing'] !== true) return true
  const { team } = wall
  return (Array.isArray(team) && team.includes(viewer.userId)) || (viewer.opened?.includes(cardId) ?? false)
}

function seesContest(viewer: Viewer, conflict: Row, related: Related): boolean {
  const entity = String(conflict['entity'])
  if (!isEntity(entity)) return false
  if (seesAll(viewer, entity)) return true
  const row = related(entity, String(conflict['rowId']))
  if (!row) return false
  if (isSightFixed(entity)) return sees(viewer, entity, row, related)
  const sides = [conflict['server'], conflict['other']].map((side) => valueAt({ side }, 'side.fields'))
  return [{}, ...sides].every((side) => sees(viewer, entity, { ...row, ...given(side) }, related))
}

/** What a side says; what it leaves empty stands as it is. */
const given = (side: unknown): Row =>
  Object.fromEntries(Object.entries(side ?? {}).filter(([, v]) => v !== null && v !== undefined))

const valueOf = (one: unknown, name: string): unknown =>
  typeof one === 'object' && one !== null ? (one as Row)[name] : undefined

/** Also inside a JSON field: `content.level`. */
export function valueAt(row: Row, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    return typeof value === 'object' && value !== null ? (value as Row)[name] : undefined
  }, row)
}
