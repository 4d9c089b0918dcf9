import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import { EnrolReply, FileStanding, PullPage, PushReply, ReferenceReply, type EnrolRequest } from '../../contract/sync'
import type { Sendable } from '../../db/outbox/sending'
import type { Cursor } from '../../db/sync/cursor'
import type { Transport } from './transport'

/** The server's calls, typed; each answer is held against the contract. */
export class Wire {
  constructor(readonly transport: Transport) {}

  enrol(request: EnrolRequest): Promise<EnrolReply> {
    const body = Buffer.from(JSON.stringify(request))
    return this.ask(EnrolReply, { method: 'POST', path: '/sync/v1/enrol', body })
  }

  /** The operations travel as the bytes that were hashed, not as somebody's reading of them. */
  push(device: string, cursor: Cursor, operations: readonly Sendable[]): Promise<z.infer<typeof PushReply>> {
    const list = operations.map(({ operation, hash }) => `${operation.slice(0, -1)},"hash":"${hash}"}`)
    const { epoch, live, backfill } = cursor
    const head = JSON.stringify({ device, epoch, live, backfill }).slice(0, -1)
    const body = Buffer.from(`${head},"operations":[${list.join(',')}]}`)
    return this.ask(PushReply, { method: 'POST', path: '/sync/v1/push', body, packed: true })
  }

  pull({ live, backfill }: Cursor): Promise<PullPage> {
    return this.ask(PullPage, { method: 'GET', path: `/sync/v1/pull?live=${live}&backfill=${backfill}` })
  }

  reference(): Promise<z.infer<typeof ReferenceReply>> {
    return this.ask(ReferenceReply, { method: 'GET', path: '/sync/v1/reference' })
  }

  fileStanding(sha256: string): Promise<FileStanding> {
    return this.ask(FileStanding, { method: 'GET', path: `/sync/v1/files/${sha256}` })
  }

  /** One piece, or a few that follow each other. */
  putChunk(sha256: string, index: number, body: Buffer): Promise<FileStanding> {
    return this.ask(FileStanding, { method: 'PUT', path: `/sync/v1/files/${sha256}/${index}`, body })
  }

  getChunk(sha256: string, index: number, count = 1): Promise<Buffer> {
    return this.transport.bytes({ method: 'GET', path: `/sync/v1/files/${sha256}/${index}?count=${count}` })
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
