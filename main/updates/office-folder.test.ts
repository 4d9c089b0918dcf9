import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
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
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../contract/errors'
import type { Release } from '../../contract/updates'
import { STALE_MS } from '../../domain/updates/office-folder'
import { signRelease } from '../../domain/updates/release'
import { newSigningKey, signer } from '../../domain/trust/keys'
import { forked, runner, type RunTask } from './folder-run'
import { inFolder, InFolder, troubleOf } from './folder-work'
import { Updates } from './updates'

const makers = newSigningKey()
const bytes = randomBytes(500_000)
const release: Release = {
  ...{ format: 1, version: '1.1.0', channel: 'general', madeAt: 1000, expiresAt: 1e12, from: '1.0.0' },
  notes: { ar: 'أ', fr: 'f', en: 'e', es: 's' },
  files: [
    {
      ...{ kind: 'deb', arch: 'x64', name: 'diwan_1.1.0_amd64.deb', size: bytes.length },
      sha512: createHash('sha512').update(bytes).digest('hex'),
    },
  ],
}
const signed = signRelease(release, [{ publicKey: makers.publicKey, sign: signer(makers.seed) }])
const NAME = 'diwan-1.1.0-deb-x64.diwan-update'

let root: string
let office: string
let now: number
/** Bytes the server gave to each PC, and whether its line is there. */
let line: Record<string, number>
let cut: boolean
let reports: unknown[]
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'diwan-office-'))
  // As an office would name it.
  office = join(root, 'مكتب الرباط #1', 'تحديثات %20 100%')
  mkdirSync(office, { recursive: true })
  ;[now, line, cut, reports] = [5_000_000, {}, false, []]
})
afterEach(async () => {
  // What was laid down behind the last look is remembered, too.
  await new Promise((done) => setTimeout(done, 50))
  expect(reports).toEqual([])
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
})

/** As a process of its own does it, in this one. */
const here: RunTask = (task) =>
  inFolder(task, () => undefined).catch((error: unknown) => {
    throw new InFolder(troubleOf(error))
  })

function pc(name: string, run: RunTask = here): Updates {
  const folder = join(root, name)
  // What still runs when its folder goes says so to its own test, not to the next.
  const mine = reports
  const installed = join(folder, 'installed')
  return new Updates({
    folder,
    program: { version: '1.0.0', keys: [makers.publicKey], kind: 'deb', arch: 'x64' },
    installer: {
      asksAdministrator: false,
      take: async (_release, _file, bring) => (await bring(installed), installed),
    },
    inFolder: run,
    now: () => now,
    changed: () => undefined,
    report: (_id, error) => void mine.push(error),
    source: () => ({
      offer: async () => ({ release: signed, minimum: null }),
      report: async () => undefined,
      list: () => Promise.reject(new Error('an older server has none')),
      piece: async (file, from) => {
        if (cut && from > 100_000) throw new AppError('server-unreachable')
        const piece = bytes.subarray(from, Math.min(from + 60_000, file.size))
        line[name] = (line[name] ?? 0) + piece.length
        return piece
      },
    }),
    asJob: (_about, work) => work({ signal: new AbortController().signal, at: () => undefined }),
    busy: () => false,
    leave: async () => undefined,
  })
}
async function withFolder(name: string, run?: RunTask): Promise<Updates> {
  const updates = pc(name, run)
  await updates.office.choose(office)
  return updates
}
const found = async (updates: Updates) => (await updates.status()).found?.state
const laid = (): Promise<void> => vi.waitFor(() => expect(readdirSync(office)).toEqual([NAME]))
const trouble = async (updates: Updates) => (await updates.status()).folder?.trouble

