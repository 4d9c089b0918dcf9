import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { administer, startServer } from './start'

/**
 * The central server as a program: `serve` (default), `code`, `revoke`, `restored`. Settings come from the environment:
 * DIWAN_SERVER_DATA, DIWAN_SERVER_HOST, DIWAN_SERVER_PORT, DIWAN_SERVER_URL, DATABASE_URL.
 */
const env = process.env
const settings = {
  dataDir: env['DIWAN_SERVER_DATA'] ?? join(homedir(), '.diwan-server'),
  databaseUrl: env['DATABASE_URL'],
  publicUrl: env['DIWAN_SERVER_URL'],
}

const USAGE = `diwan server
  serve                                 starts it and prints one line of JSON: where it listens, its certificate's fingerprint
  code [--office ID] [--user ID]        an enrolment code, 15 minutes, one use; without an office: for a first PC
  revoke --device ID                    this PC neither sends nor receives any more
  restored                              after restoring the database: every desk sends what this server lacks`

async function serve(): Promise<void> {
  const port = Number(env['DIWAN_SERVER_PORT'] ?? 7443)
  const server = await startServer({ ...settings, host: env['DIWAN_SERVER_HOST'] ?? '127.0.0.1', port })
  console.log(JSON.stringify({ listening: server.url, fingerprint: server.fingerprint }))
  let closing = false
  const close = (): void => {
    if (closing) return
    closing = true
    void server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { office: { type: 'string' }, user: { type: 'string' }, device: { type: 'string' } },
  })
  const [command = 'serve'] = positionals
  if (command === 'serve') return serve().then(() => -1)
  if (command === 'code') {
    const whom = { ...(values.office && { officeId: values.office }), ...(values.user && { userId: values.user }) }
    console.log(await administer(settings, ({ code }) => code(whom)))
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
