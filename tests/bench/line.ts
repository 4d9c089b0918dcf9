import { performance } from 'node:perf_hooks'
import { createRows, patchRow } from '../../db/outbox/changes'
import { indexContacts } from '../../db/search/documents'
import { sql } from '../../db/core/sql'
import { stampOf } from '../../main/desk'
import {
  addUser,
  closeDesks,
  officeDesk,
  startDesk,
  testClock,
  PASSWORD,
  type TestDesk,
  type TestClock,
} from '../fixtures/office'
import { serve, serverApart, type Apart } from './apart'
import { figure, numberAsked } from './figures'
import { peer, type PeerFigures } from './peer'
import { beginProfile, endProfile } from './profile'
import { cardOf } from './words'

const CHANGE = 500
const CLIENTS = 20
const EDITS = 500
const SHARED = 1_000
const BEGAN = Date.UTC(2026, 0, 2, 8)
const byHand = { automatic: false, timing: { connectMs: 20_000, idleMs: 120_000 }, random: () => 0.5 }

/**
 * The line as an office has it: a PC sends what it wrote, another one joins and takes it all, twenty PCs edit the same cards at once.
 * Signed, encrypted, at FULL, searchable, over TLS to a server of its own process; beside it PouchDB with the same cards over HTTP.
 */
async function run(): Promise<void> {
  const rows = numberAsked('rows', 100_000)
  const server = await serverApart()
  const beside = process.argv.includes('--alone') ? null : await peer(rows, CLIENTS, EDITS)
  try {
    const first = await officeDesk({}, { line: byHand, clock: ticking() })
    await first.api.sync.enrol({ code: await server.code(), deviceName: 'Rabat' })
    await fill(first, rows)
    await pushed(first, rows, server, beside)
    const userId = await addUser(first, 'karim', ['clerk', 'administrator'], 'secret')
    await first.api.sync.tryNow({})
    const { code } = await first.api.sync.newCode({ userId })
    await pulled(code, rows, server, beside)
    if (!process.argv.includes('--short')) await edited(server, beside)
  } finally {
    await closeDesks()
    await server.close()
  }
}

const ticking = (): TestClock => ({ ...testClock(), now: Date.now })

async function fill(desk: TestDesk, rows: number): Promise<void> {
  const { desk: open, actor } = desk.app.session
  for (let from = 0; from < rows; from += CHANGE)
    await open.db.write(async (tx) => {
      const cards = Array.from({ length: Math.min(CHANGE, rows - from) }, (_, i) => ({
        id: open.newId(),
        fields: cardOf(from + i, BEGAN + from + i),
      }))
      await createRows(tx, 'contact', cards, stampOf(open, actor, BEGAN + from))
      await indexContacts(
        tx,
        cards.map((card) => card.id),
      )
    })
}

async function pushed(desk: TestDesk, rows: number, server: Apart, beside: PeerFigures | null): Promise<void> {
  await server.bytes()
  const took = await measured('push', rows, server, () => desk.api.sync.tryNow({}))
  const waiting = await sql(desk.app.session.desk.db.read).all(`SELECT 1 FROM outbox WHERE state = 'waiting' LIMIT 1`)
  if (waiting.length > 0) throw new Error('not everything was sent')
  ratio(`push of ${rows} cards, cards a second`, rows / (took / 1000), beside && rows / (beside.pushMs / 1000), '>= 2')
  ratio(`bytes up for ${rows} cards`, (await server.bytes()).up, beside && beside.pushBytes, '<= 0.25')
}

async function joined(code: string, deskCode: string): Promise<TestDesk> {
  const desk = startDesk({ line: byHand, clock: ticking() })
  await desk.api.session.joinOffice({ code, password: PASSWORD, deskCode, deviceName: 'Lille', language: 'fr' })
  return desk
}

async function pulled(code: string, rows: number, server: Apart, beside: PeerFigures | null): Promise<void> {
  await server.bytes()
  const desk = await joined(code, 'RB2')
  const began = performance.now()
  let firstPage: number | null = null
  const watch = setInterval(() => {
    void countOf(desk, 'contact').then((n) => (firstPage ??= n > 0 ? performance.now() - began : null))
  }, 20)
  const took = await measured('pull', rows, server, () => desk.api.sync.tryNow({}))
  clearInterval(watch)
  figure({
    ...{ bench: 'sync', what: 'first page of a new PC, milliseconds', value: firstPage ?? took, peer: null },
    ...{ aim: '<= 500', met: (value) => value <= 500 },
  })
  const n = await countOf(desk, 'contact')
  if (n !== rows) throw new Error(`${n} of ${rows} cards came`)
  ratio(
    `pull of ${rows} cards by a new PC, cards a second`,
    rows / (took / 1000),
    beside && rows / (beside.pullMs / 1000),
    '>= 4',
  )
  ratio(`bytes down for ${rows} cards`, (await server.bytes()).down, beside && beside.pullBytes, '<= 0.35')
}

