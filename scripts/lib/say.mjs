import { spawn } from 'node:child_process'

/** One line of what a script does, for whoever watches it. */
export const say = (text) => console.log(`diwan: ${text}`)

/** Runs a program, its output shown; resolves with its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(signal ? 128 : (code ?? 1)))
  })
}

/** Runs a program quietly; its output is shown only when it fails. */
export function quiet(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    child.stdout.on('data', (d) => (output += d))
    child.stderr.on('data', (d) => (output += d))
    child.on('error', (error) => resolve({ code: 127, output: String(error) }))
    child.on('exit', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Stops with a sentence and no stack: what went wrong and what to do. */
export class Stop extends Error {}
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0
  } catch (error) {
    console.error(error instanceof Stop ? `diwan: ${error.message}` : error)
    process.exitCode = 1
  }
}
