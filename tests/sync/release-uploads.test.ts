import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newSigningKey, signer } from '../../domain/trust/keys'
import { signRelease } from '../../domain/updates/release'
import { dropUnnamed } from '../../server/releases/add'
import { PackageStore } from '../../server/releases/package-store'
import { beginUpload, takePiece } from '../../server/releases/uploads'
import { addUser, logIn } from '../fixtures/office'
import { makers, packageOf, type Made } from '../fixtures/releases'
import { deviceOf, Feed, officeOf, orderOf, uploadOf } from './releasing'
import { firstPc, secondPc, type Pc } from './stories'

const feed = new Feed()
beforeAll(() => feed.open())
afterAll(() => feed.close())
const { line, make, types, here } = feed
const keys = (...list: string[]): void =>
  writeFileSync(join(feed.ministry.folder, 'release-keys.json'), JSON.stringify(list))
beforeEach(() => keys(makers.publicKey))
let hour = 0
beforeEach(() => void (hour = feed.ministry.clock.at))
afterEach(async () => {
  feed.ministry.clock.at = hour
  await feed.tidy()
})

const PIECE = 256 * 1024
type Line = Awaited<ReturnType<typeof line>>

/** A PC of the office that manages releases; what its window's dialog answers is `chosen`. */
async function managing(): Promise<{ pc: Pc; rabat: Line; chosen: { path: string | null } }> {
  const chosen: { path: string | null } = { path: null }
  const pc = await firstPc(feed.ministry, { chooseFile: async () => chosen.path })
  await pc.syncs()
  await types('release', 'managers', '--office', officeOf(pc))
  return { pc, rabat: await line(pc), chosen }
}
async function sends(at: Line, id: string, { bytes, pack }: Made, from = 0, to = bytes.length): Promise<void> {
  for (let done = from; done < to;) {
    const next = await at.puts(id, pack.sha512, done, bytes.subarray(done, Math.min(to, done + PIECE)))
    expect(next).toBe(Math.min(to, done + PIECE))
    done = next ?? 0
  }
}
const versions = async (at: Line): Promise<string[]> => (await at.overview()).releases.map(({ version }) => version)

