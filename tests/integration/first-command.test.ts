import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = resolve('.')
let clone: string

/** A clone as `npm ci` leaves it: the encrypted SQLite is not built yet, and the home folder is empty. */
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'diwan-clone-'))
  for (const name of ['package.json', 'scripts', 'resources', 'out', 'README.md'])
    cpSync(join(root, name), join(clone, name), { recursive: true, preserveTimestamps: true })
  mkdirSync(join(clone, 'home'))
  mkdirSync(join(clone, 'node_modules'))
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== 'sqlite3') symlinkSync(join(root, 'node_modules', name), join(clone, 'node_modules', name))
  cpSync(join(root, 'node_modules/sqlite3'), join(clone, 'node_modules/sqlite3'), {
    recursive: true,
    dereference: true,
    filter: (path) => !path.endsWith('/build'),
  })
})
afterAll(() => rmSync(clone, { recursive: true, force: true }))

const npm = (...args: string[]) =>
  run('npm', ['run', '--silent', ...args], {
    cwd: clone,
    env: { PATH: process.env['PATH'], HOME: join(clone, 'home') },
  })

describe('a command of the README as the first one after `npm ci`', () => {
  it('the command line says what it can do, without a database', async () => {
    const { stdout } = await npm('diwan', '--', 'help')
    expect(stdout).toMatch(/backup make folder/)
  })

  it('letters are set without a database', async () => {
    const proof = {
      page: { width: 300, height: 200, margin: 20 },
      font: 'Amiri',
      fontSize: 14,
      paragraphs: [{ direction: 'rtl', text: 'مرحبا 2026' }],
    }
    writeFileSync(join(clone, 'in.json'), JSON.stringify(proof))
    const ended = await npm('diwan', '--', 'letter', 'proof', 'in.json', 'out.pdf').catch((e: { stderr: string }) => e)
    expect(existsSync(join(clone, 'out.pdf')), ended.stderr).toBe(true)
  })

  it('the key of releases says what it can do, without a database', async () => {
    const ended = await npm('release').catch((e: { stderr: string }) => e)
    expect(ended.stderr).toMatch(/key FILE/)
  })

  it('the doctor says what is not built', async () => {
    const ended = await npm('doctor').catch((e: { stdout: string }) => e)
    expect(ended.stdout).toMatch(/LACK +encrypted SQLite/)
  })

  it('every other one sets the machine up before it starts anything', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
    const named = [...readFileSync('README.md', 'utf8').matchAll(/`npm (?:run )?([a-z]+)/g)].map((m) => m[1] ?? '')
    for (const name of new Set(named.filter((n) => n !== 'ci'))) {
      const file = /^node (\S+)/.exec(scripts[name] ?? '')?.[1]
      expect(scripts[name], name).toBeDefined()
      if (!file || ['doctor', 'diwan', 'release'].includes(name)) continue
      const text = readFileSync(file, 'utf8')
      expect(text.indexOf('await setup('), name).toBeGreaterThan(-1)
      expect(text.indexOf('await setup('), name).toBeLessThan(text.indexOf('await build('))
    }
  })
})
