import { SentReport } from '../../contract/support'
import type { Store } from '../db/connect'
import type { Http } from '../http/app'
import { jsonOf, parse, send, signedBy } from '../http/answering'
import { takeReport } from './reports'

const REPORT_BYTES = 32 * 1024

/** Reports of PCs that stopped unexpectedly. Signed by a known device as all of the line; nobody reads them over it. */
export function addSupportRoutes(app: Http, { store, now }: { store: Store; now: () => number }): void {
  app.post(
    '/support/v1/reports',
    { bodyLimit: REPORT_BYTES },
    signedBy(
      store,
      now,
    )(async (device, request, reply) => {
      await takeReport(store, device, parse(SentReport, await jsonOf(request)), now())
      return send(request, reply, {})
    }),
  )
}
