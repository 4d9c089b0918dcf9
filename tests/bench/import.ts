import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { Database } from '../../db/core/database'
import { EACH, listOf } from '../../db/core/list'
import { sql } from '../../db/core/sql'
import { wordsOf } from '../../db/search/search'
import { Words } from '../../db/search/words'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'
import { csvFile, openedSheet, paperRows } from '../fixtures/sheets'
import { figure, numberAsked } from './figures'
import { beginProfile, endProfile } from './profile'

/**
 * A paper register of 100,000 lines brought in, from the file to the last row, while a clerk registers. The peer writes the rows it left
 * (entries, acts, operations, search documents, cards), ready made, in bulk into an empty database of the same schema, encrypted, at FULL.
 */
async function run(): Promise<void> {
  const lines = numberAsked('entries', 100_000)
  const folder = mkdtempSync(join(tmpdir(), 'diwan-bench-import-'))
  const desk = await officeDesk()
  await addUser(desk, 'head', ['headOfRegistry', 'clerk'], 'secret')
  await logIn(desk, 'head')
  const path = csvFile(folder, paperRows(lines, 1, 1998))
  const input = await entryInput(desk)
  const opened = await openedSheet(desk, path)
  let began = performance.now()
  const { sha256, accepted } = await desk.api.imports.check({ id: opened.id, plan: opened.plan })
  const checked = performance.now() - began
  if (accepted !== lines) throw new Error(`${accepted} of ${lines} lines were read`)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  global.gc?.()
  const memory = { first: 0, most: 0 }
  let done = false
  const registered: number[] = []
  const clerk = (async () => {
    while (!done) {
      await pause(250)
      const start = performance.now()
      await desk.api.register.register({ ...input, id: desk.app.session.desk.newId() })
      registered.push(performance.now() - start)
      const { rss } = process.memoryUsage()
      memory.first ||= rss
      memory.most = Math.max(memory.most, rss)
    }
  })()
  delay.enable()
  await beginProfile()
  began = performance.now()
  await desk.api.imports.run({ id: opened.id, plan: opened.plan, sha256 })
  const spent = performance.now() - began
  await endProfile('import')
  done = true
  await clerk
  delay.disable()
  const peer = await rawInsert(desk, folder)
  const sorted = registered.sort((a, b) => a - b)
  const say = (what: string, value: number, peer: number | null = null) => ({ bench: 'import', what, value, peer })
  figure({
    ...say(`${lines} lines brought in, all they leave written raw (ms)`, spent, peer.all),
    aim: '<= 3',
    met: (_v, ratio) => (ratio ?? 9) <= 3,
  })
  figure(say(`the same beside their entries alone, raw (ms)`, spent, peer.entries))
  figure(say('looked through before (ms)', checked))
  figure(say('a clerk registers meanwhile, median (ms)', sorted[Math.floor(sorted.length / 2)] ?? 0))
  figure(say('a clerk registers meanwhile, slowest (ms)', sorted.at(-1) ?? 0))
  figure(say('the main process answers nobody, at most (ms)', delay.max / 1e6))
  figure(say('memory grows by (MB)', (memory.most - memory.first) / 1e6))
  figure(say('the file (MB)', statSync(path).size / 1e6))
  await closeDesks()
  rmSync(folder, { recursive: true, force: true })
}

const TABLES = ['contact', 'book', 'entry', 'act', 'outbox', 'signedChange', 'searchDoc']
const PAGE = 1_000

async function rawInsert(desk: TestDesk, folder: string): Promise<{ all: number; entries: number }> {
  const db = await Database.open({ file: join(folder, 'raw.db'), key: randomBytes(32), backupsDir: null })
  const from = sql(desk.app.session.desk.db.read)
  const spent = { all: 0, entries: 0 }
  const insert = async (table: string, names: readonly string[], rows: readonly unknown[][]): Promise<void> => {
    const began = performance.now()
    const list = listOf(rows)
    await db.write((tx) =>
      sql(tx).run(
        `INSERT INTO "${table}" (${names.map((n) => `"${n}"`).join(', ')}) SELECT ${names.map((_, i) => `value ->> ${i}`).join(', ')} FROM ${EACH}`,
        [list],
      ),
    )
    spent.all += performance.now() - began
    if (table === 'entry') spent.entries += performance.now() - began
  }
  for (const table of TABLES)
    for (let after = 0; ;) {
      const rows = await from.all<Record<string, unknown>>(
        `SELECT rowid AS place, * FROM "${table}" WHERE rowid > ? ORDER BY rowid LIMIT ?`,
        [after, PAGE],
      )
      const last = rows.at(-1)
      if (!last) break
      after = Number(last['place'])
      const names = Object.keys(last).filter((name) => name !== 'place')
      await insert(
        table,
        names,
        rows.map((row) => names.map((name) => row[name])),
      )
    }
  for (let after = 0; ;) {
    const rows = await from.all<{
      docId: number
      numberText: string
      subject: string
      reference: string
      notes: string
      name: string
    }>(
      `SELECT d.docId, e.numberText, e.subject, e.reference, e.notes, c.nameAr ->> '$.full' AS name FROM searchDoc d JOIN entry e ON e.id = d.rowId
       LEFT JOIN contact c ON c.id = e.correspondentId WHERE d.docId > ? ORDER BY d.docId LIMIT 500`,
      [after],
    )
    const last = rows.at(-1)
    if (!last) break
    after = last.docId
    const met = new Words()
    const words = rows.map((r) => [
      r.docId,
      wordsOf(
        { entity: 'entry', rowId: '', at: 0, texts: [r.numberText, r.subject, r.reference, r.notes, r.name] },
        met,
      ),
    ])
    await insert('search', ['rowid', 'words'], words)
  }
  await db.close()
  return spent
}

run().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
