import { z } from 'zod'
import { Instant, isStorable } from './values'

/** Ed25519 public key or signature, base64. */
const Base64 = z.string().regex(/^[A-Za-z0-9+/=]{1,200}$/)

/** What somebody may do, as it was said of them, with the proof of that: so that a signature needs nothing else to be judged. */
export type Authority = { login: string; roles: string[]; clearance: string; active: boolean; proof: Proof }

/**
 * Who stands behind fields that give power. Signed: the row's office, entity and id, the fields themselves, and all of this
 * but the signature (domain/trust/proof.ts). `by` is a person, or `office`: the key of the printed secret, which founded it.
 */
export type Proof = {
  by: string
  /** The public key it was signed with; it counts when a `userKey` row of that person is proven itself. */
  key: string
  at: number
  /** What the signer was allowed when they signed; null for the office's own key. */
  as: Authority | null
  /** For the first key of a person on a new PC: the administrator's pass that its enrolment code carried. */
  pass?: Pass | undefined
  signature: string
}

/** An administrator lets a person bring one new key, with a key of one use that travels in the enrolment code. */
export type Pass = { id: string; userId: string; publicKey: string; expiresAt: number; proof: Proof }

/** As it was signed, so never mended; what no database keeps as it came is none. */
const Word = z.string().max(40).refine(isStorable)

const who = z.string().regex(/^(office|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)

export const Proof: z.ZodType<Proof> = z.lazy(() =>
  z.object({
    by: who,
    key: Base64,
    at: Instant,
    as: Authority.nullable(),
    pass: Pass.optional(),
    signature: Base64,
  }),
)
export const Authority: z.ZodType<Authority> = z.lazy(() =>
  z.object({
    login: Word,
    roles: z.array(Word).max(20),
    clearance: Word,
    active: z.boolean(),
    proof: Proof,
  }),
)
export const Pass: z.ZodType<Pass> = z.lazy(() =>
  z.object({ id: who, userId: who, publicKey: Base64, expiresAt: Instant, proof: Proof }),
)
