import { logIn, PASSWORD, same, type TestDesk } from '../fixtures/office'
import { LOGIN, SECOND, type Said } from './said'

/** What is written beside entries (ADR 034–036, 043), by which column its rows are found again: all rows of one command, or none. */
const FOUND_BY = {
  delivery: 'messenger',
  posting: 'listId',
  valuable: 'owner',
  hold: 'id',
  disposal: 'id',
  destruction: 'disposalId',
  tender: 'id',
  envelope: 'entryId',
  assignment: 'text',
} as const
export type Beside = keyof typeof FOUND_BY

type Say = (id: string, value: `${Beside} ${number}`, work: () => Promise<unknown>) => Promise<void>
type Some = (where: string, most: number) => Promise<string[]>

/** One of them, at random. `some`: the newest entries of which that is true. */
export async function writesBeside(desk: TestDesk, roll: number, some: Some, say: Say): Promise<void> {
  const { api } = desk
  const { newId, clock } = desk.app.session.desk
  const id = newId()
  const today = new Date(clock.now()).toISOString().slice(0, 10)
  const kinds = Object.keys(FOUND_BY) as Beside[]
  const kind = kinds[Math.floor(roll * kinds.length)] ?? 'hold'
  if (kind === 'tender' || kind === 'envelope') return receives(desk, kind, id, say)
  const ids = await some(kind === 'posting' ? 'letterId IS NOT NULL' : 'letterId IS NULL AND paperNumber IS NULL', 3)
  const scanned = 'EXISTS (SELECT 1 FROM file f WHERE f.entryId = entry.id)'
  const listed = { disposal: 'classId IS NOT NULL', destruction: `classId IS NOT NULL AND ${scanned}` }
  const [first] = kind === 'disposal' || kind === 'destruction' ? await some(listed[kind], 1) : ids
  if (first === undefined) return
  const things = [1, 2].map(() => ({ kind: 'cheque' as const, number: '1', pieces: 1, amount: '5', currency: 'MAD' }))
  const works = {
    delivery: () =>
      api.deliveries.write({
        ...{ day: today, messenger: id },
        lines: ids.map((entryId) => ({ id: newId(), entryId, unitId: null, to: 'x', pieces: 1 })),
      }),
    posting: () =>
      api.postings.post({
        ...{ listId: id, day: today },
        lines: ids.map((entryId, at) => ({ entryId, postNumber: `${id.slice(-8)}${at}` })),
      }),
    valuable: async () => {
      const by = { login: SECOND, password: PASSWORD, who: 'x', note: '' }
      const got = await api.valuables.receive({
        ...{ entryId: first, things: things.map((thing) => ({ ...thing, id: newId(), owner: id })), ...by },
      })
      await api.valuables.move({ of: got.map((one) => ({ id: one.id, at: one.at })), kind: 'handedOn', ...by })
    },
    hold: () => api.disposal.hold({ id, entryId: first, classId: null, reason: 'x' }),
    disposal: () => api.disposal.prepare({ id, fate: 'destroy', name: 'x', by: today, entryIds: [first] }),
    // R2: made by one, approved by another, carried out by a deliberate act; a kill may lie between any two.
    destruction: async () => {
      await api.disposal.prepare({ id, fate: 'destroy', name: 'x', by: today, entryIds: [first] })
      await logIn(desk, SECOND)
      await api.disposal.decide({ id, decision: 'approved', note: '' })
      await logIn(desk, LOGIN)
      await api.disposal.destroy({ id })
    },
    // W1: whoever had it and whoever has it now change in one.
    assignment: async () => {
      const { assignments, standing } = await api.routing.ofEntry({ entryId: first })
      const had = assignments.find((one) => one.id === standing)?.to.id
      const unit = (await api.office.get({})).units.find((one) => one.id !== had)
      await api.routing.assign({
        ...{ id: newId(), entryId: first, after: standing, reason: 'x', purpose: 'action', text: id, copies: [] },
        ...{ to: [{ kind: 'unit', id: unit?.id ?? '' }], instruction: null, dueOn: today, inOrder: false },
      })
    },
  }
  const rows = {
    delivery: ids.length,
    posting: ids.length,
    valuable: things.length,
    hold: 1,
    disposal: 1,
    destruction: 1,
    assignment: 1,
  }[kind]
  await say(id, `${kind} ${rows}`, works[kind])
}