describe('an administrator of the managing office brings a release from their window', () => {
  it('with its packages, as a job; it goes to nobody before somebody says so', async () => {
    const { pc, rabat, chosen } = await managing()
    const { file, pack, bytes, signed } = make({ size: 3 * PIECE + 5, channel: 'pilot' })
    expect(await pc.api.updates.upload({})).toBeNull()
    chosen.path = file
    expect(await pc.api.updates.upload({})).toEqual({ version: '1.1.0', channel: 'pilot' })
    expect(here()).toEqual([pack.sha512])
    expect(readFileSync(join(feed.ministry.folder, 'releases', pack.sha512)).equals(bytes)).toBe(true)
    const [release] = (await pc.api.updates.overview({}))?.releases ?? []
    expect(release).toMatchObject({ version: '1.1.0', channel: 'pilot', orderedAt: null })
    expect(release?.rollout).toMatchObject({ state: 'paused', percent: 0 })
    expect(await rabat.offer({ channel: 'pilot' })).toEqual({ release: null, minimum: null })
    const [job] = await pc.api.jobs.list({})
    expect(job).toMatchObject({ kind: 'upload', state: 'ended', about: '1.1.0', done: bytes.length, of: bytes.length })
    // Again is no harm, and the same packages signed for everybody take its place.
    await pc.api.updates.upload({})
    const everybodys = make({ files: [pack], madeAt: feed.ministry.clock.now() + 1000 })
    writeFileSync(join(feed.folder, pack.name), bytes)
    chosen.path = everybodys.file
    expect(await pc.api.updates.upload({})).toEqual({ version: '1.1.0', channel: 'general' })
    chosen.path = file
    writeFileSync(file, JSON.stringify(signed))
    await expect(pc.api.updates.upload({})).rejects.toMatchObject({
      code: 'upload-refused',
      params: { reason: 'outdated' },
    })
    expect((await pc.api.updates.overview({}))?.releases[0]?.channel).toBe('general')
  })

  it('what is no release, or lacks a package, is told before anything is sent', async () => {
    const { pc, chosen } = await managing()
    const { file, pack, bytes } = make({ size: 5000 })
    const refused = (code: string, params: object) =>
      expect(pc.api.updates.upload({})).rejects.toMatchObject({ code, params })
    feed.ministry.line.counted()
    chosen.path = join(feed.folder, 'أ #%?.json')
    for (const text of ['', '{', '{"release":"{}","signatures":[]}', 'x'.repeat(1_000_001)]) {
      writeFileSync(chosen.path, text)
      await refused('upload-refused', { reason: 'unreadable' })
    }
    chosen.path = file
    writeFileSync(join(feed.folder, pack.name), bytes.subarray(1))
    await refused('package-missing', { name: pack.name })
    rmSync(join(feed.folder, pack.name))
    await refused('package-missing', { name: pack.name })
    expect(feed.ministry.line.counted().up).toBe(0)
    // Of its size, and not what was signed: nothing of it is sent.
    writeFileSync(join(feed.folder, pack.name), randomBytes(5000))
    await refused('package-missing', { name: pack.name })
    expect(here()).toEqual([])
  })

  it('a line that is cut in the middle costs what was on its way', async () => {
    const { pc, chosen } = await managing()
    const { file, pack, bytes } = make({ size: 12 * PIECE })
    chosen.path = file
    feed.ministry.line.counted()
    feed.ministry.line.break({ kind: 'cut', afterBytes: 6 * PIECE, of: 'sent' })
    await pc.api.updates.upload({})
    feed.ministry.line.mend()
    expect(here()).toEqual([pack.sha512])
    expect(feed.ministry.line.counted().up).toBeLessThan(bytes.length + 3 * PIECE)
  }, 60_000)

  it('a PC that was killed goes on where it stopped, and so does a server', async () => {
    const { pc, rabat, chosen } = await managing()
    const made = make({ size: 8 * PIECE })
    const upload = await uploadOf(pc, made.signed)
    expect(await rabat.begins(upload)).toEqual([0])
    await sends(rabat, upload.id, made, 0, 4 * PIECE)
    await feed.ministry.restarts()
    await sends(rabat, upload.id, made, 4 * PIECE, 5 * PIECE)
    // The tidying of a day leaves what is on its way.
    await feed.ministry.administers(({ releases }) => dropUnnamed(releases()))
    expect(here()).toEqual([`${made.pack.sha512}.part`])
    feed.ministry.line.counted()
    chosen.path = made.file
    await pc.api.updates.upload({})
    expect(here()).toEqual([made.pack.sha512])
    expect(feed.ministry.line.counted().up).toBeLessThan(4 * PIECE)
  })

  it('stopped by a person it stays where it is; nobody went on for days: it goes', async () => {
    const { pc, rabat } = await managing()
    const made = make({ size: 2 * PIECE })
    const upload = await uploadOf(pc, made.signed)
    await rabat.begins(upload)
    await sends(rabat, upload.id, made, 0, PIECE)
    feed.ministry.clock.tick(3 * 24 * 60 * 60_000 + 1)
    await feed.ministry.administers(({ releases }) => dropUnnamed(releases()))
    expect(here()).toEqual([])
    await expect(rabat.puts(upload.id, made.pack.sha512, 0, made.bytes.subarray(0, 1))).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

describe('what comes to the server from a window', () => {
  it('is refused when the makers did not sign it, and where nobody gave their keys to the server', async () => {
    const { pc, rabat, chosen } = await managing()
    const { file, signed } = make()
    const other = newSigningKey()
    const release = JSON.parse(signed.release) as Parameters<typeof signRelease>[0]
    const forged = signRelease(release, [{ publicKey: other.publicKey, sign: signer(other.seed) }])
    const named = { ...forged, signatures: forged.signatures.map((s) => ({ ...s, key: makers.publicKey })) }
    for (const one of [forged, named, { ...signed, release: signed.release.replace('1.1.0', '1.1.1') }])
      await expect(rabat.begins(await uploadOf(pc, one))).rejects.toMatchObject({ code: 'signature' })
    const late = make({ expiresAt: feed.ministry.clock.now() })
    await expect(rabat.begins(await uploadOf(pc, late.signed))).rejects.toMatchObject({ code: 'expired' })
    rmSync(join(feed.ministry.folder, 'release-keys.json'))
    await expect(rabat.begins(await uploadOf(pc, signed))).rejects.toMatchObject({ code: 'no-keys' })
    chosen.path = file
    await expect(pc.api.updates.upload({})).rejects.toMatchObject({ params: { reason: 'no-keys' } })
    expect(existsSync(join(feed.ministry.folder, 'releases'))).toBe(false)
  })

  it('is refused from a clerk, in an administrator’s name, from another office, and where nobody manages', async () => {
    const { pc, rabat } = await managing()
    const lille = await firstPc(feed.ministry)
    await lille.syncs()
    const { signed } = make()
    const atLille = await line(lille)
    const real = await uploadOf(pc, signed)
    await expect(atLille.begins(await uploadOf(lille, signed))).rejects.toMatchObject({ code: 'unproven' })
    await expect(atLille.begins(real)).rejects.toMatchObject({ code: 'unproven' })
    await addUser(pc.desk, 'karim', ['clerk'])
    await pc.syncs()
    await logIn(pc.desk, 'karim')
    await expect(pc.api.updates.upload({})).rejects.toMatchObject({ code: 'forbidden' })
    const clerks = await uploadOf(pc, signed)
    const order = await orderOf(pc, '1.1.0', {
      state: 'running',
      percent: 1,
      first: [],
      last: [],
      startsAt: 0,
      forced: false,
    })
    for (const upload of [
      clerks,
      { ...clerks, proof: { ...clerks.proof, by: real.proof.by, as: real.proof.as } },
      { ...real, signed: make({ version: '1.2.0' }).signed },
      { ...real, id: clerks.id },
      { ...real, proof: order.proof },
    ])
      await expect(rabat.begins(upload)).rejects.toMatchObject({ code: 'unproven' })
    // One that somebody kept is not begun again later.
    feed.ministry.clock.tick(24 * 60 * 60_000 + 1)
    await expect(rabat.begins(real)).rejects.toMatchObject({ code: 'outdated' })
    await types('release', 'managers', '--office', 'none')
    await expect(rabat.begins(real)).rejects.toMatchObject({ code: 'unproven' })
    expect(here()).toEqual([])
  })

  it('is no administrator’s any more at its end: it does not come in', async () => {
    const { pc, rabat } = await managing()
    const second = await secondPc(feed.ministry, pc, 'karim', 'RB2', ['administrator'])
    await second.syncs()
    const made = make()
    const atSecond = await line(second)
    const upload = await uploadOf(second, made.signed)
    await atSecond.begins(upload)
    await sends(atSecond, upload.id, made)
    const karim = (await pc.api.users.list({})).find(({ login }) => login === 'karim')
    if (!karim) expect.fail('no karim')
    await pc.api.users.update({ ...karim, roles: ['clerk'] })
    await pc.syncs()
    await expect(atSecond.ends(upload.id)).rejects.toMatchObject({ code: 'unproven' })
    expect(await versions(rabat)).toEqual([])
  })

  it('other bytes than those that were signed never become a package, nor does half of one a release', async () => {
    const { pc, rabat } = await managing()
    const made = make({ size: 2 * PIECE })
    const upload = await uploadOf(pc, made.signed)
    await rabat.begins(upload)
    const { sha512 } = made.pack
    const flipped = Buffer.from(made.bytes)
    flipped.writeUInt8(flipped.readUInt8(9) ^ 1, 9)
    await sends(rabat, upload.id, { ...made, bytes: flipped }, 0, PIECE)
    await expect(rabat.ends(upload.id)).rejects.toMatchObject({ code: 'hash-mismatch' })
    await expect(rabat.puts(upload.id, sha512, PIECE, flipped.subarray(PIECE))).rejects.toMatchObject({
      code: 'hash-mismatch',
    })
    expect(here()).toEqual([])
    await sends(rabat, upload.id, made)
    await rabat.ends(upload.id)
    expect(await versions(rabat)).toEqual(['1.1.0'])
    expect(here()).toEqual([sha512])
  })

  it('takes no more place than was signed, at no other place and under no other name', async () => {
    const { pc, rabat } = await managing()
    const made = make({ size: PIECE + 100 })
    const upload = await uploadOf(pc, made.signed)
    await rabat.begins(upload)
    const { sha512 } = made.pack
    // More at once than the line takes: told, or cut in the middle.
    await expect(rabat.puts(upload.id, sha512, 0, Buffer.alloc(PIECE + 1))).rejects.toThrow()
    expect(here()).toEqual([])
    await sends(rabat, upload.id, made, 0, PIECE)
    await expect(rabat.puts(upload.id, sha512, PIECE, Buffer.alloc(101))).rejects.toMatchObject({ code: 'too-large' })
    for (const from of [0, 1, PIECE - 1, PIECE + 1])
      expect(await rabat.puts(upload.id, sha512, from, Buffer.alloc(50))).toBe(PIECE)
    for (const [id, name, from, code] of [
      [upload.id, 'b'.repeat(128), 0, 'not-found'],
      [upload.id, '..%2F..%2Frelease-keys.json', 0, 'bad-request'],
      [upload.id, sha512, -1, 'bad-request'],
      [officeOf(pc), sha512, PIECE, 'not-found'],
      ['..', sha512, PIECE, 'not-found'],
    ] as const)
      await expect(rabat.puts(id, name, from, Buffer.alloc(1))).rejects.toMatchObject({ code })
    await expect(rabat.puts(upload.id, sha512, PIECE, Buffer.alloc(0))).rejects.toMatchObject({ code: 'bad-request' })
    await sends(rabat, upload.id, made, PIECE)
    await rabat.ends(upload.id)
    expect(here()).toEqual([sha512])
  })

  it('finds a package of before by its hash; killed between its last bytes and the look at them, it looks', async () => {
    const { pc, rabat } = await managing()
    const made = make({ size: PIECE })
    const upload = await uploadOf(pc, made.signed)
    await rabat.begins(upload)
    await sends(rabat, upload.id, made, 0, 1)
    writeFileSync(join(feed.ministry.folder, 'releases', `${made.pack.sha512}.part`), made.bytes)
    const [from = 0] = await rabat.begins({ ...upload })
    expect(from).toBe(PIECE - 1)
    await sends(rabat, upload.id, made, from)
    await rabat.ends(upload.id)
    const next = await uploadOf(pc, make({ version: '1.2.0', files: [made.pack] }).signed)
    expect(await rabat.begins(next)).toEqual([PIECE])
  })

  it('is one of an office at a time: another PC waits, another release takes the place of what lies there', async () => {
    const { pc, rabat } = await managing()
    const second = await secondPc(feed.ministry, pc, 'karim', 'RB2', ['administrator'])
    await second.syncs()
    const atSecond = await line(second)
    const [one, two] = [make({ size: PIECE + 1 }), make({ version: '1.2.0', size: PIECE + 1 })]
    const uploads = [await uploadOf(pc, one.signed), await uploadOf(second, two.signed)] as const
    const begun = await Promise.allSettled([rabat.begins(uploads[0]), atSecond.begins(uploads[1])])
    expect(begun.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(begun.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'under-way' } })
    feed.ministry.clock.tick(10 * 60_000 + 1)
    await rabat.begins(uploads[0])
    await sends(rabat, uploads[0].id, one, 0, PIECE)
    await expect(atSecond.begins(uploads[1])).rejects.toMatchObject({ code: 'under-way' })
    await expect(atSecond.puts(uploads[0].id, one.pack.sha512, PIECE, one.bytes.subarray(PIECE))).rejects.toMatchObject(
      { code: 'not-found' },
    )
    feed.ministry.clock.tick(10 * 60_000 + 1)
    await atSecond.begins(uploads[1])
    expect(here()).toEqual([])
    await expect(rabat.ends(uploads[0].id)).rejects.toMatchObject({ code: 'not-found' })
    await sends(atSecond, uploads[1].id, two)
    await atSecond.ends(uploads[1].id)
    expect(await versions(rabat)).toEqual(['1.2.0'])
  })

  it('of the same release from one PC twice at once: every byte once, in its place', async () => {
    const { pc, rabat } = await managing()
    const made = make({ size: 6 * PIECE })
    const upload = await uploadOf(pc, made.signed)
    await rabat.begins(upload)
    const runs = [1, 2, 3].map(async () => {
      for (let at = 0; at < made.bytes.length;)
        at = (await rabat.puts(upload.id, made.pack.sha512, at, made.bytes.subarray(at, at + PIECE))) ?? 0
    })
    await Promise.all(runs)
    await rabat.ends(upload.id)
    expect(here()).toEqual([made.pack.sha512])
  })

  it('leaves the server its disk: what has no room is not begun, and stops when others took the room', async () => {
    const { pc } = await managing()
    const made = make({ size: PIECE })
    const upload = await uploadOf(pc, made.signed)
    const device = { id: deviceOf(pc), office: officeOf(pc) } as Parameters<typeof beginUpload>[1]
    let room = 1_000_000_000
    await feed.ministry.administers(async ({ releases }) => {
      const parts = {
        ...releases(),
        packages: new PackageStore(join(feed.ministry.folder, 'releases'), async () => room),
      }
      await expect(beginUpload(parts, device, upload)).rejects.toMatchObject({ code: 'no-room' })
      room += PIECE
      await beginUpload(parts, device, upload)
      room -= PIECE + 1
      const at = { id: upload.id, sha512: made.pack.sha512, from: 0 }
      await expect(takePiece(parts, device, at, made.bytes)).rejects.toMatchObject({ code: 'no-room' })
    })
    expect(here()).toEqual([])
  })

  it('with many packages: a release is here when all of them are', async () => {
    const { pc, rabat, chosen } = await managing()
    const bytes = [randomBytes(1000), randomBytes(70_000)] as const
    const files = [packageOf(bytes[0], 'diwan.deb'), packageOf(bytes[1], 'diwan.AppImage', 'appimage')]
    const { file, signed } = make({ files })
    files.forEach(({ name }, i) => writeFileSync(join(feed.folder, name), bytes[i] ?? ''))
    const upload = await uploadOf(pc, signed)
    expect(await rabat.begins(upload)).toEqual([0, 0])
    await rabat.puts(upload.id, files[1]?.sha512 ?? '', 0, bytes[1])
    await expect(rabat.ends(upload.id)).rejects.toMatchObject({ code: 'hash-mismatch' })
    expect(await versions(rabat)).toEqual([])
    chosen.path = file
    await pc.api.updates.upload({})
    expect(await versions(rabat)).toEqual(['1.1.0'])
    expect(here()).toEqual(files.map(({ sha512 }) => sha512).sort())
  })
})
