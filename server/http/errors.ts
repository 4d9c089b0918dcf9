import { randomUUID } from 'node:crypto'
import type { FastifyError } from 'fastify'
import type { WireErrorCode } from '../../contract/wire'
import { Failure } from '../failure'

const STATUS: Record<WireErrorCode, number> = {
  'bad-request': 400,
  unauthorised: 401,
  clock: 401,
  revoked: 403,
  unproven: 403,
  'code-invalid': 403,
  'code-expired': 403,
  'not-found': 404,
  'want-d': 409,
  clone: 409,
  succeeded: 409,
  outdated: 409,
  'desk-code-taken': 409,
  'hash-mismatch': 409,
  'no-keys': 409,
  signature: 403,
  expired: 409,
  'under-way': 409,
  'no-room': 507,
  'too-large': 413,
  busy: 503,
}

/** The one place where an error becomes an answer: a code of the contract. Messages, stacks and statements stay here. */
export function answerFor(
  error: unknown,
  report: (id: string, error: unknown) => void,
): { status: number; body: { error: WireErrorCode; want?: number } } {
  if (error instanceof Failure) {
    return {
      status: STATUS[error.code],
      body: { error: error.code, ...(error.want !== undefined && { want: error.want }) },
    }
  }
  const status = (error as Partial<FastifyError>).statusCode
  if (status === 413) return { status, body: { error: 'too-large' } }
  if (status === 429) return { status, body: { error: 'busy' } }
  if (status !== undefined && status < 500) return { status, body: { error: 'bad-request' } }
  report(randomUUID().slice(0, 8), error)
  return { status: 503, body: { error: 'busy' } }
}
