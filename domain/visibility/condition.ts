import { entityNames, ruleOf, type EntityName } from '../entities'
import { levels } from '../../contract/values'
import { isSightFixed } from './contested'
import { clearanceRank } from './level'
import type { Rule, Viewer } from './rule'
import { always, seesAll } from './sees'

/** SQL with a `?` for each of `params`. It is true or false, never NULL: `NOT` over it is safe. */
export type Condition = { sql: string; params: string[] }
/** How a statement calls a column. */
type Column = (name: string) => string

/** The rows of this table a person may see. `alias` is the table's name in the statement. */
export const visible = (entity: EntityName, alias: string, viewer: Viewer): Condition =>
  write(ruleOf(entity), viewer, columnsOf(alias), alias)

/**
 * True of every row that is hidden from somebody: for counting what is hidden by the few rows it can be among, which have an
 * index of their own. Names no person.
 */
export const hideable = (entity: EntityName, alias: string): string => couldHide(ruleOf(entity), columnsOf(alias))

/**
 * What counts kept by level leave out: rows a person may see although their level is beyond the clearance. They are few, and an index
 * of their own finds them (`hideable`).
 */
export function beyondClearance(entity: EntityName, alias: string, viewer: Viewer): Condition {
  const whole = ruleOf(entity)
  // What is asked of everybody besides (its walls), and what may be seen for one reason or another.
  const [rule = whole, ...besides] = whole.is === 'all' ? whole.of : [whole]
  const of = rule.is === 'any' ? rule.of : [rule]
  const [level, ...more] = of.filter((r) => r.is === 'cleared')
  if (!level || more.length > 0) throw new Error(`${entity} is not counted by its level`)
  const cleared = write(level, viewer, columnsOf(alias), alias)
  const others = of.filter((r) => r.is !== 'cleared')
  if (cleared === YES || others.length === 0) return plain('0')
  const may = joined(others, ' OR ', viewer, columnsOf(alias), alias)
  const walls = besides.map((one) => write(one, viewer, columnsOf(alias), alias))
  return both(
    [{ sql: `(${may.sql} AND NOT ${cleared.sql})`, params: [...may.params, ...cleared.params] }, ...walls],
    ' AND ',
  )
}

/** Whether a wall (`alias`) stands and keeps this person out (P4): few do, and each names one card. */
export function keptOut(alias: string, viewer: Viewer): Condition {
  const { opened = [] } = viewer
  const team = `EXISTS (SELECT 1 FROM json_each(${alias}.team) m_of WHERE m_of.value = ?)`
  const open = opened.length === 0 ? '' : ` AND ${alias}.contactId NOT IN (SELECT value FROM json_each(?))`
  return {
    sql: `(${alias}.standing = 1 AND NOT ${team}${open})`,
    params: [viewer.userId, ...(opened.length === 0 ? [] : [JSON.stringify(opened)])],
  }
}

/** Whether the row that two columns name (`entity`, `id`) may be seen. */
export const visibleThere = (named: { entity: string; id: string }, viewer: Viewer): Condition =>
  byEntity(named.entity, entityNames, viewer, (entity) => exists(entity, named.id, viewer, 't', [columnsOf('t')]))

const columnsOf =
  (alias: string): Column =>
  (name) =>
    `${alias}."${name}"`

const plain = (sql: string): Condition => ({ sql, params: [] })
const YES = plain('1')

function write(rule: Rule, viewer: Viewer, column: Column, alias: string): Condition {
  if (always(rule, viewer)) return YES
  switch (rule.is) {
    case 'everybody':
      return YES
    case 'cleared':
      return plain(`(${rankSql(at(rule.field, column))} <= ${clearanceRank(viewer.clearance)})`)
    case 'person':
      return { sql: `(${at(rule.field, column)} IS ?)`, params: [viewer.userId] }
    case 'among': {
      const list = at(rule.field, column)
      const named = `p_of.value ->> '$.kind' IS 'person' AND p_of.value ->> '$.id' IS ?`
      // Nearly every row has none: asked first.
      return {
        sql: `(${list} IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(${list}) p_of WHERE ${named}))`,
        params: [viewer.userId],
      }
    }
    case 'given':
      return { sql: givenSql(column('id'), alias), params: [viewer.userId] }
    case 'member':
      return {
        sql: `EXISTS (SELECT 1 FROM json_each(${at(rule.field, column)}) m_of WHERE m_of.value = ?)`,
        params: [viewer.userId],
      }
    case 'unwalled': {
      const { sql, params } = keptOut('w_of', viewer)
      const around = `w_of.contactId = ${at(rule.field, column)}`
      return { sql: `(NOT EXISTS (SELECT 1 FROM wall w_of WHERE ${around} AND ${sql}))`, params }
    }
    case 'partiesUnwalled': {
      const [list, out] = [at(rule.field, column), keptOut('w_of', viewer)]
      const named = `p_of.value ->> '$.kind' IS 'contact' AND w_of.contactId = p_of.value ->> '$.id'`
      return {
        sql: `(${list} IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(${list}) p_of CROSS JOIN wall w_of WHERE ${named} AND ${out.sql}))`,
        params: out.params,
      }
    }
    case 'empty':
      return plain(`(${at(rule.field, column)} IS NULL)`)
    case 'as': {
      if (seesAll(viewer, rule.entity)) return plain(`(${at(rule.field, column)} IS NOT NULL)`)
      const inner = `${alias}_${rule.entity}`
      return exists(rule.entity, at(rule.field, column), viewer, inner, [columnsOf(inner)])
    }
    case 'contested':
      return contest(viewer, column, alias)
    case 'any':
      return joined(rule.of, ' OR ', viewer, column, alias)
    case 'all':
      return joined(rule.of, ' AND ', viewer, column, alias)
  }
}

