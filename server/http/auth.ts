import type { FastifyRequest } from 'fastify'
import { sha256 } from '../../domain/hash'
import { headers, signedText } from '../../domain/sync/request'
import { verifySignature } from '../../domain/trust/keys'
import type { SignedRequest } from '../db/signatures'
import type { Store } from '../db/connect'
import { deviceById, forgetNonces, noteContact, takeNonce, type DeviceRow } from '../db/devices'
import { Failure } from '../failure'

/**
 * How far a claimed time may stand from ours. A clock is a claim: a desk whose clock is wrong is told our time and signs
 * again by it, so nobody is locked out; the window only bounds how long nonces are remembered.
 */
const WINDOW = 24 * 60 * 60_000
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const NONCE = /^[A-Za-z0-9_-]{16,64}$/

type Claim = { device: string; time: number; nonce: string; signature: string }

/** Who sends, by the device's own Ed25519 key over everything that was sent. @throws unauthorised · clock · revoked */
export async function authenticate(store: Store, request: FastifyRequest, now: number): Promise<DeviceRow> {
  const claim = claimOf(request)
  const device = await deviceById(store.pool, claim.device)
  if (!device || !signatureFits(request, claim, device.publicKey)) throw new Failure('unauthorised')
  await checkFresh(store, claim, now)
  await noteContact(store.pool, device.id, now, claim.time - now)
  if (device.revokedAt !== null) throw new Failure('revoked')
  return device
}

/** What the device signed of this request, to be kept with what it brings. */
export function signedRequest(request: FastifyRequest): SignedRequest {
  const { device, nonce, time, signature } = claimOf(request)
  return { device, nonce, time, signature, path: request.url.slice(0, 200), bodyHash: sha256(bodyOf(request)) }
}

/** The body as it came; null when it was not packed. */
export const packedBody = (request: FastifyRequest): Buffer | null =>
  request.headers['content-encoding'] === 'gzip' ? bodyOf(request) : null

const bodyOf = (request: FastifyRequest): Buffer => (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))

/** For an enrolment: the key comes with the request, and the signature proves that the sender has it. */
export function proveKey(request: FastifyRequest, device: { id: string; publicKey: string }): void {
  const claim = claimOf(request)
  if (claim.device !== device.id || !signatureFits(request, claim, device.publicKey)) throw new Failure('unauthorised')
}

/** An old request sent again by somebody else is refused: its nonce is known, or its time is past. */
async function checkFresh(store: Store, claim: Claim, now: number): Promise<void> {
  if (Math.abs(claim.time - now) > WINDOW) throw new Failure('clock')
  if (!(await takeNonce(store.pool, claim.device, claim.nonce, now))) throw new Failure('unauthorised')
  if (Math.random() < 0.001) await forgetNonces(store.pool, now - 2 * WINDOW)
}

function claimOf(request: FastifyRequest): Claim {
  const value = (name: string): string => {
    const found = request.headers[name]
    return typeof found === 'string' ? found : ''
  }
  const time = Number(value(headers.time))
  const claim = {
    device: value(headers.device),
    time,
    nonce: value(headers.nonce),
    signature: value(headers.signature),
  }
  if (!ID.test(claim.device) || !NONCE.test(claim.nonce) || !Number.isSafeInteger(time))
    throw new Failure('unauthorised')
  return claim
}

const signatureFits = (request: FastifyRequest, claim: Claim, publicKey: string): boolean =>
  verifySignature(
    publicKey,
    signedText(request.method, request.url, claim.time, claim.nonce, bodyOf(request)),
    claim.signature,
  )
