import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findElectron } from './lib/electron.mjs'
import { hasDisplay, isRoot, missing, nativeReady, nodeHeaders, postgresReady } from './lib/machine.mjs'
import { main } from './lib/say.mjs'

const root = resolve(import.meta.dirname, '..')
let ill = 0
const line = (good, what, mend) => {
  console.log(`${good ? '  ok  ' : ' LACK '} ${what}`)
  if (good || !mend) return
  ill++
  console.log(`        → ${mend}`)
}

/** Says what this machine lacks and how to mend it; changes nothing. */
await main(async () => {
  const [major] = process.versions.node.split('.').map(Number)
  line(major >= 20, `Node ${process.versions.node}`, 'install Node 20 or newer')
  line(existsSync(join(root, 'node_modules/vue')), 'packages (node_modules)', 'npm ci')
  line(
    Boolean(nodeHeaders()),
    'Node’s headers, for native builds',
    'install Node together with its include folder (nodejs.org archive, or Debian’s libnode-dev)',
  )
  const lacks = await missing({ tests: true })
  for (const { what, apt } of lacks) line(false, what, `${isRoot() ? '' : 'sudo '}apt-get install ${apt}`)
  if (lacks.length === 0) line(true, 'system libraries, Chromium and pdftoppm')
  line(nativeReady(), 'encrypted SQLite, built', 'npm run setup')
  line(postgresReady(), 'embedded PostgreSQL, linked', 'npm run setup')
  line(true, hasDisplay() ? 'a display' : 'no display: windows open in a virtual one')
  try {
    const { version, why, supported } = await findElectron({ download: false })
    line(true, `Electron ${version} (${why})`)
    if (!supported) console.log('        UNSUPPORTED version: for development, tests and CI only, never shipped')
  } catch (error) {
    line(false, `Electron: ${error.message}`, 'npm run setup')
  }
  console.log(
    ill === 0
      ? '\nThis machine can run Diwan.'
      : `\n${ill} thing${ill > 1 ? 's' : ''} to mend; \`npm run demo\` mends what it may.`,
  )
  return ill === 0 ? 0 : 1
})
