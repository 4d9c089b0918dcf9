import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors'
import type { Offer, Release, UpdateReport } from '../../contract/updates'
import { signRelease } from '../../domain/updates/release'
import { newSigningKey, signer } from '../../domain/trust/keys'
import type { UpdateParts } from './parts'
import { openStick } from './stick'
import { keptPackage } from '../way-back/packages'
import { Updates } from './updates'

const makers = newSigningKey()
const bytes = Buffer.from('a new program '.repeat(50_000))
const release: Release = {
  format: 1,
  version: '1.1.0',
  channel: 'general',
  madeAt: 1000,
  expiresAt: 1_000_000_000,
  from: '1.0.0',
  notes: { ar: 'أ', fr: 'f', en: 'e', es: 's' },
  files: [
    {
      kind: 'deb',
      arch: 'x64',
      name: 'diwan_1.1.0_amd64.deb',
      size: bytes.length,
      sha512: createHash('sha512').update(bytes).digest('hex'),
    },
  ],
}
const signed = (change: Partial<Release> = {}) =>
  signRelease({ ...release, ...change }, [{ publicKey: makers.publicKey, sign: signer(makers.seed) }])

let folder: string
let offer: Offer
let served: Buffer
let asked: number[]
let reports: UpdateReport[]
let left: number
let busy: boolean
let now: number
/** Bytes until the line is cut. */
let cutAfter: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-updates-'))
  offer = { release: signed(), minimum: null }
  served = bytes
  ;[asked, reports, left, busy, now, cutAfter] = [[], [], 0, false, 5000, Infinity]
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A PC with this program on it; the same folder again is the same PC, started anew. */
function pc(change: Partial<UpdateParts['program']> = {}): Updates {
  const installed = join(folder, 'installer', 'package')
  return new Updates({
    folder: join(folder, 'updates'),
    program: { version: '1.0.0', keys: [makers.publicKey], kind: 'deb', arch: 'x64', ...change },
    installer: {
      asksAdministrator: false,
      // As electron-updater does: what it has and is whole is not asked for again.
      take: async (_release, file, bring) => {
        const has = existsSync(installed) && readFileSync(installed)
        if (!has || createHash('sha512').update(has).digest('hex') !== file.sha512) await bring(installed)
        return installed
      },
    },
    inFolder: () => Promise.reject(new Error('no folder was chosen')),
    now: () => now,
    changed: () => undefined,
    report: () => undefined,
    source: () => ({
      offer: async () => offer,
      report: async (report) => void reports.push(report),
      list: () => Promise.reject(new Error('an older server has none')),
      piece: async (file, from) => {
        asked.push(from)
        if (from >= cutAfter) throw new AppError('server-unreachable')
        return served.subarray(from, Math.min(from + 100_000, file.size))
      },
    }),
    asJob: (_about, work) => work({ signal: new AbortController().signal, at: () => undefined }),
    busy: () => busy,
    leave: async () => void left++,
  })
}
const ready = async (updates: Updates): Promise<void> => {
  await updates.look()
  expect((await updates.status()).found).toMatchObject({ version: '1.1.0', state: 'ready', done: bytes.length })
}

