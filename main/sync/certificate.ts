import { createHash, X509Certificate } from 'node:crypto'
import { connect } from 'node:tls'
import { AppError } from '../../contract/errors'

export const fingerprintOf = (certificate: string): string =>
  createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex')

/**
 * The certificate a server shows, taken only if it is the one the enrolment code names; nothing is sent before. From then on
 * this one certificate is trusted and no authority is asked.
 * @throws certificate-mismatch · server-unreachable
 */
export function fetchCertificate(url: string, fingerprint: string, timeoutMs: number): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((found, failed) => {
    // Not verified by an authority: it is compared with what the code carries, before a byte is sent.
    const socket = connect({ host: hostname, port: Number(port || 443), rejectUnauthorized: false })
    const fail = (error: AppError): void => {
      socket.destroy()
      failed(error)
    }
    socket.setTimeout(timeoutMs, () => fail(new AppError('server-unreachable')))
    socket.once('error', () => fail(new AppError('server-unreachable')))
    socket.once('close', () => failed(new AppError('server-unreachable')))
    socket.once('secureConnect', () => {
      const raw = socket.getPeerCertificate().raw as Buffer | undefined
      const certificate = raw && new X509Certificate(raw).toString()
      if (!certificate || fingerprintOf(certificate) !== fingerprint) return fail(new AppError('certificate-mismatch'))
      socket.destroy()
      found(certificate)
    })
  })
}