/** What `shownTo` says of rows in hand: an index finds the few that name both. */
const givenSql = (id: string, alias: string): string =>
  `EXISTS (SELECT 1 FROM assignment ${alias}_given WHERE ${alias}_given.entryId = ${id} AND ${alias}_given.toId = ? AND ${alias}_given.toKind = 'person'
    AND ${alias}_given.purpose <> 'following' AND (${alias}_given.outcome IS NOT 'pulledBack' OR ${alias}_given.openedAt IS NOT NULL))`

function joined(of: readonly Rule[], by: string, viewer: Viewer, column: Column, alias: string): Condition {
  return both(
    of.map((rule) => write(rule, viewer, column, alias)),
    by,
  )
}

const both = (parts: readonly Condition[], by: string): Condition => ({
  sql: `(${parts.map((p) => p.sql).join(by)})`,
  params: parts.flatMap((p) => p.params),
})

/** The row of that id is here, and may be seen through every one of these readings of its columns. */
function exists(entity: string, id: string, viewer: Viewer, alias: string, readings: readonly Column[]): Condition {
  const inside = both(
    readings.map((column) => write(ruleOf(entity), viewer, column, alias)),
    ' AND ',
  )
  return {
    sql: `EXISTS (SELECT 1 FROM "${entity}" ${alias} WHERE ${alias}.id = ${id} AND ${inside.sql})`,
    params: inside.params,
  }
}

/** As the row stands, and as either side would have it: a conflict over a level shows its texts to who may see the higher one. */
function contest(viewer: Viewer, column: Column, alias: string): Condition {
  const inner = `${alias}_row`
  const stands = columnsOf(inner)
  const side =
    (name: string): Column =>
    (field) =>
      `coalesce(json_extract(${column(name)}, '$.fields.${field}'), ${stands(field)})`
  // Nothing contests a conflict; with it the rule would go round.
  const others = entityNames.filter((entity) => ruleOf(entity).is !== 'contested')
  return byEntity(column('entity'), others, viewer, (entity) =>
    exists(
      entity,
      column('rowId'),
      viewer,
      inner,
      isSightFixed(entity) ? [stands] : [stands, side('server'), side('other')],
    ),
  )
}

/** An entity this version does not know shows nothing. */
function byEntity(
  named: string,
  entities: readonly EntityName[],
  viewer: Viewer,
  of: (entity: EntityName) => Condition,
): Condition {
  const cases = entities.map((entity): Condition => {
    const { sql, params } = seesAll(viewer, entity) ? YES : of(entity)
    return { sql: `WHEN '${entity}' THEN ${sql}`, params }
  })
  return {
    sql: `(CASE ${named} ${cases.map((c) => c.sql).join(' ')} ELSE 0 END)`,
    params: cases.flatMap((c) => c.params),
  }
}

function couldHide(rule: Rule, column: Column): string {
  switch (rule.is) {
    case 'everybody':
      return '0'
    case 'cleared':
      return `${at(rule.field, column)} <> '${levels[0]}'`
    case 'unwalled':
      return `EXISTS (SELECT 1 FROM wall w_of WHERE w_of.contactId = ${at(rule.field, column)} AND w_of.standing = 1)`
    case 'partiesUnwalled':
      return `(${at(rule.field, column)} IS NOT NULL)`
    case 'any':
      return rule.of
        .map((r) => couldHide(r, column))
        .reduce((a, b) => (a === '1' ? b : b === '1' ? a : `(${a} AND ${b})`))
    case 'all':
      return rule.of
        .map((r) => couldHide(r, column))
        .reduce((a, b) => (a === '1' || b === '1' ? '1' : `(${a} OR ${b})`))
    default:
      return '1'
  }
}

/** A level nobody here knows, and none at all, count as the highest (level.ts). */
export const rankSql = (value: string): string =>
  `CASE ${value} ${levels.map((level, rank) => `WHEN '${level}' THEN ${rank}`).join(' ')} ELSE ${levels.length - 1} END`

function at(path: string, column: Column): string {
  const [name = '', ...inside] = path.split('.')
  return inside.length === 0 ? column(name) : `json_extract(${column(name)}, '$.${inside.join('.')}')`
}
