import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { PACKAGE_PIECE } from '../../contract/updates'
import { newSigningKey } from '../../domain/trust/keys'
import { revokeDevice } from '../../server/db/devices'
import { piecesOf, readList } from '../../domain/updates/pieces'
import { addRelease, dropUnnamed } from '../../server/releases/add'
import { makeRelease, makers, packageOf } from '../fixtures/releases'
import { deviceOf, Feed, officeOf } from './releasing'
import { firstPc } from './stories'

const feed = new Feed()
beforeAll(() => feed.open())
afterAll(() => feed.close())
afterEach(() => feed.tidy())
const { line, make, types, released, here } = feed
const textOf = (offer: { release: { release: string } | null }): string | null => offer.release?.release ?? null

describe('a release comes to the server', () => {
  it('whole, and goes to nobody before somebody says so', async () => {
    const rabat = await line(await firstPc(feed.ministry))
    const { file, signed, pack } = make()
    expect(await types('release', 'add', file)).toContain('signature was not checked')
    expect(here()).toEqual([pack.sha512])
    expect(await rabat.offer()).toEqual({ release: null, minimum: null })
    await types('release', 'set', '1.1.0', '--percent', '100')
    expect(await rabat.offer()).toEqual({ release: null, minimum: null })
    expect(await types('release', 'set', '1.1.0', '--state', 'running')).toContain('1.1.0  general  running at 100 %')
    expect(await rabat.offer()).toEqual({ release: signed, minimum: null })
  })

  it('only signed by its makers, when the server was given their keys', async () => {
    const { file } = make()
    const keys = (...list: unknown[]) =>
      writeFileSync(join(feed.ministry.folder, 'release-keys.json'), JSON.stringify(list))
    keys(newSigningKey().publicKey)
    await expect(types('release', 'add', file)).rejects.toThrow('None of the keys')
    // A list that is empty or broken is not "no keys".
    for (const broken of [[], [1]]) {
      keys(...broken)
      await expect(types('release', 'add', file)).rejects.toThrow('release-keys.json')
    }
    keys(newSigningKey().publicKey, makers.publicKey)
    expect(await types('release', 'add', file)).not.toContain('not checked')
  })

  it('is refused with a flipped byte in the package, in the text, too late, or as nonsense; nothing is left of it', async () => {
    writeFileSync(join(feed.ministry.folder, 'release-keys.json'), JSON.stringify([makers.publicKey]))
    const { file, bytes, pack, signed } = make()
    bytes.writeUInt8(bytes.readUInt8(7) ^ 1, 7)
    writeFileSync(join(feed.folder, pack.name), bytes)
    await expect(types('release', 'add', file)).rejects.toThrow('not the file that was signed')
    rmSync(join(feed.folder, pack.name))
    await expect(types('release', 'add', file)).rejects.toThrow('ENOENT')
    writeFileSync(file, JSON.stringify({ ...signed, release: signed.release.replace('1.1.0', '1.1.1') }))
    await expect(types('release', 'add', file)).rejects.toThrow('None of the keys')
    writeFileSync(file, '{')
    await expect(types('release', 'add', file)).rejects.toThrow('is no release')
    const late = make({ expiresAt: feed.ministry.clock.now() })
    await expect(types('release', 'add', late.file)).rejects.toThrow('expired')
    rmSync(join(feed.ministry.folder, 'release-keys.json'))
    writeFileSync(file, JSON.stringify({ ...signed, release: '{"format":2}' }))
    await expect(types('release', 'add', file)).rejects.toThrow('no release')
    expect(here()).toEqual([])
    expect(await types('releases')).not.toContain('1.1')
  })

  it('of pilots goes to everybody when the same packages are signed again, and to nobody before somebody says so', async () => {
    const first = await released({ channel: 'pilot' })
    const again = { files: [first.pack], madeAt: feed.ministry.clock.now() + 1000 }
    const everybodys = make(again)
    writeFileSync(join(feed.folder, first.pack.name), first.bytes)
    const rabat = await line(await firstPc(feed.ministry))
    await types('release', 'add', everybodys.file)
    expect(await rabat.offer({ channel: 'pilot' })).toEqual({ release: null, minimum: null })
    await types('release', 'set', '1.1.0', '--state', 'running', '--percent', '100')
    expect(await rabat.offer()).toEqual({ release: everybodys.signed, minimum: null })
    // Never back, and not by what was signed before.
    for (const other of [
      { ...again, madeAt: again.madeAt + 1, channel: 'pilot' as const },
      { ...again, madeAt: 1000 },
    ]) {
      const late = make(other)
      writeFileSync(join(feed.folder, first.pack.name), first.bytes)
      await expect(types('release', 'add', late.file)).rejects.toThrow('never changes')
    }
  })

  it('never changes: another text of its version is refused, the same puts its packages back', async () => {
    const first = await released()
    const kept = readFileSync(first.file)
    const other = make({ expiresAt: feed.ministry.clock.now() + 1000 })
    await expect(types('release', 'add', other.file)).rejects.toThrow('never changes')
    expect(here()).toEqual([first.pack.sha512])
    writeFileSync(first.file, kept)
    writeFileSync(join(feed.folder, first.pack.name), first.bytes)
    writeFileSync(join(feed.ministry.folder, 'releases', first.pack.sha512), 'worn out')
    const rabat = await line(await firstPc(feed.ministry))
    await expect(rabat.piece(first.pack.sha512, 100)).rejects.toMatchObject({ code: 'not-found' })
    await types('release', 'add', first.file)
    expect((await rabat.piece(first.pack.sha512, 100)).equals(first.bytes.subarray(100))).toBe(true)
    expect(textOf(await rabat.offer())).toBe(first.signed.release)
  })

  it('two of one version at once: one is here, whole', async () => {
    const one = make()
    const folders = [feed.folder, mkdtempSync(join(tmpdir(), 'diwan-makers-'))]
    const other = makeRelease(folders[1] ?? '', feed.ministry.clock.now() + 1)
    const done = await Promise.allSettled(
      [one, other].map(({ signed }, i) =>
        feed.ministry.administers(({ releases }) => addRelease(releases(), signed, folders[i] ?? '', 'x')),
      ),
    )
    rmSync(folders[1] ?? '', { recursive: true })
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(here()).toEqual([(done[0]?.status === 'fulfilled' ? one : other).pack.sha512])
  })

  it.skipIf(process.platform === 'win32')(
    'a killed add leaves nothing that anybody is told of, and works again',
    async () => {
      const bytes = [Buffer.from('first'), Buffer.from('second')] as const
      const files = [packageOf(bytes[0], 'diwan.deb'), packageOf(bytes[1], 'diwan.AppImage', 'appimage')] as const
      const { file } = make({ files: [...files] })
      writeFileSync(join(feed.folder, files[0].name), bytes[0])
      const second = join(feed.folder, files[1].name)
      execFileSync('mkfifo', [second])
      const child = spawn(process.execPath, [resolve('out/node/server.cjs'), 'release', 'add', file], {
        env: { ...process.env, DIWAN_SERVER_DATA: feed.ministry.folder, DATABASE_URL: feed.ministry.databaseUrl },
        stdio: 'inherit',
      })
      const ended = new Promise((done) => child.once('exit', done))
      // One package in its place, the other waits for bytes that never come.
      await vi
        .waitFor(() => expect(here().length).toBe(2), { timeout: 60_000, interval: 50 })
        .finally(() => child.kill('SIGKILL'))
      await ended
      const rabat = await line(await firstPc(feed.ministry))
      expect(await rabat.offer()).toEqual({ release: null, minimum: null })
      await expect(rabat.piece(files[0].sha512, 0)).rejects.toMatchObject({ code: 'not-found' })
      await vi.waitFor(async () => {
        await feed.ministry.administers(({ releases }) => dropUnnamed(releases()))
        expect(here()).toEqual([])
      })
      rmSync(second)
      writeFileSync(second, bytes[1])
      await types('release', 'add', file)
      expect(here()).toEqual(files.map(({ sha512 }) => sha512).sort())
    },
  )
})

