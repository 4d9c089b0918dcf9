import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '../../db/core/sql'
import { openFile } from '../../main/documents/documents'
import { deviceGenesis, linkOf } from '../../domain/sync/operation'
import type { Store } from '../../server/db/connect'
import type { TestDesk } from '../fixtures/office'
import { besideFaults } from './beside'
import type { Said } from './said'

type Row = { id: string; numberText: string; notes: string; cancelledAt: number | null }

/** What a kill may never do. @returns each thing that is lost or doubled, in words; empty = nothing */
export async function faults(desk: TestDesk, heard: readonly Said[]): Promise<string[]> {
  const { db } = desk.app.session.desk
  const all = <T>(statement: string, params: (string | number)[] = []): Promise<T[]> =>
    sql(db.read).all<T>(statement, params)
  const found: string[] = await papers(all, heard)
  const rows = new Map((await all<Row>('SELECT id, numberText, notes, cancelledAt FROM entry')).map((r) => [r.id, r]))
  for (const line of heard) {
    if (line.kind !== 'ack') continue
    const row = rows.get(line.id)
    if (['register', 'scan'].includes(line.what) && row?.numberText !== line.value)
      found.push(`acknowledged ${line.value} (${line.id}) is ${row?.numberText ?? 'not there'}`)
    if (line.what === 'cancel' && row?.cancelledAt === null) found.push(`a cancelled entry lives: ${line.id}`)
  }
  found.push(...(await receipts(all, heard)), ...(await besideFaults(all, heard)))
  found.push(...correctionsLost(heard, rows))
  const links = new Set((await all<{ link: string }>('SELECT link FROM act WHERE entryId IS NULL')).map((a) => a.link))
  for (const { kind, what, value } of heard)
    if (kind === 'ack' && what === 'close' && value !== '' && !links.has(value))
      found.push(`a closing is lost: ${value}`)
  found.push(...(await numbers(all)))
  found.push(...(await letters(all, heard)))
  found.push(...(await outbox(all, desk.app.session.desk.device.id)))
  found.push(...(await searchAndJournal(desk, all)))
  found.push(...(await scans(desk, all)))
  for (const register of await desk.api.register.registers({}))
    for (const year of new Set(register.books.map((b) => b.year)))
      for (const verdict of await desk.api.register.verify({ registerId: register.id, year }))
        if (verdict.result !== 'whole') found.push(`book ${verdict.bookId}: ${verdict.result} at ${verdict.at ?? '-'}`)
  return found
}

/** The last one that was acknowledged, or one that was tried after it and cut. */
function correctionsLost(heard: readonly Said[], rows: ReadonlyMap<string, Row>): string[] {
  const may = new Map<string, string[]>()
  for (const { kind, what, id, value } of heard) {
    if (what !== 'correct') continue
    if (kind === 'ack') may.set(id, [value])
    else if (kind === 'try') may.set(id, [...(may.get(id) ?? ['']), value])
  }
  return [...may].flatMap(([id, values]) => {
    const row = rows.get(id)
    // A line of a paper register that was being taken back: nothing was ever acknowledged of it.
    if (!row && values[0] === '') return []
    return row && values.includes(row.notes) ? [] : [`a correction of ${id} is lost: ${row?.notes ?? 'no row'}`]
  })
}

/** C5: what was handed over is known, each copy once. */
async function receipts(all: All, heard: readonly Said[]): Promise<string[]> {
  const given = await all<{ id: string; entryId: string; copy: number }>('SELECT id, entryId, copy FROM receipt')
  const ids = new Map(given.map(({ id, entryId }) => [id, entryId]))
  const lost = heard.filter(
    ({ kind, what, id, value }) => kind === 'ack' && what === 'receipt' && ids.get(id) !== value,
  )
  const places = new Set(given.map(({ entryId, copy }) => `${entryId} ${copy}`))
  return [
    ...lost.map(({ id }) => `receipt ${id} is lost`),
    ...(places.size === given.length ? [] : ['a copy of a receipt was given twice']),
  ]
}

