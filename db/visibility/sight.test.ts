import fc from 'fast-check'
import sqlite3 from 'sqlite3'
import { describe, expect, it } from 'vitest'
import { shownTo, type AssignmentRow } from '../../domain/routing/assignment'
import { entityNames, isEntity, type EntityName } from '../../domain/entities'
import {
  hideable,
  isLower,
  lowersLevel,
  sees,
  shownLevel,
  visible,
  visibleThere,
  type Viewer,
} from '../../domain/visibility'

/** Two forms of one rule, on a real SQLite: what a list shows is what a card shows, whatever the rows are (A1, A2). */
const db = new sqlite3.Database(':memory:')
const all = <T>(sql: string, params: unknown[] = []): Promise<T[]> =>
  new Promise((done, fail) => db.all(sql, params, (error, rows) => (error ? fail(error) : done(rows as T[]))))

const COLUMNS: Partial<Record<EntityName, string[]>> = {
  entry: ['registeredById', 'level', 'correspondentId', 'parties'],
  letter: ['draftedById', 'content', 'issuedEntryId', 'addresseeId'],
  file: ['entryId', 'stagedById'],
  act: ['entryId'],
  receipt: ['entryId'],
  capsule: ['entryId'],
  slip: ['entryId'],
  hold: ['entryId'],
  disposal: ['preparedById', 'level'],
  destruction: ['byId', 'level'],
  run: ['createdById', 'level'],
  ...{ valuable: ['entryId'], valuableMove: ['entryId'], missingPiece: ['entryId'], forwarding: ['entryId'] },
  envelope: ['entryId'],
  acknowledgement: ['entryId'],
  clock: ['entryId'],
  assignment: ['entryId', 'toKind', 'toId', 'purpose', 'outcome', 'openedAt'],
  visa: ['letterId'],
  delivery: ['entryId'],
  posting: ['entryId'],
  holding: ['entryId'],
  contact: ['kind'],
  consent: ['contactId'],
  cardChange: ['contactId'],
  relation: ['fromId', 'toId'],
  wall: ['contactId', 'team', 'standing'],
  glass: ['byId', 'wallId'],
  sameness: ['oneId', 'otherId'],
  conflict: ['entity', 'rowId', 'server', 'other'],
  savedFilter: ['ownerId', 'privateTo'],
}
const tables = Object.keys(COLUMNS) as EntityName[]

type Row = Record<string, unknown> & { id: string }
const people = fc.constantFrom('anna', 'badr', 'cyrine')
const level = fc.constantFrom('ordinary', 'restricted', 'confidential', 'secret', 'cosmic')
const entryId = fc.option(fc.constantFrom('entry0', 'entry1', 'entry2', 'entry3', 'gone'))
const contactId = fc.constantFrom('contact0', 'contact1', 'gone')
const parties = fc.option(
  fc.array(
    fc.oneof(
      fc.record({ kind: fc.constantFrom('person', 'unit', 'somethingNewer'), id: people }),
      fc.record({ kind: fc.constant('contact'), id: contactId }),
    ),
    { maxLength: 3 },
  ),
)
const side = fc.record({
  fields: fc.record(
    { level, content: level.map((l) => ({ level: l })), issuedEntryId: entryId, registeredById: people, parties },
    { requiredKeys: [] },
  ),
})
const rowsOf = {
  entry: fc.record({ registeredById: people, level, correspondentId: fc.option(contactId), parties }),
  letter: fc.record({
    ...{ draftedById: people, content: level.map((l) => ({ level: l })) },
    ...{ issuedEntryId: entryId, addresseeId: fc.option(contactId) },
  }),
  file: fc.record({ entryId, stagedById: fc.option(people) }),
  act: fc.record({ entryId }),
  receipt: fc.record({ entryId }),
  capsule: fc.record({ entryId }),
  slip: fc.record({ entryId }),
  hold: fc.record({ entryId }),
  disposal: fc.record({ preparedById: people, level }),
  destruction: fc.record({ byId: people, level }),
  run: fc.record({ createdById: people, level }),
  valuable: fc.record({ entryId }),
  valuableMove: fc.record({ entryId }),
  missingPiece: fc.record({ entryId }),
  forwarding: fc.record({ entryId }),
  envelope: fc.record({ entryId }),
  acknowledgement: fc.record({ entryId }),
  clock: fc.record({ entryId }),
  assignment: fc.record({
    ...{ entryId, toKind: fc.constantFrom('person', 'unit', 'somethingNewer'), toId: people },
    purpose: fc.constantFrom('action', 'information', 'following'),
    outcome: fc.constantFrom(null, 'answered', 'pulledBack'),
    openedAt: fc.constantFrom(null, 1),
  }),
  visa: fc.record({ letterId: fc.constantFrom('letter0', 'letter1', 'gone') }),
  delivery: fc.record({ entryId }),
  posting: fc.record({ entryId }),
  holding: fc.record({ entryId }),
  contact: fc.record({ kind: fc.constant('person') }),
  consent: fc.record({ contactId }),
  cardChange: fc.record({ contactId }),
  relation: fc.record({ fromId: contactId, toId: contactId }),
  wall: fc.record({ contactId, team: fc.array(people, { maxLength: 2 }), standing: fc.boolean() }),
  glass: fc.record({ byId: people, wallId: fc.option(fc.constantFrom('wall0', 'wall1', 'gone')) }),
  sameness: fc.record({ oneId: contactId, otherId: contactId }),
  savedFilter: fc.record({ ownerId: people, privateTo: fc.option(people) }),
  conflict: fc.record({
    entity: fc.constantFrom('entry', 'letter', 'contact', 'file', 'somethingNewer'),
    rowId: fc.constantFrom('entry0', 'entry1', 'letter0', 'letter1', 'file0', 'contact0', 'gone'),
    server: side,
    other: side,
  }),
}
const office = fc.record(
  Object.fromEntries(
    Object.entries(rowsOf).map(([name, row]) => [name, fc.array(row as fc.Arbitrary<object>, { maxLength: 6 })]),
  ),
) as fc.Arbitrary<Record<string, Record<string, unknown>[]>>
const viewers: fc.Arbitrary<Viewer> = fc.record({
  userId: people,
  clearance: fc.constantFrom('ordinary', 'restricted', 'confidential', 'secret'),
  opened: fc.array(contactId, { maxLength: 1 }),
})

