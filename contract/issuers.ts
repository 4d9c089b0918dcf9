import { z } from 'zod'
import { command, query } from './define'
import { Certificate } from './signatures'
import { None, Sha256 } from './values'

/** A certificate of a large key stays far below it. */
const PEM = z
  .string()
  .max(8000)
  .regex(/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n?$/)
export const MAX_ISSUERS = 20
export const TrustedIssuers = z.array(PEM).max(MAX_ISSUERS)

/** Issuers of certificates the office trusts: their word says who signed a document that came from outside. */
export const issuers = {
  list: query({ needs: 'office:manage', input: None, output: z.array(Certificate) }),
  /** @param certificate a file's content in Base64: PEM or DER */
  trust: command({
    needs: 'office:manage',
    input: z.object({ certificate: z.base64().max(40_000) }),
    output: z.array(Certificate),
  }),
  distrust: command({
    needs: 'office:manage',
    input: z.object({ fingerprint: Sha256 }),
    output: z.array(Certificate),
  }),
}