type All = <T>(statement: string, params?: (string | number)[]) => Promise<T[]>

/** N1, N3: 1 … n, each once, and the book knows the last. */
async function numbers(all: All): Promise<string[]> {
  const books = await all<{ id: string; opening: number; lastSeq: number }>('SELECT id, opening, lastSeq FROM book')
  const found: string[] = []
  for (const { id, opening, lastSeq } of books) {
    const given = await all<{ seq: number }>(
      `SELECT seq FROM entry WHERE bookId = ? UNION ALL SELECT seq FROM act WHERE bookId = ? AND kind = 'void' ORDER BY seq`,
      [id, id],
    )
    const wanted = Array.from({ length: given.length }, (_, i) => opening + i)
    if (given.some(({ seq }, i) => seq !== wanted[i])) found.push(`numbers of book ${id} are skipped or doubled`)
    if (given.length > 0 && given.at(-1)?.seq !== lastSeq) found.push(`book ${id} says ${lastSeq}`)
  }
  return found
}

/** A kill leaves nothing half imported: what was cut is taken back at the next opening; what was acknowledged is there, whole. */
async function papers(all: All, heard: readonly Said[]): Promise<string[]> {
  for (let waited = 0; waited < 120_000 && (await all('SELECT 1 FROM transcribing')).length > 0; waited += 250)
    await pause(250)
  const books = await all<{ file: string; said: number; lines: number }>(
    `SELECT a.body ->> '$.transcribed.file' AS file, a.body ->> '$.transcribed.lines' AS said,
       (SELECT count(*) FROM entry e WHERE e.bookId = b.id) AS lines
     FROM book b JOIN act a ON a.bookId = b.id AND a.position = 1 WHERE b.transcribed IS NOT NULL`,
  )
  const found = books
    .filter(({ said, lines }) => said !== lines)
    .map(({ file, lines }) => `${file} is half imported: ${lines}`)
  const left = await all('SELECT 1 FROM transcribing UNION ALL SELECT 1 FROM transcribingChange')
  const there = new Map(books.map(({ file, lines }) => [file, lines]))
  const lost = heard.filter(
    (line) => line.what === 'import' && line.kind === 'ack' && there.get(`${line.id}.csv`) !== Number(line.value),
  )
  return [
    ...found,
    ...lost.map(({ id }) => `the import ${id} is lost`),
    ...(left.length > 0 ? ['an import is still under way'] : []),
  ]
}

/** A kill between number and page leaves the page to the next opening, which makes it in the background. */
async function pagesMade(all: All): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 250) {
    const bare = await all("SELECT id FROM letter WHERE state = 'issued' AND pdfFileId IS NULL")
    if (bare.length === 0) return
    await pause(250)
  }
}

async function letters(all: All, heard: readonly Said[]): Promise<string[]> {
  await pagesMade(all)
  const rows = await all<{ id: string; state: string; numberText: string | null; pdf: number }>(
    `SELECT l.id, l.state, e.numberText, l.pdfFileId IS NOT NULL AS pdf FROM letter l LEFT JOIN entry e ON e.id = l.issuedEntryId`,
  )
  const byId = new Map(rows.map((r) => [r.id, r]))
  const lost = heard
    .filter((line) => line.what === 'issue' && line.kind === 'ack' && byId.get(line.id)?.numberText !== line.value)
    .map((line) => `letter ${line.id} was issued as ${line.value}`)
  const bare = rows.filter((r) => r.state === 'issued' && !r.pdf).map((r) => `letter ${r.id} has no page`)
  const twice = await all<{ letterId: string }>(
    'SELECT letterId FROM entry WHERE letterId IS NOT NULL GROUP BY letterId HAVING count(*) > 1',
  )
  const runs = await all<{ runId: string; n: number; places: number }>(
    `SELECT runId, sum(state = 'issued') AS n, count(DISTINCT runPlace) - count(*) AS places FROM letter WHERE runId IS NOT NULL GROUP BY runId`,
  )
  const issued = new Map(runs.map(({ runId, n }) => [runId, n]))
  for (const { what, kind, id, value } of heard)
    if (what === 'run' && kind === 'ack' && (issued.get(id) ?? 0) < Number(value))
      lost.push(`run ${id} had ${value} numbers`)
  for (const { runId, places } of runs) if (places !== 0) lost.push(`run ${runId} wrote to somebody twice`)
  return [...lost, ...bare, ...twice.map((t) => `letter ${t.letterId} has two numbers`)]
}