describe('PCs of an office with a folder of their own', () => {
  it('carry a release once over the line: the first lays it there, the others take it', async () => {
    const [first, second, third] = [await withFolder('a'), await withFolder('b'), await withFolder('c')]
    await first.look()
    await laid()
    for (const one of [second, third]) await one.look()
    for (const one of [first, second, third]) expect(await found(one)).toBe('ready')
    expect(line).toEqual({ a: bytes.length })
    for (const name of ['b', 'c']) {
      expect(readFileSync(join(root, name, 'installed')).equals(bytes)).toBe(true)
      expect(readdirSync(join(root, name)).filter((one) => /part|from-the/.test(one))).toEqual([])
    }
    // What it laid is an update file like one on a stick.
    const byHand = pc('d')
    await byHand.fromStick(join(office, NAME))
    expect([await found(byHand), line['d']]).toEqual(['ready', undefined])
  })

  it('wait for the one that is fetching, and go on by themselves when it gives no sign any more', async () => {
    const [first, second] = [await withFolder('a'), await withFolder('b')]
    cut = true
    await first.lookQuietly()
    await second.look()
    expect([await found(second), (await second.status()).folder]).toMatchObject(['fetching', { waits: true }])
    expect(line['b']).toBeUndefined()
    now += STALE_MS / 2
    await first.lookQuietly() // a sign: it tried again
    now += STALE_MS / 2
    await second.look()
    expect(line['b']).toBeUndefined()
    cut = false
    now += STALE_MS
    await second.look()
    expect([await found(second), line['b']]).toEqual(['ready', bytes.length])
    await laid()
    await first.look()
    expect(line['a']).toBeLessThan(bytes.length)
    expect(await found(first)).toBe('ready')
  })

  it('are not held by a folder that lies, and put the right one in the place of what lied', async () => {
    const other = Buffer.from(bytes)
    other[300_000] = (other[300_000] ?? 0) ^ 1
    const head = Buffer.from(`${JSON.stringify(signed)}\n`)
    const lies = [Buffer.concat([head, other]), Buffer.concat([head, bytes.subarray(1)]), Buffer.from('no update')]
    lies.push(Buffer.concat([head, bytes, Buffer.alloc(300_000)]), Buffer.alloc(0), Buffer.alloc(300_000, 65))
    for (const [i, lie] of lies.entries()) {
      writeFileSync(join(office, NAME), lie)
      const one = await withFolder(`pc ${i}`)
      await one.look()
      expect([i, await found(one), line[`pc ${i}`]]).toEqual([i, 'ready', bytes.length])
      await vi.waitFor(() => expect(readFileSync(join(office, NAME)).equals(Buffer.concat([head, bytes]))).toBe(true))
      await vi.waitFor(async () => expect(await trouble(one)).toBeNull())
      rmSync(join(office, NAME))
    }
  })

  it.skipIf(process.platform === 'win32')('open no pipe, no link and no folder that lies there', async () => {
    const secret = join(root, 'secret')
    writeFileSync(secret, bytes)
    const traps = [
      () => execFileSync('mkfifo', [join(office, NAME)]),
      () => symlinkSync(secret, join(office, NAME)),
      () => mkdirSync(join(office, NAME)),
    ]
    for (const [i, lay] of traps.entries()) {
      lay()
      const one = await withFolder(`pc ${i}`)
      await one.look()
      expect([i, await found(one), line[`pc ${i}`]]).toEqual([i, 'ready', bytes.length])
      // What can be put aside gives way to the right one; a folder stays whose it is.
      const whole = await vi.waitFor(async () => {
        const said = await trouble(one)
        expect(i < 2 ? said === null : said === 'other').toBe(true)
        return i < 2 && readFileSync(join(office, NAME)).subarray(-bytes.length).equals(bytes)
      })
      expect([i, whole]).toEqual([i, i < 2])
      expect(readFileSync(secret).equals(bytes)).toBe(true)
      rmSync(join(office, NAME), { recursive: true, force: true })
    }
  })

  it('ask the server when the folder is away, may not be written, or says nothing; and leave it alone for an hour', async () => {
    rmSync(office, { recursive: true })
    const one = await withFolder('a')
    await one.look()
    expect([await found(one), await trouble(one), line['a']]).toEqual(['ready', 'away', bytes.length])
    let asked = 0
    const silent = runner(() => {
      asked++
      return () => undefined
    }, 30)
    const two = await withFolder('b', silent)
    cut = true
    await two.lookQuietly()
    await two.lookQuietly()
    expect([asked, await trouble(two)]).toEqual([1, 'away'])
    now += 3600_001
    cut = false
    await two.look()
    expect([await found(two), line['b'], asked >= 2]).toEqual(['ready', bytes.length, true])
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says that it may not write there', async () => {
    chmodSync(office, 0o500)
    const one = await withFolder('a')
    await one.look()
    chmodSync(office, 0o700)
    expect([await found(one), await trouble(one)]).toEqual(['ready', 'denied'])
  })

  it('loses older packages of theirs, and nothing of anybody else’s', async () => {
    const others = ['رسالة.pdf', 'diwan-1.0.5-nsis-x64.diwan-update', 'diwan-1.0.5-deb-x64.diwan-update.doc']
    for (const name of [...others, 'diwan-1.0.5-deb-x64.diwan-update', `${NAME}.0a1b2c3d.tmp`])
      writeFileSync(join(office, name), 'x')
    await (await withFolder('a')).look()
    await vi.waitFor(() => expect(readdirSync(office).sort()).toEqual([...others, NAME].sort()))
  })

  it('none is asked any more when an administrator says so; what is remembered and broken is none', async () => {
    const one = await withFolder('a')
    await one.office.choose(null)
    await one.look()
    expect([(await one.status()).folder, readdirSync(office)]).toEqual([null, []])
    // Also when it is said while something is being laid there.
    let put = false
    const two: Updates = await withFolder('b', async (task) => {
      if (task.do === 'put') await two.office.choose(null)
      return here(task).finally(() => (put ||= task.do === 'put'))
    })
    await two.look()
    await vi.waitFor(() => expect(put).toBe(true))
    await new Promise((done) => setTimeout(done, 50))
    expect((await two.status()).folder).toBeNull()
    writeFileSync(join(root, 'a', 'office-folder.json'), '{"path":7')
    expect((await pc('a').status()).folder).toBeNull()
  })
})

