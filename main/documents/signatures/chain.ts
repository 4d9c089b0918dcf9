import type { X509Certificate } from 'node:crypto'

const LONGEST = 10
/** Certificates that all bear one name lead nowhere in a great many ways. */
const MOST_STEPS = 300

/** Whether `issuer` issued `certificate`: by name and key, and by its own signature. */
const issued = (issuer: X509Certificate, certificate: X509Certificate): boolean => {
  try {
    return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
  } catch {
    return false // a key nobody can use here
  }
}

const isCurrent = (certificate: X509Certificate, at: number): boolean =>
  at >= Date.parse(certificate.validFrom) && at <= Date.parse(certificate.validTo)

/**
 * Whose word a certificate is: led back, certificate by certificate, to one the office trusts. Revocation is not asked for: the desk
 * has no line to anybody's list.
 * @param beside certificates that came along; they vouch for nobody by themselves
 * @param at the moment whose validity counts
 */
export function issuerOf(
  certificate: X509Certificate,
  beside: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  at: number,
): 'trusted' | 'unknown' | 'outOfDate' {
  const isTrusted = ({ fingerprint256 }: X509Certificate): boolean =>
    trusted.some((one) => one.fingerprint256 === fingerprint256)
  let steps = 0
  let best: 'unknown' | 'outOfDate' = 'unknown'
  /** Every way up: two issuers may bear the same name. */
  const led = (here: X509Certificate, current: boolean, seen: readonly X509Certificate[]): boolean => {
    const now = current && isCurrent(here, at)
    if (isTrusted(here)) {
      if (!now) best = 'outOfDate'
      return now
    }
    if (seen.length >= LONGEST) return false
    return [...trusted, ...beside].some(
      (next) => !seen.includes(next) && ++steps <= MOST_STEPS && issued(next, here) && led(next, now, [...seen, next]),
    )
  }
  return led(certificate, true, [certificate]) ? 'trusted' : best
}
