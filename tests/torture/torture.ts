import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { Store } from '../../server/db/connect'
import { startPostgres } from '../../server/db/embedded'
import { startServer } from '../../server/start'
import { addUser, logIn, newOffice, pdfFile, startDesk, type TestClock, type TestDesk } from '../fixtures/office'
import { faults, serverFaults } from './check'
import { random } from './random'
import { LOGIN, Said, SECOND } from './said'

/**
 * A clerk's PC killed at random points while it registers, corrects, cancels, stages, issues, closes and syncs through the real
 * services; afterwards everything acknowledged must be there, once (tests/torture/check.ts).
 * `--kills N --seed S [--json]`; exits 1 and prints seed and trace when anything is lost.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    json: { type: 'boolean', default: false },
  },
})
const kills = Number(values.kills)
const seed = Number(values.seed)
const next = random(seed)

const child = resolve('out/node/torture-child.cjs')
/** Kills until the next look at everything: it reads each book and each scan, so a grown office is looked at less often. */
const untilLook = (kill: number): number => Math.max(10, Math.floor(kill / 10))

/** Most die young; a letter takes seconds to be set, signed and issued, so some live that long. */
const lifetime = (): number => Math.floor(next() < 0.2 ? 1_000 + next() * 6_000 : next() * 900)

type Life = { heard: Said[]; trace: string[]; died: number | null }

/** One life: started, left to work, killed. */
function live(folder: string, scans: string, childSeed: number, afterMs: number): Promise<Life> {
  return new Promise((done) => {
    const heard: Said[] = []
    const trace: string[] = []
    const process = spawn(globalThis.process.execPath, [child, folder, scans, String(childSeed)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    createInterface({ input: process.stdout }).on('line', (text) => {
      trace.push(text)
      const said = Said.parse(JSON.parse(text))
      heard.push(said)
      if (said.kind === 'ready') setTimeout(() => process.kill('SIGKILL'), afterMs)
    })
    process.stderr.on('data', (text: Buffer) => trace.push(`stderr: ${text.toString().slice(0, 2000)}`))
    process.once('close', (code) => done({ heard, trace: [...trace, `killed after ${afterMs} ms`], died: code }))
  })
}

const realClock = (): TestClock => ({ at: 0, jump: 0, now: Date.now, jumpMs: () => 0, tick: () => undefined })
const line = { automatic: false, timing: { connectMs: 5_000, idleMs: 20_000 } }

async function looked<T>(folder: string, work: (desk: TestDesk) => Promise<T>): Promise<T> {
  const desk = startDesk({ folder, clock: realClock(), line })
  try {
    await logIn(desk, LOGIN)
    return await work(desk)
  } finally {
    await desk.close()
  }
}

async function found(folder: string, url: string): Promise<void> {
  const desk = startDesk({ folder, clock: realClock(), line })
  await desk.api.session.createOffice(newOffice({ ownApprovalAllowed: true }))
  await addUser(desk, LOGIN, ['clerk', 'officer', 'headOfOffice', 'headOfRegistry'], 'secret')
  await addUser(desk, SECOND, ['headOfOffice'], 'secret')
  await desk.api.sync.enrol({ code: url, deviceName: 'مكتب 1' })
  await desk.close()
}

async function run(): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'diwan-torture-'))
  chmodSync(home, 0o711)
  const folder = join(home, 'office')
  const scans = join(home, 'scans')
  mkdirSync(scans)
  for (let i = 1; i <= 5; i++) pdfFile(scans, `${i}.pdf`, `${i}`.repeat(40_000 * i))
  const postgres = await startPostgres(home)
  const server = await startServer({ dataDir: home, host: '127.0.0.1', port: 0, databaseUrl: postgres.url })
  const store = await Store.open(postgres.url, () => undefined)
  const heard: Said[] = []
  const trace: string[] = []
  let lost: string[] = []
  try {
    await found(folder, await server.newCode({}))
    let look = untilLook(0)
    for (let kill = 1; kill <= kills && lost.length === 0; kill++) {
      const life = await live(folder, scans, Math.floor(next() * 2 ** 31), lifetime())
      heard.push(...life.heard)
      trace.push(`--- life ${kill}`, ...life.trace)
      if (life.died !== null) lost = [`the child ended by itself with ${life.died}`]
      else if (kill === look || kill === kills) {
        lost = await looked(folder, (desk) => faults(desk, heard))
        look += untilLook(kill)
        if (!values.json) console.log(`${kill} kills, ${count(heard)} acknowledged`)
      }
    }
    if (lost.length === 0)
      lost = await looked(folder, async (desk) => {
        await desk.api.sync.tryNow({})
        return [...(await faults(desk, heard)), ...(await serverFaults(desk, store))]
      })
  } finally {
    await store.close()
    await server.close()
    await postgres.stop()
    if (lost.length === 0) rmSync(home, { recursive: true, force: true })
  }
  const acknowledged = byKind(heard)
  if (values.json) console.log(JSON.stringify({ torture: 'kills', seed, kills, acknowledged, lost }))
  else
    console.log(
      `seed ${seed}: ${kills} kills, ${count(heard)} acknowledged (${Object.entries(acknowledged)
        .map(([what, n]) => `${what} ${n}`)
        .join(', ')}), ${lost.length} lost`,
    )
  if (lost.length === 0) return 0
  console.error([`seed ${seed}, office in ${folder}`, ...lost, ...trace.slice(-400)].join('\n'))
  return 1
}

function byKind(heard: readonly Said[]): Partial<Record<Said['what'], number>> {
  const counts: Partial<Record<Said['what'], number>> = {}
  for (const { kind, what } of heard) if (kind === 'ack') counts[what] = (counts[what] ?? 0) + 1
  return counts
}

const count = (heard: readonly Said[]): number => heard.filter((s) => s.kind === 'ack' && s.what !== 'sync').length

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`seed ${seed}`, error)
    process.exit(2)
  },
)
