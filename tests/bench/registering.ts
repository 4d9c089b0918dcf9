import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { randomBytes } from 'node:crypto'
import { connect } from '../../db/core/connect'
import { sql } from '../../db/core/sql'
import { registerEntry } from '../../main/register/registration'
import { closeDesks, entryInput, officeDesk } from '../fixtures/office'

/**
 * One registered entry (rows, number, chain, outbox, index; FULL) against its physical limit: one raw autocommitted INSERT of
 * the same row at the same `synchronous`, in an encrypted database of its own, in turns in the same run.
 */
const ROUNDS = 12
const PER_ROUND = 40

async function rawDatabase(folder: string) {
  const raw = await connect({ file: join(folder, 'raw.db'), key: randomBytes(32), backupsDir: folder }, 'writer')
  await raw.query('CREATE TABLE plain (id text PRIMARY KEY, body text NOT NULL)')
  return raw
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan-bench-'))
  const desk = await officeDesk()
  const { desk: open, actor } = desk.app.session
  const raw = await rawDatabase(folder)
  const spent = { registered: 0, raw: 0 }
  const template = await entryInput(desk, {
    subject: 'طلب تعيين أستاذين للغة العربية بليون وفينيسيو ابتداء من الدخول المدرسي 2027',
    reference: 'AML/2026/57',
  })
  const body = JSON.stringify(template)
  for (let round = 0; round < ROUNDS; round++) {
    let began = performance.now()
    for (let i = 0; i < PER_ROUND; i++) await registerEntry(open, actor, { ...template, id: open.newId() })
    spent.registered += performance.now() - began
    began = performance.now()
    for (let i = 0; i < PER_ROUND; i++)
      await raw.query('INSERT INTO plain (id, body) VALUES (?, ?)', [open.newId(), body])
    spent.raw += performance.now() - began
  }
  const n = ROUNDS * PER_ROUND
  const count = await sql(open.db.read).one<{ n: number }>('SELECT count(*) AS n FROM entry')
  if (count?.n !== n) throw new Error(`registered ${count?.n ?? 0} of ${n}`)
  await raw.destroy()
  await closeDesks()
  rmSync(folder, { recursive: true, force: true })
  const perEntry = { registered: spent.registered / n, raw: spent.raw / n }
  console.log(
    JSON.stringify({
      name: 'one registered entry against a raw autocommit',
      n,
      msRegistered: perEntry.registered,
      msRaw: perEntry.raw,
      ratio: perEntry.raw / perEntry.registered,
      aim: '>= 0.5',
    }),
  )
}

run().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
