import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { vi } from 'vitest'
import type { Proof } from '../../contract/proof'
import {
  Offer,
  ReleaseOverview,
  UploadHere,
  type ReleaseOrder,
  type ReleaseUpload,
  type Rollout,
  type SignedRelease,
  type UpdateReport,
} from '../../contract/updates'
import { authorityOf } from '../../db/outbox/proving'
import { proveOrder, proveUpload } from '../../domain/updates/order'
import { addressOf } from '../../main/sync/server-known'
import { Transport } from '../../main/sync/transport'
import { releaseCommand } from '../../server/releases/command'
import { closeDesks } from '../fixtures/office'
import { everybody, makeRelease, type Made } from '../fixtures/releases'
import { stampOf } from './forging'
import { Ministry, type Pc } from './stories'

export const officeOf = (pc: Pc): string => pc.desk.app.session.desk.office.id
export const deviceOf = (pc: Pc): string => pc.desk.app.session.desk.device.id
type Change = Parameters<typeof makeRelease>[2]

/** A ministry whose server has releases, and the folder they come from. Each story begins without any. */
export class Feed {
  private opened: Ministry | null = null
  folder = ''
  private readonly lines: Awaited<ReturnType<typeof releaseLine>>[] = []

  get ministry(): Ministry {
    if (!this.opened) throw new Error('not opened')
    return this.opened
  }

  async open(): Promise<void> {
    this.opened = await Ministry.open()
    this.folder = mkdtempSync(join(tmpdir(), 'diwan-makers-'))
  }

  async tidy(): Promise<void> {
    for (const line of this.lines.splice(0)) line.close()
    await closeDesks()
    for (const name of readdirSync(this.folder)) rmSync(join(this.folder, name))
    for (const name of ['release-keys.json', 'releases'])
      rmSync(join(this.ministry.folder, name), { recursive: true, force: true })
    const tables = 'release, release_package, release_order, release_report, release_managers, release_upload'
    await this.ministry.looks((store) => store.pool.run(`TRUNCATE ${tables}`))
  }

  async close(): Promise<void> {
    await this.ministry.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  line = async (pc: Pc) => {
    const made = await releaseLine(pc)
    this.lines.push(made)
    return made
  }

  make = (change: Change = {}): Made => makeRelease(this.folder, this.ministry.clock.now(), change)

  /** A command at the server. @returns what it printed */
  types = async (...args: string[]): Promise<string> => {
    const said: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text))
    try {
      await this.ministry.administers(({ releases }) => releaseCommand(args, (work) => work(releases())))
    } finally {
      log.mockRestore()
    }
    return said.join('\n')
  }

  /** A release that is here and goes to whoever the rollout says. */
  released = async (change: Change = {}, rollout: Partial<Rollout> = {}): Promise<Made> => {
    const made = this.make(change)
    await this.types('release', 'add', made.file)
    const { state, percent, first, last, forced } = { ...everybody, ...rollout }
    const offices = ['--first', first.join(','), '--last', last.join(',')]
    const words = [...offices, '--state', state, '--percent', String(percent), ...(forced ? ['--forced'] : [])]
    await this.types('release', 'set', change?.version ?? '1.1.0', ...words)
    return made
  }

  /** What lies in the server's folder of packages. */
  here = (): string[] => {
    const kept = join(this.ministry.folder, 'releases')
    return existsSync(kept) ? readdirSync(kept).sort() : []
  }
}

/** What a PC says to the server about releases, signed as all it says. */
export async function releaseLine(pc: Pc) {
  const address = await addressOf(pc.db.read)
  if (!address) throw new Error('not enrolled')
  const { id, sign } = pc.desk.app.session.desk.device
  const sender = { id, sign, now: () => pc.desk.clock.now() }
  const transport = new Transport(address, sender, { connectMs: 5_000, idleMs: 20_000 })
  const get = (path: string): Promise<Buffer> => transport.bytes({ method: 'GET', path })
  const post = (path: string, said: unknown): Promise<unknown> =>
    transport.json({ method: 'POST', path, body: Buffer.from(JSON.stringify(said)) })
  return {
    get,
    offer: async (asks: { version?: string; kind?: string; arch?: string; channel?: string } = {}) => {
      const asked = new URLSearchParams({ version: '1.0.0', kind: 'deb', arch: 'x64', channel: 'general', ...asks })
      return Offer.parse(JSON.parse(String(await get(`/updates/v1/offer?${asked}`))))
    },
    piece: (sha512: string, from: number | string) => get(`/updates/v1/packages/${sha512}?from=${from}`),
    report: (report: UpdateReport) => post('/updates/v1/report', report),
    order: (order: ReleaseOrder) => post('/updates/v1/orders', order),
    begins: async (upload: ReleaseUpload) => UploadHere.parse(await post('/updates/v1/uploads', upload)).done,
    puts: async (id: string, sha512: string, from: number | string, body: Buffer) => {
      const path = `/updates/v1/uploads/${id}/${sha512}?from=${from}`
      return UploadHere.parse(await transport.json({ method: 'PUT', path, body })).done[0]
    },
    ends: (id: string) => post(`/updates/v1/uploads/${id}/end`, {}),
    overview: async () => ReleaseOverview.parse(JSON.parse(String(await get('/updates/v1/overview')))),
    close: () => transport.close(),
  }
}

/** As a screen would sign it for whoever is logged in. */
export async function orderOf(
  pc: Pc,
  version: string,
  rollout: Rollout,
  at = pc.desk.clock.now(),
): Promise<ReleaseOrder> {
  const { officeId, unsigned, signer } = await signing(pc)
  const order = { id: v7(), at, version, rollout }
  return { ...order, proof: proveOrder(officeId, order, unsigned, signer.sign) }
}

/** As a window would sign that it brings this. */
export async function uploadOf(pc: Pc, signed: SignedRelease, at = pc.desk.clock.now()): Promise<ReleaseUpload> {
  const { officeId, unsigned, signer } = await signing(pc)
  const upload = { id: v7(), at, signed }
  return { ...upload, proof: proveUpload(officeId, upload, unsigned, signer.sign) }
}

async function signing(pc: Pc) {
  const { officeId, userId, signer } = stampOf(pc)
  if (userId === null) throw new Error('nobody is logged in')
  const as = await authorityOf(pc.db.read, userId)
  const unsigned: Omit<Proof, 'signature'> = { by: userId, key: signer.publicKey, at: pc.desk.clock.now(), as }
  return { officeId, unsigned, signer }
}
