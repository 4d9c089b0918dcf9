import { z } from 'zod'
import { CHANGE_LIMIT, CodeRequest, EnrolRequest, isOperation, PushRequest, SucceedRequest } from '../../contract/wire'
import { Sha256 } from '../../contract/values'
import { CHUNK, MOST_CHUNKS } from '../../domain/sync/request'
import type { Store } from '../db/connect'
import { markSplit } from '../db/devices'
import { Failure } from '../failure'
import type { ChunkStore } from '../files/chunk-store'
import { downloadChunk, dropDestroyed, uploadStatus, uploadChunk } from '../files/transfer'
import { enrol } from '../sync/enrol'
import { PAGE, pageText, pull, reference } from '../sync/pull'
import { push } from '../sync/push'
import { succeed } from '../sync/succeed'
import type { Http } from './app'
import { takeCode } from '../sync/codes'
import { jsonOf, parse, send, sendText, signedBy, sizedJsonOf } from './answering'
import { packedBody, proveKey, signedRequest } from './auth'

export type Parts = { store: Store; chunks: ChunkStore; now: () => number }

const Cursor = z.object({
  live: z.coerce.number().int().min(0),
  backfill: z.coerce.number().int().min(-1),
  limit: z.coerce.number().int().min(1).max(PAGE).default(PAGE),
})
const Chunk = z.object({ sha256: Sha256, index: z.coerce.number().int().min(0).max(100_000) })
/** A desk of before says no size. */
const Size = z.object({ size: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional() })
const Run = Size.extend({ count: z.coerce.number().int().min(1).max(MOST_CHUNKS).default(1) })

/** The wire of docs/sync.md. Everything but the enrolment is signed by a known device; each answer is one of the contract's. */
export function addRoutes(app: Http, { store, chunks, now }: Parts): void {
  const signed = signedBy(store, now)

  app.get('/sync/v1/health', async (_request, reply) => {
    await store.pool.one('SELECT 1')
    return reply.type('application/json').send('{"ok":true}')
  })

  app.post('/sync/v1/enrol', { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }, async (request, reply) => {
    const input = parse(EnrolRequest, await jsonOf(request))
    proveKey(request, input.device)
    return send(request, reply, await enrol(store, input, now()))
  })

  app.post(
    '/sync/v1/push',
    { bodyLimit: CHANGE_LIMIT },
    signed(async (device, request, reply) => {
      const { value, size } = await sizedJsonOf(request)
      const input = parse(PushRequest, value)
      if (input.device !== device.id) throw new Failure('unauthorised')
      const packed = packedBody(request)
      const came = packed && { packed, size }
      const { own, ...taken } = await push(store, device.id, input, signedRequest(request), now(), came)
      // R2: what was just said to be destroyed does not wait for the night.
      if (input.operations.some((raw) => isOperation(raw) && raw.entity === 'destruction'))
        await dropDestroyed({ store, chunks, now })
      // After the commit, in a snapshot of its own: the answer shows what was just written.
      const page = await pull(store, device.office, input, PAGE, device.id, own)
      return sendText(request, reply, `${JSON.stringify(taken).slice(0, -1)},"page":${pageText(page)}}`)
    }),
  )

  app.post(
    '/sync/v1/codes',
    signed(async (device, request, reply) => {
      await takeCode(store, device, parse(CodeRequest, await jsonOf(request)), now())
      return send(request, reply, {})
    }),
  )

  app.post(
    '/sync/v1/succeed',
    signed(async (device, request, reply) => {
      const input = parse(SucceedRequest, await jsonOf(request))
      return send(request, reply, await succeed(store, device.id, input, now()))
    }),
  )

  app.post(
    '/sync/v1/split',
    signed(async (device, request, reply) => {
      await markSplit(store.pool, device.id, now())
      return send(request, reply, {})
    }),
  )

  app.get(
    '/sync/v1/pull',
    signed(async (device, request, reply) => {
      const { limit, ...cursor } = parse(Cursor, request.query)
      return sendText(request, reply, pageText(await pull(store, device.office, cursor, limit, device.id)))
    }),
  )

  app.get(
    '/sync/v1/reference',
    signed(async (device, request, reply) => send(request, reply, await reference(store, device.office))),
  )

  app.get(
    '/sync/v1/files/:sha256',
    signed(async (device, request, reply) => {
      const { sha256 } = parse(Chunk.pick({ sha256: true }), request.params)
      const { size } = parse(Size, request.query)
      return send(request, reply, await uploadStatus(store, device.office, { sha256, size }))
    }),
  )

  app.put(
    '/sync/v1/files/:sha256/:index',
    { bodyLimit: CHUNK * MOST_CHUNKS },
    signed(async (device, request, reply) => {
      const { sha256, index } = parse(Chunk, request.params)
      const { size } = parse(Size, request.query)
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const status = await uploadChunk({ store, chunks, now }, device.office, { sha256, size }, index, bytes)
      return send(request, reply, status)
    }),
  )

  app.get(
    '/sync/v1/files/:sha256/:index',
    signed(async (device, request, reply) => {
      const { sha256, index } = parse(Chunk, request.params)
      const { count, size } = parse(Run, request.query)
      const bytes = await downloadChunk({ store, chunks }, device.office, { sha256, size }, index, count)
      return reply.type('application/octet-stream').send(bytes)
    }),
  )
}
