import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { root } from './launch.mjs'
import { Stop } from './say.mjs'

const program = join(root, 'out/node/server.cjs')

/**
 * Starts the central server on loopback with its data in `folder`.
 * @returns {Promise<{ url: string, code(): Promise<string>, stop(): Promise<void> }>}
 */
export async function startServer(folder) {
  const env = { ...process.env, DIWAN_SERVER_DATA: folder, DIWAN_SERVER_PORT: process.env.DIWAN_SERVER_PORT ?? '0' }
  const child = spawn(process.execPath, [program, 'serve'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (d) => (errors += d))
  const gone = new Promise((_, reject) =>
    child.once('exit', (code) => reject(new Stop(`the server stopped (exit code ${code})\n${errors.slice(-2000)}`))),
  )
  gone.catch(() => {})
  const listening = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"listening"')) resolve(JSON.parse(line))
    })
  })
  const { listening: url } = await Promise.race([listening, gone])
  return {
    url,
    code: () => codeFrom(env),
    stop: () =>
      new Promise((done) => {
        child.once('exit', () => done())
        child.kill('SIGTERM')
      }),
  }
}

/** An enrolment code for a new office: fifteen minutes, once. */
function codeFrom(env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'code'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (d) => (output += d))
    child.once('exit', () => {
      const code = /DIWAN1\.[\w-]+/.exec(output)?.[0]
      if (code) resolve(code)
      else reject(new Stop(`the server gave no enrolment code:\n${output}`))
    })
  })
}