async function outbox(all: All, deviceId: string): Promise<string[]> {
  let hash = deviceGenesis(deviceId)
  let d = 0
  for (const row of await all<{ d: number; operation: string; hash: string }>(
    'SELECT d, operation, hash FROM outbox ORDER BY d',
  )) {
    d++
    if (row.d !== d) return [`the outbox jumps from ${d - 1} to ${row.d}`]
    hash = linkOf(hash, d, row.operation)
    if (row.hash !== hash) return [`the outbox does not chain at ${d}`]
  }
  return []
}

async function searchAndJournal(desk: TestDesk, all: All): Promise<string[]> {
  const unfound = await all<{ id: string }>(
    'SELECT e.id FROM entry e WHERE (SELECT count(*) FROM searchDoc d WHERE d.rowId = e.id) <> 1',
  )
  const { journal } = desk.app.session.desk
  await journal.idle()
  const books = await all<{ id: string; lastSeq: number }>(
    'SELECT id, lastSeq FROM book WHERE lastSeq > 0 AND transcribed IS NULL',
  )
  return [
    ...unfound.map(({ id }) => `search does not have ${id} once`),
    ...books
      .filter(({ id, lastSeq }) => journal.highWater(id)?.seq !== lastSeq)
      .map(
        ({ id, lastSeq }) => `the journal knows ${journal.highWater(id)?.seq ?? 'nothing'} of ${id}, not ${lastSeq}`,
      ),
  ]
}

async function scans(desk: TestDesk, all: All): Promise<string[]> {
  // What a list destroyed is not there to be read (R2).
  const files = await all<{ id: string; name: string }>(
    `SELECT id, name FROM file WHERE entryId IS NOT NULL AND id NOT IN (SELECT fileId FROM destroyedFile WHERE gone = 1)`,
  )
  const found: string[] = []
  for (const { id, name } of files)
    await openFile(desk.app.session.desk, desk.app.session.actor, id).catch((error: unknown) => {
      found.push(`the scan ${name} (${id}) cannot be read: ${String(error)}`)
    })
  return found
}

/** Everything this PC ever did is on the server, once. */
export async function serverFaults(desk: TestDesk, store: Store): Promise<string[]> {
  const { db, device } = desk.app.session.desk
  const [here, there] = [
    await sql(db.read).one<{ n: number; numbers: number }>(
      'SELECT (SELECT count(*) FROM outbox) AS n, (SELECT count(*) FROM entry) AS numbers',
    ),
    await store.pool.one<{ n: number; numbers: number }>(
      'SELECT (SELECT coalesce(sum(last_d - first_d + 1), 0)::int FROM operation_batch WHERE device = $1) AS n, (SELECT count(*)::int FROM number_given WHERE device = $1) AS numbers',
      [device.id],
    ),
  ]
  const { waiting, parked, conflicts } = await desk.api.sync.status({})
  return [
    ...(here?.n === there?.n ? [] : [`the server has ${there?.n} operations of ${here?.n}`]),
    ...(here?.numbers === there?.numbers ? [] : [`the server has ${there?.numbers} numbers of ${here?.numbers}`]),
    ...(waiting + parked + conflicts === 0 ? [] : [`${waiting} wait, ${parked} parked, ${conflicts} conflicts`]),
  ]
}
