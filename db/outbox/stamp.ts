import type { Sign } from '../../domain/trust/keys'

/** Whose key signs a change: a person's, by its `userKey` row; without one the PC's own, for work in the background. */
export type Signer = { keyId: string | null; publicKey: string; sign: Sign }

/** Who changes something, on which PC, when, and with which key they sign it. */
export type Stamp = { officeId: string; userId: string | null; deviceId: string; at: number; signer: Signer }
