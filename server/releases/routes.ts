import { z } from 'zod'
import { OfferRequest, PACKAGE_PIECE, ReleaseOrder, ReleaseUpload, Sha512, UpdateReport } from '../../contract/updates'
import { Id } from '../../contract/values'
import { CHUNK, MOST_CHUNKS } from '../../domain/sync/request'
import type { Http } from '../http/app'
import { jsonOf, parse, send, signedBy } from '../http/answering'
import type { ReleaseParts } from './add'
import { offerTo, packageList, packagePiece, takeReport } from './offer'
import { takeOrder } from './orders'
import { overviewFor } from './overview'
import { beginUpload, endUpload, takePiece } from './uploads'

/** A program that was installed by hand says no kind. */
const Asks = OfferRequest.extend({
  kind: z
    .literal('')
    .transform(() => null)
    .or(OfferRequest.shape.kind),
})
const Package = z.object({ sha512: Sha512 })
const From = z.object({ from: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0) })
const Part = From.extend({ most: z.coerce.number().int().min(1).max(PACKAGE_PIECE).default(PACKAGE_PIECE) })
const Upload = z.object({ id: Id })

/** Rollouts name up to two thousand offices; a release's text has up to 100 kB. */
const ORDER_LIMIT = 256 * 1024

/** Releases of the program (docs/sync.md). Signed by a known device as all of the line. */
export function addReleaseRoutes(app: Http, parts: ReleaseParts): void {
  const signed = signedBy(parts.store, parts.now)

  app.get(
    '/updates/v1/offer',
    signed(async (device, request, reply) =>
      send(request, reply, await offerTo(parts, device, parse(Asks, request.query))),
    ),
  )

  app.get(
    '/updates/v1/packages/:sha512',
    signed(async (_device, request, reply) => {
      const { sha512 } = parse(Package, request.params)
      const part = parse(Part, request.query)
      return reply.type('application/octet-stream').send(await packagePiece(parts, sha512, part))
    }),
  )

  app.get(
    '/updates/v1/packages/:sha512/pieces',
    signed(async (_device, request, reply) => {
      const { sha512 } = parse(Package, request.params)
      return reply.type('application/octet-stream').send(await packageList(parts, sha512))
    }),
  )

  app.post(
    '/updates/v1/report',
    signed(async (device, request, reply) => {
      await takeReport(parts, device, parse(UpdateReport, await jsonOf(request)))
      return send(request, reply, {})
    }),
  )

  app.post(
    '/updates/v1/orders',
    { bodyLimit: ORDER_LIMIT },
    signed(async (device, request, reply) => {
      await takeOrder(parts, device, parse(ReleaseOrder, await jsonOf(request)))
      return send(request, reply, {})
    }),
  )

  app.post(
    '/updates/v1/uploads',
    { bodyLimit: ORDER_LIMIT },
    signed(async (device, request, reply) =>
      send(request, reply, await beginUpload(parts, device, parse(ReleaseUpload, await jsonOf(request)))),
    ),
  )

  app.put(
    '/updates/v1/uploads/:id/:sha512',
    { bodyLimit: CHUNK * MOST_CHUNKS },
    signed(async (device, request, reply) => {
      const at = parse(Upload.extend(Package.shape), request.params)
      const { from } = parse(From, request.query)
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      return send(request, reply, await takePiece(parts, device, { ...at, from }, bytes))
    }),
  )

  app.post(
    '/updates/v1/uploads/:id/end',
    signed(async (device, request, reply) => {
      await endUpload(parts, device, parse(Upload, request.params).id)
      return send(request, reply, {})
    }),
  )

  app.get(
    '/updates/v1/overview',
    signed(async (device, request, reply) => send(request, reply, await overviewFor(parts, device))),
  )
}