describe('a package', () => {
  it('comes in pieces from where its PC stands, to its end and no further', async () => {
    const { bytes, pack } = await released({ size: 2 * PACKAGE_PIECE + 5 })
    const rabat = await line(await firstPc(feed.ministry))
    const parts: Buffer[] = []
    for (let done = 0; done < pack.size;) {
      const part = await rabat.piece(pack.sha512, done)
      expect(part.length).toBeLessThanOrEqual(PACKAGE_PIECE)
      parts.push(part)
      done += part.length
    }
    expect(parts.length).toBe(3)
    expect(Buffer.concat(parts).equals(bytes)).toBe(true)
    expect((await rabat.piece(pack.sha512, pack.size - 3)).equals(bytes.subarray(-3))).toBe(true)
  })

  it('tells its pieces, so that a PC that has the one before asks for what is new, and gives as much as it is asked for', async () => {
    const { bytes, pack } = await released({ size: 2 * PACKAGE_PIECE + 5 })
    const rabat = await line(await firstPc(feed.ministry))
    const list = () => rabat.get(`/updates/v1/packages/${pack.sha512}/pieces`)
    const pieces = readList(await list(), pack.size)
    expect(pieces).toEqual(await piecesOf([bytes] as unknown as AsyncIterable<Buffer>))
    const [first, second] = pieces ?? []
    const from = first?.length ?? 0
    // A piece may be longer than what is given at once: it is asked for in parts.
    const most = Math.min(second?.length ?? 0, PACKAGE_PIECE)
    const part = await rabat.piece(pack.sha512, `${from}&most=${most}`)
    expect(part.equals(bytes.subarray(from, from + most))).toBe(true)
    for (const most of ['0', '-1', '1e9', String(PACKAGE_PIECE + 1)])
      await expect(rabat.piece(pack.sha512, `0&most=${most}`), most).rejects.toMatchObject({ code: 'bad-request' })
    await types('release', 'set', '1.1.0', '--state', 'withdrawn')
    await expect(list()).rejects.toMatchObject({ code: 'not-found' })
  })

  it('begins nowhere before its beginning, behind its end, or at what is no place', async () => {
    const { pack } = await released()
    const rabat = await line(await firstPc(feed.ministry))
    const huge = '9'.repeat(20)
    for (const from of ['-1', '1000', '1005', '1e99', huge, 'NaN', '0.5', '1&from=2', '%00'])
      await expect(rabat.piece(pack.sha512, from), from).rejects.toMatchObject({ code: 'bad-request' })
  })

  it('is named by its hash alone: no way leads to another file of the server', async () => {
    const { pack } = await released()
    const rabat = await line(await firstPc(feed.ministry))
    for (const name of ['..%2ftls.key', '..%2f..%2fetc%2fpasswd', `${pack.sha512.slice(2)}..`, `.%2f${pack.sha512}`])
      await expect(rabat.piece(name, 0), name).rejects.toMatchObject({ code: 'bad-request' })
    for (const name of [pack.sha512.toUpperCase(), `${pack.sha512}0`, 'a'.repeat(2000), '%', '%ff'])
      await expect(rabat.piece(name, 0), name).rejects.toMatchObject({ code: 'bad-request' })
    // The way there makes another address of it, which is none, or was not signed.
    for (const name of ['../packages/../tls.key', 'tls.key/..'])
      await expect(rabat.piece(name, 0), name).rejects.toMatchObject({
        code: expect.stringMatching(/^(not-found|unauthorised)$/) as string,
      })
    await expect(rabat.piece('ab'.repeat(64), 0)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('of a withdrawn release is given to nobody any more, of one that is paused to who began', async () => {
    const { pack } = await released()
    const rabat = await line(await firstPc(feed.ministry))
    await types('release', 'set', '1.1.0', '--state', 'paused')
    expect(await rabat.offer()).toEqual({ release: null, minimum: null })
    await expect(rabat.piece(pack.sha512, 0)).resolves.toHaveLength(1000)
    await types('release', 'set', '1.1.0', '--state', 'withdrawn')
    expect(await rabat.offer()).toEqual({ release: null, minimum: null })
    await expect(rabat.piece(pack.sha512, 0)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('and an offer are for PCs of this server alone, as long as they are not revoked', async () => {
    const { pack } = await released()
    const pc = await firstPc(feed.ministry)
    const rabat = await line(pc)
    await feed.ministry.looks((store) => revokeDevice(store.pool, deviceOf(pc), 1))
    const report = {
      version: '1.0.0',
      channel: 'general',
      kind: 'deb',
      state: 'current',
      about: null,
      reason: null,
    } as const
    const asks = [() => rabat.offer(), () => rabat.piece(pack.sha512, 0), () => rabat.report(report), rabat.overview]
    for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: 'revoked' })
  })
})

describe('an offer', () => {
  it('of what is for pilots never comes to a general PC', async () => {
    const { signed } = await released({ channel: 'pilot' }, { forced: true })
    const rabat = await line(await firstPc(feed.ministry))
    expect(await rabat.offer()).toEqual({ release: null, minimum: null })
    expect(await rabat.offer({ channel: 'pilot' })).toEqual({ release: signed, minimum: '1.1.0' })
  })

  it('names the forced minimum, and none to who has it', async () => {
    await released({}, { forced: true })
    const newest = await released({ version: '1.2.0' })
    const rabat = await line(await firstPc(feed.ministry))
    expect(await rabat.offer()).toEqual({ release: newest.signed, minimum: '1.1.0' })
    expect(await rabat.offer({ version: '1.1.0' })).toEqual({ release: newest.signed, minimum: null })
    await types('release', 'set', '1.1.0', '--not-forced')
    expect(await rabat.offer()).toEqual({ release: newest.signed, minimum: null })
  })

  it('begins at its hour, with the offices that go first, and ends with those that go last', async () => {
    const [rabat, lille] = [await firstPc(feed.ministry), await firstPc(feed.ministry)]
    await rabat.syncs()
    const { signed } = await released({}, { percent: 0, first: [officeOf(rabat)], last: [officeOf(lille)] })
    const [atRabat, atLille] = [await line(rabat), await line(lille)]
    expect([textOf(await atRabat.offer()), textOf(await atLille.offer())]).toEqual([signed.release, null])
    await types('release', 'set', '1.1.0', '--percent', '99')
    expect(textOf(await atLille.offer())).toBeNull()
    await types('release', 'set', '1.1.0', '--percent', '100')
    expect(textOf(await atLille.offer())).toBe(signed.release)
    const hour = new Date(feed.ministry.clock.now() + 60_000).toISOString()
    await types('release', 'set', '1.1.0', '--starts-at', hour)
    expect(textOf(await atRabat.offer())).toBeNull()
    feed.ministry.clock.tick(60_000)
    expect(textOf(await atRabat.offer())).toBe(signed.release)
    feed.ministry.clock.tick(-60_000)
  })

  it('to a program that was put there by hand is none; to nonsense it is refused', async () => {
    await released({}, { forced: true })
    const rabat = await line(await firstPc(feed.ministry))
    expect(await rabat.offer({ kind: '' })).toEqual({ release: null, minimum: null })
    for (const asks of [{ version: '1' }, { version: '1.0.0-x' }, { kind: 'rpm' }, { arch: '' }, { channel: 'beta' }])
      await expect(rabat.offer(asks), JSON.stringify(asks)).rejects.toMatchObject({ code: 'bad-request' })
    await expect(rabat.get('/updates/v1/offer')).rejects.toMatchObject({ code: 'bad-request' })
  })
})

describe('a command', () => {
  it('says what is not possible, and does nothing then', async () => {
    await released({}, { percent: 10 })
    for (const [words, why] of [
      [['set', '9.9.9', '--percent', '5'], 'No release 9.9.9'],
      [['set', '1.1.0', '--percent', '101'], 'percent'],
      [['set', '1.1.0', '--percent', 'x'], 'percent'],
      [['set', '1.1.0', '--state', 'gone'], 'state'],
      [['set', '1.1.0', '--first', '01890000-0000-7000-8000-000000000001'], 'No office'],
      [['set', '1.1.0', '--starts-at', 'tomorrow'], 'An hour'],
      [['set', '1.1.0', '--forced', '--not-forced'], 'one of them'],
      [['set', '1.1.0'], 'release add'],
      [['managers', '--office', 'nobody'], 'No office'],
      [['managers', '--office', ''], 'One office'],
      [['nonsense'], 'release add'],
    ] as const)
      await expect(types('release', ...words), words.join(' ')).rejects.toThrow(why)
    expect(await types('releases')).toContain('running at 10 %')
  })

  it('takes an hour with its zone', async () => {
    await released()
    expect(await types('release', 'set', '1.1.0', '--starts-at', '2026-12-01T06:00+01:00')).toContain(
      'from 2026-12-01T05:00:00.000Z',
    )
  })
})
