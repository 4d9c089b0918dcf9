import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { hasDisplay, isRoot } from './machine.mjs'
import { quiet, say } from './say.mjs'

export const root = resolve(import.meta.dirname, '../..')

/** Electron's arguments for this machine: root, and machines without user namespaces, cannot use Chromium's sandbox. */
export async function electronArgs() {
  if (process.platform !== 'linux') return []
  const sandboxed = !isRoot() && (await quiet('unshare', ['-U', 'true'])).code === 0
  if (sandboxed) return []
  say(
    'no sandbox for the window (root, or no user namespaces): for the demonstration and tests; a real office is refused',
  )
  return ['--no-sandbox']
}

/** Starts a program under a display: the one that is there, or a virtual one. */
export function underDisplay(command, args, options = {}) {
  const [program, rest] = hasDisplay()
    ? [command, args]
    : ['xvfb-run', ['-a', '-s', '-screen 0 1600x1000x24', command, ...args]]
  return spawn(program, rest, { stdio: 'inherit', cwd: root, ...options })
}

export const ended = (child) =>
  new Promise((done, failed) => {
    child.on('error', failed)
    child.on('exit', (code, signal) => done(signal ? 128 : (code ?? 1)))
  })
