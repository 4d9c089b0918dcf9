import { createHash, randomBytes, X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'

export type Certificate = { key: string; certificate: string; fingerprint: string }

/**
 * The server's own certificate, made once and kept. Desks trust exactly this one: the enrolment code carries its fingerprint.
 * It is valid from long ago to far ahead, because the clock of a desk is a claim and must not cut its line.
 */
export async function serverCertificate(folder: string): Promise<Certificate> {
  mkdirSync(folder, { recursive: true })
  const files = { key: join(folder, 'tls.key'), certificate: join(folder, 'tls.pem') }
  if (!existsSync(files.certificate)) {
    const made = await generate([{ name: 'commonName', value: 'diwan-server' }], {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      notBeforeDate: new Date(Date.UTC(2000, 0, 1)),
      notAfterDate: new Date(Date.UTC(2099, 0, 1)),
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    })
    keepSecret(files.key, made.private)
    // The certificate last: with it, both are there.
    writeFileSync(files.certificate, made.cert)
  }
  const certificate = readFileSync(files.certificate, 'utf8')
  const fingerprint = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex')
  return { key: readFileSync(files.key, 'utf8'), certificate, fingerprint }
}

/** The key the scans are sealed with. Losing it loses them: it belongs into the server's backup. */
export function fileKey(folder: string): Buffer {
  const file = join(folder, 'files.key')
  if (!existsSync(file)) keepSecret(file, randomBytes(32).toString('base64'))
  return Buffer.from(readFileSync(file, 'utf8'), 'base64')
}

function keepSecret(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 })
  chmodSync(file, 0o600) // a file that was there keeps its old mode
}