async function fill(tables_: Record<string, Record<string, unknown>[]>): Promise<Map<EntityName, Row[]>> {
  const filled = new Map<EntityName, Row[]>()
  for (const entity of tables) {
    const names = COLUMNS[entity] ?? []
    await all(`DELETE FROM "${entity}"`)
    const rows = (tables_[entity] ?? [])
      .map((row, n): Row => ({ id: `${entity}${n}`, ...row }))
      // A card has one wall or none.
      .filter((row, n, all) => entity !== 'wall' || all.findIndex((one) => one['contactId'] === row['contactId']) === n)
    for (const row of rows) {
      const values = names.map((name) =>
        typeof row[name] === 'object' && row[name] !== null
          ? JSON.stringify(row[name])
          : typeof row[name] === 'boolean'
            ? Number(row[name])
            : row[name],
      )
      await all(`INSERT INTO "${entity}" VALUES (?${', ?'.repeat(names.length)})`, [row.id, ...values])
    }
    filled.set(entity, rows)
  }
  return filled
}

describe('one rule, two forms', () => {
  it('a list shows exactly what a card shows: every entity, levels of a newer version, rows that are not here', async () => {
    for (const entity of entityNames)
      await all(`CREATE TABLE "${entity}" (${['id', ...(COLUMNS[entity] ?? [])].map((c) => `"${c}"`).join(', ')})`)
    let hidden = 0
    await fc.assert(
      fc.asyncProperty(office, viewers, async (rows, viewer) => {
        const filled = await fill(rows)
        const given = (filled.get('assignment') ?? []) as unknown as (AssignmentRow & { id: string })[]
        for (const entry of filled.get('entry') ?? [])
          Object.assign(entry, { givenTo: shownTo(given.filter((one) => one.entryId === entry.id)) })
        const related = (entity: string, id: string): Row | undefined =>
          entity === 'wallOf'
            ? filled.get('wall')?.find((r) => r['contactId'] === id)
            : isEntity(entity)
              ? filled.get(entity)?.find((r) => r.id === id)
              : undefined
        const shown: string[] = []
        for (const entity of tables) {
          const may = visible(entity, 'x', viewer)
          const listed = await all<{ id: string }>(
            `SELECT x.id FROM "${entity}" x WHERE ${may.sql} ORDER BY x.id`,
            may.params,
          )
          const wanted = (filled.get(entity) ?? []).filter((row) => sees(viewer, entity, row, related)).map((r) => r.id)
          expect(listed.map((r) => r.id)).toEqual(wanted)
          // What is hidden is the rest, never NULL; and only what can be hidden is.
          const rest = await all<{ id: string; could: number }>(
            `SELECT x.id, ${hideable(entity, 'x')} AS could FROM "${entity}" x WHERE NOT ${may.sql}`,
            may.params,
          )
          expect(rest.length + listed.length).toBe(filled.get(entity)?.length)
          expect(rest.every((r) => r.could === 1)).toBe(true)
          hidden += rest.length
          for (const id of wanted) shown.push(`${entity}/${id}`)
        }
        // All of them in one question: its statement is long.
        const named = visibleThere({ entity: `n.value ->> '$.entity'`, id: `n.value ->> '$.id'` }, viewer)
        const whole = tables.flatMap((entity) => (filled.get(entity) ?? []).map(({ id }) => ({ entity, id })))
        const there = await all<{ entity: string; id: string }>(
          `SELECT n.value ->> '$.entity' AS entity, n.value ->> '$.id' AS id FROM json_each(?) n WHERE ${named.sql}`,
          [JSON.stringify(whole), ...named.params],
        )
        expect(there.map(({ entity, id }) => `${entity}/${id}`)).toEqual(shown)
      }),
      { numRuns: 150 },
    )
    expect(hidden).toBeGreaterThan(200)
  })
})

describe('levels (A1)', () => {
  const at = (level: string) => ({ level })
  it('one that a newer version added is the highest, and leaving it is lowering it', () => {
    expect(shownLevel('cosmic')).toBe('secret')
    const clerk: Viewer = { userId: 'me', clearance: 'confidential' }
    expect(sees(clerk, 'entry', { level: 'cosmic', registeredById: 'x' })).toBe(false)
    expect(sees({ ...clerk, clearance: 'secret' }, 'entry', { level: 'cosmic', registeredById: 'x' })).toBe(true)
    expect(isLower('secret', 'cosmic')).toBe(true)
    expect(isLower('cosmic', 'cosmic')).toBe(false)
    expect(isLower('cosmic', 'ordinary')).toBe(false)
  })

  it.each([
    ['entry', at('secret'), at('restricted'), true],
    ['entry', at('restricted'), at('secret'), false],
    ['entry', at('secret'), { subject: 'x' }, false],
    ['letter', { content: at('secret') }, { content: at('ordinary') }, true],
    ['letter', { content: at('ordinary') }, { content: at('ordinary') }, false],
    ['contact', {}, { notes: 'x' }, false],
  ] as const)('%s %o → %o lowers: %s', (entity, stands, written, lowers) => {
    expect(lowersLevel(entity, stands, written)).toBe(lowers)
  })
})