async function receives(desk: TestDesk, kind: 'tender' | 'envelope', id: string, say: Say): Promise<void> {
  const { api } = desk
  const [tender] = (await api.tenders.list({ tab: 'open' })).rows
  if (kind === 'tender' || !tender) {
    const unitId = (await api.office.get({})).units[0]?.id ?? ''
    const closesAt = desk.app.session.desk.clock.now() + 3_600_000
    return say(id, 'tender 1', () => api.tenders.create({ id, reference: '1', title: 'x', unitId, closesAt }))
  }
  const register = (await api.register.registers({})).find((one) => one.kind === 'incoming')
  await say(id, 'envelope 1', () =>
    api.tenders.receive({
      ...{ id, tenderId: tender.id, registerId: register?.id ?? '', channel: 'hand', postNumber: '' },
      ...{ depositor: 'x', condition: 'intact', outside: '' },
    }),
  )
}

/** A class whose entries are due at once, so that there is something to list. */
export async function dueClass(desk: TestDesk): Promise<string> {
  const [known] = await desk.api.filing.plan({})
  if (known) return known.id
  const id = desk.app.session.desk.newId()
  await desk.api.filing.add({
    ...{ id, code: 'T', names: same('x'), parentId: null, since: null, basis: '' },
    ...{ active: 0, intermediate: 0, event: 'registration', fate: 'destroy' },
  })
  return id
}

type All = <T>(statement: string, params?: (string | number)[]) => Promise<T[]>

/** What was acknowledged is there, whole; what was only tried is whole or not there; what follows from rows still follows. */
export async function besideFaults(all: All, heard: readonly Said[]): Promise<string[]> {
  const found: string[] = []
  for (const { kind, id, value } of heard.filter(({ what }) => what === 'beside')) {
    const [table = '', wanted] = value.split(' ')
    if (kind === 'refused' || !(table in FOUND_BY)) continue
    const [row] = await all<{ n: number }>(
      `SELECT count(*) AS n FROM "${table}" WHERE "${FOUND_BY[table as Beside]}" = ?`,
      [id],
    )
    if (row?.n !== Number(wanted) && (kind === 'ack' || row?.n !== 0))
      found.push(`${table} ${id}: ${row?.n ?? 0} of ${wanted ?? ''} (${kind})`)
  }
  const broken: [string, string][] = [
    [
      'a thing is not where its movements say',
      `SELECT v.id FROM valuable v WHERE v.place = 0 OR v.place <> (SELECT count(*) FROM valuableMove m WHERE m.valuableId = v.id)
         OR v.whereNow <> (SELECT m.leaves FROM valuableMove m WHERE m.valuableId = v.id AND m.place = v.place)`,
    ],
    [
      'what a list names is not kept',
      `SELECT d.id FROM disposal d WHERE json_array_length(d.entryIds) <> (SELECT count(*) FROM disposalItem i WHERE i.disposalId = d.id)`,
    ],
    [
      'a destroyed scan can be opened',
      `SELECT x.fileId AS id FROM destroyedFile x JOIN file f ON f.id = x.fileId WHERE x.gone = 1 AND f.fileKey IS NOT NULL`,
    ],
    [
      'a scan was destroyed by no approved list',
      `SELECT x.fileId AS id FROM destroyedFile x WHERE x.gone = 1 AND NOT EXISTS (SELECT 1 FROM destruction t JOIN disposal d
         ON d.id = t.disposalId WHERE t.id = x.destructionId AND d.decision = 'approved')`,
    ],
    [
      'a sealed entry without its envelope',
      `SELECT e.id FROM entry e WHERE e.subject IS NULL AND NOT EXISTS (SELECT 1 FROM envelope v WHERE v.entryId = e.id)`,
    ],
    [
      'two answer one entry',
      `SELECT entryId AS id FROM assignment WHERE purpose = 'action' AND endedAt IS NULL GROUP BY entryId HAVING count(*) > 1`,
    ],
    [
      'what was passed on lies with nobody',
      `SELECT a.id FROM assignment a WHERE a.outcome IN ('redirected', 'returned') AND NOT EXISTS
         (SELECT 1 FROM assignment b WHERE b.entryId = a.entryId AND b.turn = a.turn + 1)`,
    ],
    [
      'a basket does not know its entry',
      `SELECT a.id FROM assignment a JOIN entry e ON e.id = a.entryId WHERE a.live <> (e.cancelledAt IS NULL)`,
    ],
  ]
  for (const [words, statement] of broken)
    for (const { id } of await all<{ id: string }>(statement)) found.push(`${words}: ${id}`)
  return found
}
