import { Agent } from 'node:https'
import { isIP } from 'node:net'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { fingerprintOf } from '../certificate'
import type { Ways } from './ways'

export const OTHER_CERTIFICATE = 'another certificate'
/** In the message of what failed inside a tunnel: who answered may have been the proxy. */
export const PROXIED = '(through a proxy)'

type Reach = { ways?: Ways | undefined; connectMs: number; signal: AbortSignal }

/**
 * Connections to one server under its one pinned certificate, by the ways of this machine. The pin holds inside a tunnel as it does
 * without: a proxy carries what it cannot read, or is refused.
 */
export function lineAgent(certificate: string, { ways, connectMs, signal }: Reach): Agent {
  const pinned = fingerprintOf(certificate)
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 2,
    ca: certificate,
    // The certificate itself is pinned; under which name it is reached does not matter.
    checkServerIdentity: (_host, shown) =>
      shown.fingerprint256.replaceAll(':', '').toLowerCase() === pinned ? undefined : new Error(OTHER_CERTIFICATE),
  })
  if (!ways) return agent
  return Object.assign(agent, {
    createConnection: (options: ConnectionOptions, done: (error: Error | null, socket?: TLSSocket) => void): void => {
      const host = String(options.host)
      ways
        .open({ host, port: Number(options.port) }, { connectMs, signal })
        .then(({ socket, proxied }) => {
          const secured = connect({ ...options, socket, ...(isIP(host) ? {} : { servername: host }) })
          if (proxied) secured.prependListener('error', (error) => (error.message += ` ${PROXIED}`))
          const late = setTimeout(() => secured.destroy(new Error('no connection')), connectMs)
          for (const over of ['secureConnect', 'close'] as const) secured.once(over, () => clearTimeout(late))
          done(null, secured)
        })
        .catch((error: unknown) => done(error instanceof Error ? error : new Error('no way')))
    },
  })
}