describe('an update', () => {
  it('is found, fetched, installed when somebody says so, and gone from the list at the next start', async () => {
    const updates = pc()
    await ready(updates)
    expect(reports.at(-1)).toMatchObject({ state: 'ready', about: '1.1.0' })
    await updates.install('now')
    expect(left).toBe(1)
    const next = pc({ version: '1.1.0' })
    await next.begin()
    expect(await next.status()).toMatchObject({ found: null, refusal: null })
  })

  it('that was cut goes on where it stopped, also after a restart', async () => {
    cutAfter = 200_000
    await expect(pc().look()).rejects.toMatchObject({ code: 'server-unreachable' })
    expect((await pc().status()).found).toMatchObject({ state: 'fetching', done: 200_000 })
    cutAfter = Infinity
    asked = []
    await ready(pc())
    expect(asked[0]).toBe(200_000)
  })

  it('with one flipped byte is refused, and fetched anew from its beginning', async () => {
    served = Buffer.from(bytes)
    served[300_000] = (served[300_000] ?? 0) ^ 1
    await pc().look()
    expect((await pc().status()).refusal).toEqual({ version: '1.1.0', reason: 'hash' })
    expect(reports.at(-1)).toMatchObject({ state: 'failed', reason: 'hash' })
    served = bytes
    asked = []
    await ready(pc())
    expect(asked[0]).toBe(0)
  })

  it('longer than what was signed is refused before it fills the disk', async () => {
    served = Buffer.concat([bytes, bytes])
    const updates = pc()
    const files = release.files.map((file) => ({ ...file, size: 150_000 }))
    offer = { release: signed({ files }), minimum: null }
    await updates.look()
    expect((await updates.status()).refusal?.reason).toBe('hash')
  })

  it.each([
    ['signature', () => signRelease(release, [{ publicKey: makers.publicKey, sign: signer(newSigningKey().seed) }])],
    ['expired', () => signed({ expiresAt: 4000 })],
    ['older', () => signed({ version: '0.9.0' })],
    ['channel', () => signed({ channel: 'pilot' })],
  ])('is refused, and nothing is fetched: %s', async (reason, made) => {
    offer = { release: made(), minimum: null }
    await pc().look()
    expect(await pc().status()).toMatchObject({ found: null, refusal: { reason } })
    expect(asked).toEqual([])
  })

  it('seen once, an older one is not taken after it, though this program is older than both', async () => {
    offer = { release: signed({ version: '1.2.0', madeAt: 2000 }), minimum: null }
    await pc().look()
    offer = { release: signed(), minimum: null }
    await pc().look()
    expect((await pc().status()).refusal).toEqual({ version: '1.1.0', reason: 'older' })
  })

  it('from which this PC went back is not taken a second time; a later one is', async () => {
    const updates = pc()
    await ready(updates)
    await updates.leave('1.1.0')
    asked = []
    await updates.look()
    expect(await updates.status()).toMatchObject({ found: null, refusal: { version: '1.1.0', reason: 'wentBack' } })
    expect(reports.at(-1)).toMatchObject({ state: 'back', about: '1.1.0' })
    expect(asked).toEqual([])
    offer = { release: signed({ version: '1.1.1', madeAt: 2000 }), minimum: null }
    await updates.look()
    expect((await updates.status()).found).toMatchObject({ version: '1.1.1', state: 'ready' })
  })

  it('keeps its package as a way back from the next one, and gives it out only as its makers signed it', async () => {
    const updates = pc()
    await ready(updates)
    await updates.install('now')
    const here = { version: '1.2.0', keys: [makers.publicKey], kind: 'deb', arch: 'x64' } as const
    const at = join(folder, 'updates')
    expect(await keptPackage(at, here, '1.1.0')).toMatchObject({ release: { version: '1.1.0' } })
    expect(await keptPackage(at, here, '1.0.0')).toBeNull()
    expect(await keptPackage(at, { ...here, keys: [newSigningKey().publicKey] }, '1.1.0')).toBeNull()
    expect(await keptPackage(at, { ...here, kind: 'appimage' }, '1.1.0')).toBeNull()
    // Another signed release under the name of the one that ran here.
    const file = join(at, 'packages/1.1.0.json')
    writeFileSync(file, JSON.stringify(signed({ version: '0.9.0' })))
    expect(await keptPackage(at, here, '1.1.0')).toBeNull()
    writeFileSync(file, JSON.stringify(signed()))
    writeFileSync(join(at, 'packages/1.1.0.package'), 'something else')
    expect(await keptPackage(at, here, '1.1.0')).toBeNull()
  })

  it('that was withdrawn is not installed any more', async () => {
    const updates = pc()
    await ready(updates)
    await updates.install('closing')
    offer = { release: null, minimum: null }
    await updates.look()
    expect(await updates.closing()).toBe(false)
    await expect(updates.install('now')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('that expired while it lay here is not installed', async () => {
    const updates = pc()
    await ready(updates)
    now = release.expiresAt
    await expect(updates.install('now')).rejects.toMatchObject({ code: 'update-refused' })
    expect(left).toBe(0)
  })

  it('that somebody changed on the disk is brought again before it is installed', async () => {
    const updates = pc()
    await ready(updates)
    writeFileSync(join(folder, 'installer', 'package'), 'something else')
    await updates.install('now')
    expect(readFileSync(join(folder, 'installer', 'package')).equals(bytes)).toBe(true)
  })

  it('whose package is gone is not waited for when the program closes', async () => {
    const updates = pc()
    await ready(updates)
    await updates.install('closing')
    rmSync(join(folder, 'installer', 'package'))
    asked = []
    await expect(updates.closing()).rejects.toMatchObject({ reason: 'line' })
    expect(asked).toEqual([])
  })

  it('that is withdrawn while it waits for work under way is not installed', async () => {
    const updates = pc()
    await ready(updates)
    busy = true
    const installing = expect(updates.install('now')).rejects.toMatchObject({ code: 'not-found' })
    offer = { release: null, minimum: null }
    await updates.check()
    busy = false
    await installing
    expect(left).toBe(0)
  })

  it('waits for work under way', async () => {
    const updates = pc()
    await ready(updates)
    busy = true
    const installing = updates.install('now')
    await new Promise((done) => setTimeout(done, 300))
    expect(left).toBe(0)
    expect((await updates.status()).found?.state).toBe('installing')
    busy = false
    await installing
    expect(left).toBe(1)
  })

  it('whose installer was killed leaves the old version, which says so', async () => {
    const updates = pc()
    await ready(updates)
    await updates.install('closing')
    expect(await updates.closing()).toBe(true)
    const again = pc()
    await again.begin()
    expect(await again.status()).toMatchObject({
      refusal: { version: '1.1.0', reason: 'installer' },
      found: { state: 'ready' },
    })
    expect(await again.closing()).toBe(false)
  })

  it('a version that must be left counts down from when the new one is here, and then does not ask', async () => {
    offer = { release: signed(), minimum: '1.1.0' }
    const updates = pc()
    await updates.look()
    const due = (await updates.status()).found?.forcedAt ?? 0
    expect(due).toBe(now + 30 * 60_000)
    await updates.force()
    expect(left).toBe(0)
    now = due
    await updates.force()
    expect(left).toBe(1)
  })

  it('what is remembered is no authority: a forged memory installs nothing', async () => {
    await ready(pc())
    const file = join(folder, 'updates', 'updates.json')
    const kept = JSON.parse(readFileSync(file, 'utf8'))
    kept.found.signed.release = kept.found.signed.release.replace('1.1.0', '9.9.9')
    writeFileSync(file, JSON.stringify(kept))
    expect((await pc().status()).found).toBeNull()
    await expect(pc().install('now')).rejects.toMatchObject({ code: 'update-refused' })
    writeFileSync(file, 'no json')
    expect((await pc().status()).found).toBeNull()
  })

  it('a program that knows no key of its makers, or came by hand, installs none', async () => {
    await pc({ keys: [] }).look()
    expect((await pc().status()).refusal?.reason).toBe('signature')
    await pc({ kind: null }).look()
    expect((await pc().status()).refusal?.reason).toBe('noPackage')
  })
})

describe('a stick', () => {
  const stick = (what: string | Buffer) => {
    const path = join(folder, 'a.diwan-update')
    writeFileSync(path, what)
    return path
  }
  const whole = () => Buffer.concat([Buffer.from(`${JSON.stringify(signed())}\n`), bytes])

  it('brings an update without a line, and no server takes it back', async () => {
    const updates = pc()
    expect((await updates.fromStick(stick(whole()))).found).toMatchObject({ state: 'ready' })
    offer = { release: null, minimum: null }
    await updates.look()
    await updates.install('now')
    expect([asked.length, left]).toEqual([0, 1])
  })

  it('waits for what is being fetched: one package at a time', async () => {
    const updates = pc()
    const looking = updates.look()
    await updates.fromStick(stick(whole()))
    await looking
    expect((await updates.status()).found?.state).toBe('ready')
    expect(asked.length).toBe(Math.ceil(bytes.length / 100_000))
  })

  it.each([
    ['unreadable', 'no update'],
    ['unreadable', Buffer.alloc(300_000, 65)],
    ['unreadable', '{"release":1}\n'],
  ])('that is none of ours is refused: %s', async (reason, what) => {
    await expect(pc().fromStick(stick(what))).rejects.toMatchObject({ code: 'update-refused', params: { reason } })
    await expect(openStick(join(folder, 'nothing'))).rejects.toThrow('unreadable')
  })

  it('cut in the middle, or with a byte changed, is refused and leaves the version that runs', async () => {
    const cut = whole().subarray(0, 300_000)
    await expect(pc().fromStick(stick(cut))).rejects.toMatchObject({ params: { reason: 'hash' } })
    const other = whole()
    other[400_000] = (other[400_000] ?? 0) ^ 1
    await expect(pc().fromStick(stick(other))).rejects.toMatchObject({ params: { reason: 'hash' } })
    expect((await pc().status()).found?.state).not.toBe('ready')
    expect(left).toBe(0)
  })
})