describe('the process that looks into the folder', () => {
  const child = resolve('out/main/folder-process.js')

  it.skipIf(!existsSync(child))(
    'does a task and ends; one that hangs is ended, and nobody waits for it',
    async () => {
      writeFileSync(join(office, 'من.bin'), bytes)
      const to = join(root, 'copy')
      const run = runner(forked(child))
      const task = { do: 'take', from: join(office, 'من.bin'), to, limit: bytes.length } as const
      expect(await run(task)).toBe('done')
      expect(readFileSync(to).equals(bytes)).toBe(true)
      expect(await run({ ...task, from: join(office, 'none') })).toBe('none')
      await expect(run({ ...task, limit: 10 })).rejects.toMatchObject({ trouble: 'other' })
      await expect(run({ ...task, from: join(root, 'gone', 'x') })).rejects.toMatchObject({ trouble: 'away' })
      await expect(runner(forked(join(root, 'no such program.js')))(task)).rejects.toMatchObject({ trouble: 'away' })
      const hanging = join(root, 'hanging.cjs')
      writeFileSync(hanging, 'setInterval(() => undefined, 1000)')
      await expect(runner(forked(hanging), 300)(task)).rejects.toMatchObject({ trouble: 'away' })
      const babbling = join(root, 'babbling.cjs')
      writeFileSync(babbling, 'setInterval(() => process.send({ alive: true }), 10)')
      await expect(runner(forked(babbling), 300, 600)(task)).rejects.toMatchObject({ trouble: 'away' })
    },
    60_000,
  )
})
