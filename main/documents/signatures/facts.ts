import type { X509Certificate } from 'node:crypto'
import type { Certificate } from '../../../contract/signatures'
import { distinguished } from './said'

/** What people are shown of a certificate. */
export const facts = (certificate: X509Certificate): Certificate => ({
  subject: distinguished(certificate.subject),
  issuer: distinguished(certificate.issuer),
  from: instant(certificate.validFrom),
  until: instant(certificate.validTo),
  fingerprint: fingerprintOf(certificate),
})

export const fingerprintOf = ({ fingerprint256 }: X509Certificate): string =>
  fingerprint256.replaceAll(':', '').toLowerCase()

const instant = (said: string): number => Math.max(0, Date.parse(said) || 0)
