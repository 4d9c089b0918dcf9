import { fork } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FaultyLine } from '../fixtures/faults'
import { startPostgres } from '../../server/db/embedded'
import { startServer } from '../../server/start'
import { beginProfile, endProfile } from './profile'

export type Apart = {
  code: () => Promise<string>
  /** Bytes that went either way since it was asked last, as they were on the line. */
  bytes: () => Promise<{ up: number; down: number }>
  /** From here on it counts what its processors do. */
  begin: () => Promise<void>
  /** Milliseconds of processor time since then; of PostgreSQL only where the system tells (Linux). */
  spent: (part: string) => Promise<{ server: number; postgres: number }>
  close: () => Promise<void>
}
type Asked = 'code' | 'bytes' | 'begin' | `spent ${string}`

/** The server works in a process of its own, as it does for an office; what counts the bytes stands before it there. */
export async function serverApart(): Promise<Apart> {
  const options = process.argv.slice(2).filter((word) => word !== 'server')
  const child = fork(process.argv[1] ?? '', ['server', ...options], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const heard = (): Promise<unknown> => new Promise((said) => child.once('message', said))
  await heard()
  const ask = (what: Asked): Promise<unknown> => {
    child.send(what)
    return heard()
  }
  return {
    code: () => ask('code') as Promise<string>,
    bytes: () => ask('bytes') as Promise<{ up: number; down: number }>,
    begin: async () => void (await ask('begin')),
    spent: (part) => ask(`spent ${part}`) as Promise<{ server: number; postgres: number }>,
    close: async () => {
      const ended = new Promise((done) => child.once('exit', done))
      child.disconnect()
      await ended
    },
  }
}

export async function serve(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan-bench-server-'))
  chmodSync(folder, 0o711)
  const postgres = await startPostgres(folder)
  const line = await FaultyLine.open()
  const port = await FaultyLine.freePort()
  const server = await startServer({
    dataDir: folder,
    host: '127.0.0.1',
    port,
    databaseUrl: postgres.url,
    publicUrl: `https://127.0.0.1:${line.port}`,
  })
  line.aim(port)
  let before = { own: process.cpuUsage(), postgres: 0 }
  const answer = async (what: Asked): Promise<unknown> => {
    if (what === 'bytes') return line.counted()
    if (what === 'code') return server.newCode({})
    if (what === 'begin') {
      await beginProfile()
      before = { own: process.cpuUsage(), postgres: ticksOfPostgres(folder) }
      return 'begun'
    }
    const { user, system } = process.cpuUsage(before.own)
    const there = (ticksOfPostgres(folder) - before.postgres) * 10
    await endProfile(`${what.slice('spent '.length)}-server`)
    return { server: (user + system) / 1000, postgres: there }
  }
  process.on('message', (what: Asked) => void answer(what).then((said) => process.send?.(said)))
  process.once('disconnect', () => {
    void line
      .close()
      .then(() => server.close())
      .then(() => postgres.stop())
      .then(() => rmSync(folder, { recursive: true, force: true }))
  })
  process.send?.('ready')
}

/** Hundredths of a second the PostgreSQL of this folder has worked, those of its processes that ended included. */
function ticksOfPostgres(folder: string): number {
  try {
    const first = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(statOf)
      .filter(({ pid, parent }) => pid === first || parent === first)
      .reduce((sum, { ticks }) => sum + ticks, 0)
  } catch {
    return 0 // a system without /proc
  }
}

function statOf(pid: string): { pid: string; parent: string; ticks: number } {
  try {
    const said = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const after = said.slice(said.lastIndexOf(')') + 2).split(' ')
    return { pid, parent: after[1] ?? '', ticks: [11, 12, 13, 14].reduce((sum, i) => sum + Number(after[i]), 0) }
  } catch {
    return { pid, parent: '', ticks: 0 } // it has ended meanwhile
  }
}
