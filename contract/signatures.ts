import { z } from 'zod'
import { Instant, Sha256 } from './values'

/**
 * What became of a signed document since: `intact` it is byte for byte what was signed; `added` what was signed is unchanged and
 * something was added behind it; `altered` what was signed was changed, or was signed by another key; `broken` the signature
 * itself is damaged, or does not cover what it must; `unsupported` of a kind nobody here can check.
 */
export const signatureStates = ['intact', 'added', 'altered', 'broken', 'unsupported'] as const
export const SignatureState = z.enum(signatureStates)
export type SignatureState = z.infer<typeof SignatureState>

/** Whose word the certificate is: of an issuer the office trusts; of one it does not know; one was trusted and its time was over. */
export const issuerStates = ['trusted', 'unknown', 'outOfDate'] as const

const Said = z.string().max(500)
export const Certificate = z.object({
  subject: Said,
  issuer: Said,
  from: Instant,
  until: Instant,
  /** SHA-256 of the certificate. */
  fingerprint: Sha256,
})
export type Certificate = z.infer<typeof Certificate>

/** One signature in a file from outside, as it was verified. */
export const Signature = z.object({
  state: SignatureState,
  /** Null where no certificate could be read. */
  signer: Certificate.nullable(),
  issuer: z.enum(issuerStates),
  /** When it was signed, by the signer's own word. */
  saidAt: Instant.nullable(),
})
export type Signature = z.infer<typeof Signature>
