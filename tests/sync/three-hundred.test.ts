import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PACKAGE_PIECE, type Rollout, type UpdateReport } from '../../contract/updates'
import { deviceGenesis } from '../../domain/sync/operation'
import { newSigningKey } from '../../domain/trust/keys'
import { judgeRelease } from '../../domain/updates/release'
import { placeInLine } from '../../domain/updates/rollout'
import { tallyOf } from '../../domain/updates/tally'
import { insertDevice } from '../../server/db/devices'
import { createHead } from '../../server/db/streams'
import { addRelease, type ReleaseParts } from '../../server/releases/add'
import { offerTo, packagePiece, takeReport } from '../../server/releases/offer'
import { orderHere } from '../../server/releases/orders'
import { overviewHere } from '../../server/releases/overview'
import { makeRelease, makers } from '../fixtures/releases'
import { Ministry } from './stories'

/**
 * Three hundred PCs of thirty offices over one release that goes out in steps, against the server's own services and its database. The
 * PCs are simulated, without a process or a line each: they judge as a desk does, their line is cut, and every hundredth disk fails.
 */
let ministry: Ministry
let folder: string
beforeAll(async () => {
  ministry = await Ministry.open()
  folder = mkdtempSync(join(tmpdir(), 'diwan-makers-'))
})
afterAll(async () => {
  await ministry.close()
  rmSync(folder, { recursive: true, force: true })
})

const id = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** What its disk does: nothing wrong, is full, changes a byte, or spoils the new program so that it does not start. */
type Disk = 'good' | 'full' | 'flips' | 'spoils'

class SimulatedPc {
  version = '1.0.0'
  told = false
  private fetched = Buffer.alloc(0)
  private wentBack = false
  private seen: { version: string; madeAt: number } | null = null

  constructor(
    readonly device: { id: string; office: string },
    private readonly disk: Disk,
    /** After how many pieces its line breaks each time. */
    private readonly cut: number,
  ) {}

  /** One look at the server, as main/updates makes it. */
  async look(parts: ReleaseParts): Promise<void> {
    const asks = { version: this.version, kind: 'deb', arch: 'x64', channel: 'general' } as const
    const { release: signed } = await offerTo(parts, this.device, asks)
    if (!signed) return this.says(parts, { state: 'current', about: null })
    const judged = judgeRelease(signed, { ...asks, keys: [makers.publicKey], now: parts.now(), seen: this.seen })
    if (!judged.ok) throw new Error(`the server offered what is refused: ${judged.reason}`)
    this.told = true
    const { release, file } = judged
    this.seen = { version: release.version, madeAt: release.madeAt }
    const about = release.version
    // It does not try again what broke its start.
    if (this.wentBack) return this.says(parts, { state: 'back', about, reason: 'crashed' })
    if (this.disk === 'full') return this.says(parts, { state: 'failed', about, reason: 'noSpace' })
    for (let pieces = 0; this.fetched.length < file.size; pieces++) {
      if (pieces === this.cut) return this.says(parts, { state: 'fetching', about })
      this.fetched = Buffer.concat([
        this.fetched,
        await packagePiece(parts, file.sha512, { from: this.fetched.length }),
      ])
    }
    if (this.disk === 'flips') this.fetched.writeUInt8(this.fetched.readUInt8(9) ^ 1, 9)
    const whole = createHash('sha512').update(this.fetched).digest('hex') === file.sha512
    this.fetched = Buffer.alloc(0)
    if (!whole) return this.says(parts, { state: 'failed', about, reason: 'hash' })
    await this.says(parts, { state: 'installing', about })
    // It crashed twice at its start, and the way back brought the old one with its data.
    this.wentBack = this.disk === 'spoils'
    if (this.wentBack) return this.says(parts, { state: 'back', about, reason: 'crashed' })
    this.version = release.version
    return this.says(parts, { state: 'current', about: null })
  }

  private says(
    parts: ReleaseParts,
    said: Pick<UpdateReport, 'state' | 'about'> & Partial<UpdateReport>,
  ): Promise<void> {
    const report = { version: this.version, channel: 'general', kind: 'deb', reason: null, ...said } as const
    return takeReport(parts, this.device, report)
  }
}

it('300 desks over a staged release with 1 % failing disks: all updated or safely back, and the overview tells which', async () => {
  const broken: Disk[] = ['full', 'flips', 'spoils']
  const offices = Array.from({ length: 30 }, (_, i) => id(1000 + i))
  const pcs = Array.from({ length: 300 }, (_, i) => {
    const disk = i % 100 === 50 ? (broken[Math.floor(i / 100)] ?? 'good') : 'good'
    return new SimulatedPc({ id: id(i), office: offices[i % 30] ?? '' }, disk, disk === 'good' ? 1 + (i % 3) : 9)
  })
  await ministry.looks(async ({ pool }) => {
    const { publicKey } = newSigningKey()
    for (const stream of offices)
      await createHead(pool, { stream, epoch: 'x', rootKey: publicKey, at: ministry.clock.now() })
    for (const { device } of pcs) {
      const fields = { name: `PC ${device.id}`, publicKey, deskCode: null, lastHash: deviceGenesis(device.id) }
      await insertDevice(pool, { ...device, ...fields, userId: null, at: ministry.clock.now() })
    }
  })
  await ministry.administers(async ({ releases }) => {
    const parts = releases()
    const { signed } = makeRelease(folder, parts.now(), { size: 2 * PACKAGE_PIECE + 1 })
    await addRelease(parts, signed, folder, 'makers')
    const goes = (change: Partial<Rollout>) =>
      orderHere(parts, '1.1.0', 'makers', (rollout) => ({ ...rollout, ...change }))
    /** As often as the slowest line needs. */
    const everyoneLooks = async (): Promise<Set<SimulatedPc>> => {
      for (let round = 0; round < 3; round++) await Promise.all(pcs.map((pc) => pc.look(parts)))
      return new Set(pcs.filter(({ told }) => told))
    }
    expect((await everyoneLooks()).size).toBe(0)
    let before = new Set<SimulatedPc>()
    for (const percent of [1, 10, 50]) {
      await goes({ state: 'running', percent })
      const told = await everyoneLooks()
      expect([...told].every(({ device }) => placeInLine('1.1.0', device.id) < percent)).toBe(true)
      expect(told.size).toBe(pcs.filter(({ device }) => placeInLine('1.1.0', device.id) < percent).length)
      expect([...before].every((pc) => told.has(pc))).toBe(true)
      before = told
    }
    await goes({ state: 'paused', percent: 100 })
    expect((await everyoneLooks()).size).toBe(before.size)
    await goes({ state: 'running' })
    expect((await everyoneLooks()).size).toBe(300)

    const failing = [50, 150, 250].map((n) => id(n))
    expect(pcs.filter(({ version }) => version !== '1.1.0').map(({ device }) => device.id)).toEqual(failing)
    expect(failing.map((one) => pcs.find(({ device }) => device.id === one)?.version)).toEqual(Array(3).fill('1.0.0'))
    const { have, underWay, failed } = tallyOf('1.1.0', (await overviewHere(parts)).pcs)
    expect([have.length, underWay.length]).toEqual([297, 0])
    const said = failed.map(({ device, report }) => [device, report?.version, report?.state, report?.reason])
    expect(said.sort()).toEqual([
      [failing[0], '1.0.0', 'failed', 'noSpace'],
      [failing[1], '1.0.0', 'failed', 'hash'],
      [failing[2], '1.0.0', 'back', 'crashed'],
    ])
  })
})
