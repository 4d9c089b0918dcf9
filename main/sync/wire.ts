import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import {
  EnrolReply,
  UploadStatus,
  PullPage,
  PushReply,
  ReferenceReply,
  SucceedReply,
  type CodeRequest,
  type DeviceHead,
  type EnrolRequest,
  type SucceedRequest,
} from '../../contract/wire'
import {
  Offer,
  PACKAGE_PIECE,
  ReleaseOverview,
  UploadHere,
  type ReleaseOrder,
  type ReleaseUpload,
  type UpdateReport,
} from '../../contract/updates'
import type { SentReport } from '../../contract/support'
import type { Batch } from '../../db/outbox/sending'
import type { Cursor } from '../../db/sync/cursor'
import type { Transport } from './transport'

type Content = { sha256: string; size: number }

/** The server's calls, typed; each answer is held against the contract. */
export class Wire {
  constructor(readonly transport: Transport) {}

  enrol(request: EnrolRequest): Promise<EnrolReply> {
    const body = Buffer.from(JSON.stringify(request))
    return this.ask(EnrolReply, { method: 'POST', path: '/sync/v1/enrol', body })
  }

  /** The operations travel as the bytes that were signed and hashed, not as somebody's reading of them. */
  push(device: string, cursor: Cursor, batch: Batch, signed: DeviceHead | null): Promise<z.infer<typeof PushReply>> {
    const { operations, changes, withheld } = batch
    const list = operations.map(({ d, operation, hash, change }) =>
      withheld.has(change)
        ? JSON.stringify({ d, hash, withheld: 'too-large' })
        : `${operation.slice(0, -1)},"d":${d},"hash":"${hash}"}`,
    )
    const { epoch, live, backfill } = cursor
    const head = JSON.stringify({ device, epoch, live, backfill, head: signed, changes, brief: true }).slice(0, -1)
    const body = Buffer.from(`${head},"operations":[${list.join(',')}]}`)
    return this.ask(PushReply, { method: 'POST', path: '/sync/v1/push', body, packed: true })
  }

  /** An administrator's code for a person's new PC; its secret stays here, its hash and the pass go. */
  async code(request: CodeRequest): Promise<void> {
    await this.transport.json({ method: 'POST', path: '/sync/v1/codes', body: Buffer.from(JSON.stringify(request)) })
  }

  /** The server has of this PC what it does not have itself. */
  async split(): Promise<void> {
    await this.transport.json({ method: 'POST', path: '/sync/v1/split', body: Buffer.from('{}') })
  }

  /** Under the old name, for the new one. */
  succeed(request: SucceedRequest): Promise<z.infer<typeof SucceedReply>> {
    const body = Buffer.from(JSON.stringify(request))
    return this.ask(SucceedReply, { method: 'POST', path: '/sync/v1/succeed', body })
  }

  pull({ live, backfill }: Cursor): Promise<PullPage> {
    return this.ask(PullPage, { method: 'GET', path: `/sync/v1/pull?live=${live}&backfill=${backfill}` })
  }

  reference(): Promise<z.infer<typeof ReferenceReply>> {
    return this.ask(ReferenceReply, { method: 'GET', path: '/sync/v1/reference' })
  }

  /** A content is its hash and its size: a row may have said a false one of the same hash. */
  uploadStatus({ sha256, size }: Content): Promise<UploadStatus> {
    return this.ask(UploadStatus, { method: 'GET', path: `/sync/v1/files/${sha256}?size=${size}` })
  }

  /** One piece, or a few that follow each other. */
  putChunk({ sha256, size }: Content, index: number, body: Buffer): Promise<UploadStatus> {
    return this.ask(UploadStatus, { method: 'PUT', path: `/sync/v1/files/${sha256}/${index}?size=${size}`, body })
  }

  getChunk({ sha256, size }: Content, index: number, count = 1): Promise<Buffer> {
    const path = `/sync/v1/files/${sha256}/${index}?count=${count}&size=${size}`
    return this.transport.bytes({ method: 'GET', path })
  }

  offer(program: { version: string; kind: string; arch: string; channel: string }): Promise<Offer> {
    return this.ask(Offer, { method: 'GET', path: `/updates/v1/offer?${new URLSearchParams(program).toString()}` })
  }

  releases(): Promise<ReleaseOverview> {
    return this.ask(ReleaseOverview, { method: 'GET', path: '/updates/v1/overview' })
  }

  async order(order: ReleaseOrder): Promise<void> {
    const body = Buffer.from(JSON.stringify(order))
    await this.transport.json({ method: 'POST', path: '/updates/v1/orders', body })
  }

  beginUpload(upload: ReleaseUpload): Promise<UploadHere> {
    const body = Buffer.from(JSON.stringify(upload))
    return this.ask(UploadHere, { method: 'POST', path: '/updates/v1/uploads', body })
  }

  putPackagePiece(id: string, { sha512 }: { sha512: string }, from: number, body: Buffer): Promise<UploadHere> {
    return this.ask(UploadHere, { method: 'PUT', path: `/updates/v1/uploads/${id}/${sha512}?from=${from}`, body })
  }

  async endUpload(id: string): Promise<void> {
    await this.transport.json({ method: 'POST', path: `/updates/v1/uploads/${id}/end`, body: Buffer.from('{}') })
  }

  packagePiece({ sha512 }: { sha512: string }, from: number, most = PACKAGE_PIECE): Promise<Buffer> {
    return this.transport.bytes({ method: 'GET', path: `/updates/v1/packages/${sha512}?from=${from}&most=${most}` })
  }

  packageList({ sha512 }: { sha512: string }): Promise<Buffer> {
    return this.transport.bytes({ method: 'GET', path: `/updates/v1/packages/${sha512}/pieces` })
  }

  async reportUpdate(report: UpdateReport): Promise<void> {
    const body = Buffer.from(JSON.stringify(report))
    await this.transport.json({ method: 'POST', path: '/updates/v1/report', body })
  }

  /** What stopped here, as a person saw it and said that it may go. */
  async report({ id, at, kind, text }: SentReport): Promise<void> {
    const body = Buffer.from(JSON.stringify({ id, at, kind, text }))
    await this.transport.json({ method: 'POST', path: '/support/v1/reports', body })
  }

  close(): void {
    this.transport.close()
  }

  private async ask<T extends z.ZodType>(schema: T, sent: Parameters<Transport['json']>[0]): Promise<z.output<T>> {
    const answer = schema.safeParse(await this.transport.json(sent))
    // Well-formed and none of ours: as good as no answer.
    if (!answer.success) throw new AppError('server-unreachable')
    return answer.data
  }
}
