import { AppError, type ErrorCode } from '../../contract/errors'
import { asAppError } from '../../db/core/errors'

/** What one entry stumbled over is said of it; what ends all work (a full disk, a log-out) ends this. */
export function reasonOf(error: unknown): { code: ErrorCode; params?: Record<string, string | number> } {
  const known = asAppError(error)
  if (!(known instanceof AppError) || ENDS.has(known.code)) throw known
  return { code: known.code, ...(known.params && { params: known.params }) }
}
const ENDS = new Set<ErrorCode>(['signed-out', 'disk-full', 'disk-failed', 'database-damaged', 'password-to-change'])
