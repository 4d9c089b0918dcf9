import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { OfficeHere } from './db/offices'
import { RELEASE_USAGE, releaseCommand } from './releases/command'
import { toStderr } from './report'
import { administer, startServer } from './start'

/**
 * The central server as a program: `serve` (default), `offices`, `code`, `revoke`, `restored`, `reports`, `releases`, `release`. Settings come
 * from the environment: DIWAN_SERVER_DATA, DIWAN_SERVER_HOST, DIWAN_SERVER_PORT, DIWAN_SERVER_URL, DATABASE_URL.
 */
const env = process.env
const settings = {
  dataDir: env['DIWAN_SERVER_DATA'] ?? join(homedir(), '.diwan-server'),
  databaseUrl: env['DATABASE_URL'],
  publicUrl: env['DIWAN_SERVER_URL'],
}

const USAGE = `diwan server
  serve                                 starts it and prints one line of JSON: where it listens, its certificate's fingerprint
  offices                               the offices here, their people and PCs
  code                                  an enrolment code for a first PC, which brings its office: 15 minutes, one use
  code --office ID                      for a PC that has the office already and was lost here. A person's new PC gets its code
                                        from an administrator, in their window: the server cannot certify anybody's key
  revoke --device ID                    this PC neither sends nor receives any more
  reports                               what PCs sent of having stopped unexpectedly: newest first, 180 days
  restored                              after restoring the database: every desk sends what this server lacks
${RELEASE_USAGE}`

async function serve(): Promise<void> {
  const port = Number(env['DIWAN_SERVER_PORT'] ?? 7443)
  const server = await startServer({
    ...settings,
    host: env['DIWAN_SERVER_HOST'] ?? '127.0.0.1',
    port,
    lost: () => {
      console.error('PostgreSQL died and does not come back: the server ends, to be started anew.')
      process.exit(1)
    },
  })
  console.log(JSON.stringify({ listening: server.url, fingerprint: server.fingerprint }))
  let closing = false
  const close = (): void => {
    if (closing) return
    closing = true
    void server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        toStderr('closing', error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
}

function say({ id, name, people, devices }: OfficeHere): void {
  console.log(`${id}  ${name}`)
  console.log(`  people  ${people.map((p) => p.login + (p.active ? '' : ' (inactive)')).join(', ')}`)
  for (const d of devices) {
    const seen = d.lastSeen === null ? 'never' : new Date(d.lastSeen).toISOString()
    const drift = d.driftMs === null ? '' : `  clock ${Math.round(d.driftMs / 1000)} s off`
    console.log(
      `  PC      ${d.id}  ${d.name}${d.deskCode ? ` (${d.deskCode})` : ''}  last heard ${seen}${drift}${d.revoked ? '  REVOKED' : ''}`,
    )
  }
}

async function run(args: string[]): Promise<number> {
  const done = await releaseCommand(args, (work) => administer(settings, ({ releases }) => work(releases())))
  if (done) return 0
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      office: { type: 'string' },
      device: { type: 'string' },
    },
  })
  const [command = 'serve'] = positionals
  if (command === 'serve') return serve().then(() => -1)
  if (command === 'code') {
    const { office } = values
    console.log(await administer(settings, ({ code }) => code(office ? { officeId: office } : {})))
    return 0
  }
  if (command === 'offices') {
    for (const office of await administer(settings, ({ offices }) => offices())) say(office)
    return 0
  }
  if (command === 'reports') {
    for (const { device, name, receivedAt, said } of await administer(settings, ({ reports }) => reports()))
      console.log(`${new Date(receivedAt).toISOString()}  PC ${device}  ${name}\n  ${said.replace(/\n/g, '\n  ')}\n`)
    return 0
  }
  if (command === 'revoke' && values.device) {
    const { device } = values
    await administer(settings, ({ revoke }) => revoke(device))
    return 0
  }
  if (command === 'restored') {
    await administer(settings, ({ restored }) => restored())
    return 0
  }
  console.error(USAGE)
  return 2
}

run(process.argv.slice(2)).then(
  (code) => (code >= 0 ? process.exit(code) : undefined),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
