import { AppError, type ErrorCode } from '../../contract/errors'
import type { WireErrorCode } from '../../contract/wire'

/** The server understood and said no: a code of the wire, one a newer server invented included. */
export class Refusal extends Error {
  constructor(
    readonly code: WireErrorCode | (string & {}),
    /** The operation it expects next. */
    readonly want: number | null,
  ) {
    super(`the server refused: ${code}`)
    this.name = 'Refusal'
  }
}

const told: Record<string, ErrorCode> = {
  'code-invalid': 'enrolment-code-invalid',
  'code-expired': 'enrolment-code-expired',
  revoked: 'device-revoked',
  clone: 'clone-detected',
  succeeded: 'superseded',
}

/** What a person is told of a line that failed; anything that is no failure of the line stays what it was. */
export function asLineError(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  if (error.code === 'desk-code-taken') return new AppError('invalid-input', { field: 'deskCode' })
  const code = told[error.code]
  return code ? new AppError(code) : new AppError('server-refused', { reason: error.code })
}