/** Twenty PCs of an office write four fifths of their own and edit a fifth of what all share; all send, then all fetch. */
async function edited(server: Apart, beside: PeerFigures | null): Promise<void> {
  const first = await officeDesk({}, { line: byHand, clock: ticking() })
  await first.api.sync.enrol({ code: await server.code(), deviceName: 'Rabat' })
  await fill(first, SHARED)
  const userId = await addUser(first, 'karim', ['clerk'], 'secret')
  await first.api.sync.tryNow({})
  const ids = (
    await sql(first.app.session.desk.db.read).all<{ id: string }>('SELECT id FROM contact ORDER BY createdAt')
  ).map(({ id }) => id)
  const desks: TestDesk[] = []
  for (let c = 0; c < CLIENTS; c++) {
    const { code } = await first.api.sync.newCode({ userId })
    desks.push(await joined(code, `D${c}`))
  }
  for (const desk of desks) await desk.api.sync.tryNow({})
  const own = Math.floor(EDITS * 0.8)
  const touched = new Map<string, number>()
  for (const [c, desk] of desks.entries()) {
    await fill(desk, own)
    const chosen = Array.from({ length: EDITS - own }, (_, i) => ids[(i * 7 + c * 13) % SHARED] ?? '')
    for (const id of chosen) touched.set(id, (touched.get(id) ?? 0) + 1)
    const { desk: open, actor } = desk.app.session
    await open.db.write(async (tx) => {
      for (const [i, id] of chosen.entries())
        await patchRow(tx, 'contact', id, { notes: `${c} ${i}` }, stampOf(open, actor, BEGAN + i))
    })
  }
  const edits = CLIENTS * EDITS
  const took = await measured('edits', edits, server, async () => {
    for (let turn = 0; turn < 2; turn++) await Promise.all(desks.map((desk) => desk.api.sync.tryNow({})))
  })
  await first.api.sync.tryNow({})
  ratio(
    `${CLIENTS} PCs send and fetch ${EDITS} edits each, edits a second`,
    edits / (took / 1000),
    beside && edits / (beside.editsMs / 1000),
    '>= 4',
  )
  const n = await countOf(first, 'conflict')
  const expected = [...touched.values()].reduce((sum, times) => sum + times - 1, 0)
  figure({
    bench: 'sync',
    what: 'conflicts kept, beside those that were made',
    value: n,
    peer: expected,
    aim: '= 1',
    met: (value) => value === expected,
  })
}

async function countOf(desk: TestDesk, table: 'contact' | 'conflict'): Promise<number> {
  const row = await sql(desk.app.session.desk.db.read).one<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
  return row?.n ?? 0
}

/** How long it took, and what the processors did for it: the second can be compared while others work beside. */
async function measured(part: string, rows: number, server: Apart, work: () => Promise<unknown>): Promise<number> {
  await server.begin()
  await beginProfile()
  const before = process.cpuUsage()
  const began = performance.now()
  await work()
  const took = performance.now() - began
  const { user, system } = process.cpuUsage(before)
  await endProfile(`${part}-desk`)
  const there = await server.spent(part)
  const each = (ms: number): number => (ms * 10_000) / rows / 1000
  const said = { desk: (user + system) / 1000, server: there.server, postgres: there.postgres }
  for (const [who, ms] of Object.entries(said))
    figure({ bench: 'sync', what: `${part}: processor seconds of 10,000, ${who}`, value: each(ms), peer: null })
  return took
}

function ratio(what: string, value: number, peerValue: number | null, aim: string): void {
  const [sign, bound] = aim.split(' ') as [string, string]
  figure({
    bench: 'sync',
    what,
    value,
    peer: peerValue,
    aim: `${aim} PouchDB`,
    met: (_value, found) => found !== null && (sign === '>=' ? found >= Number(bound) : found <= Number(bound)),
  })
}

const work = process.argv[2] === 'server' ? serve() : run()
work.catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
