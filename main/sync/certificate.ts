import { createHash, X509Certificate } from 'node:crypto'
import { connect } from 'node:tls'
import { AppError } from '../../contract/errors'
import { bare } from '../../domain/sync/proxies'
import { Ways, type Opened } from './proxy/ways'

export const fingerprintOf = (certificate: string): string =>
  createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex')

/**
 * The certificate a server shows, taken only if it is the one the enrolment code names; nothing is sent before. From then on
 * this one certificate is trusted and no authority is asked.
 * @throws certificate-mismatch · server-unreachable · proxy-…
 */
export async function fetchCertificate(
  url: string,
  fingerprint: string,
  { connectMs, ways }: { connectMs: number; ways?: Ways | undefined },
): Promise<string> {
  const { hostname, port } = new URL(url)
  const target = { host: bare(hostname), port: Number(port || 443) }
  const opened = await (ways ?? straight).open(target, { connectMs })
  return shownBy(opened, fingerprint, connectMs)
}

const straight = new Ways(() => Promise.resolve({ ways: [{ kind: 'direct' }] }))

function shownBy({ socket: raw, proxied }: Opened, fingerprint: string, timeoutMs: number): Promise<string> {
  return new Promise((found, failed) => {
    // Not verified by an authority: it is compared with what the code carries, before a byte is sent.
    const socket = connect({ socket: raw, rejectUnauthorized: false })
    const fail = (error: AppError): void => {
      socket.destroy()
      failed(error)
    }
    socket.setTimeout(timeoutMs, () => fail(new AppError('server-unreachable')))
    socket.once('error', (error) =>
      fail(new AppError(proxied && isNotTls(error) ? 'proxy-no-tunnel' : 'server-unreachable')),
    )
    socket.once('close', () => failed(new AppError('server-unreachable')))
    socket.once('secureConnect', () => {
      const shown = socket.getPeerCertificate().raw as Buffer | undefined
      const certificate = shown && new X509Certificate(shown).toString()
      if (!certificate || fingerprintOf(certificate) !== fingerprint) return fail(new AppError('certificate-mismatch'))
      socket.destroy()
      found(certificate)
    })
  })
}

/** What came back was no TLS: somebody on the way speaks in the server's place (a page to log in, a captive portal). */
export const isNotTls = (error: Error): boolean =>
  /EPROTO|wrong version number|packet length too long|http request/i.test(
    `${'code' in error ? String(error.code) : ''} ${error.message}`,
  )
