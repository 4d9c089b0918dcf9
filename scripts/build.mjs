import { existsSync, statSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { main, quiet, say, Stop } from './lib/say.mjs'

const root = resolve(import.meta.dirname, '..')
const stamp = join(root, 'out/.built')
const SOURCES = [
  'contract',
  'domain',
  'db',
  'main',
  'preload',
  'renderer',
  'docs',
  'server',
  'scripts',
  'tests/e2e',
  'tests/bench',
  'tests/fixtures',
  'tests/sync',
  'tests/torture',
  'tests/fuzz',
  'electron.config.ts',
  'vite.node.config.mts',
  'package.json',
]

/** Builds the app (main, preload, window) and what runs in plain Node (server, demo), when a source is newer than the last build. */
export async function build({ force = false } = {}) {
  if (!force && existsSync(stamp) && (await newest()) < statSync(stamp).mtimeMs) return
  const began = Date.now()
  say('building')
  await step('electron-vite', ['build', '--config', 'electron.config.ts'])
  await step('vite', ['build', '--config', 'vite.node.config.mts', '--ssr'])
  await writeFile(stamp, '')
  say(`built in ${((Date.now() - began) / 1000).toFixed(1)} s`)
}

async function step(tool, args) {
  const { code, output } = await quiet(join(root, 'node_modules/.bin', tool), args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (code !== 0) throw new Stop(`${tool} ${args.join(' ')} failed:\n${output}`)
}

async function newest() {
  let latest = 0
  const look = async (path) => {
    const facts = statSync(path, { throwIfNoEntry: false })
    if (!facts) return
    if (!facts.isDirectory()) latest = Math.max(latest, facts.mtimeMs)
    else for (const name of await readdir(path)) await look(join(path, name))
  }
  for (const source of SOURCES) await look(join(root, source))
  return latest
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main(() => build({ force: process.argv.includes('--force') }).then(() => 0))
