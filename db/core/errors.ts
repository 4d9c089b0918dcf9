import { AppError } from '../../contract/errors'

/** Says in the closed list what SQLite and the file system said; anything else stays what it was. */
export function asAppError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const text = `${'code' in error ? String(error.code) : ''} ${error.message}`
  if (/SQLITE_FULL|ENOSPC|EDQUOT/.test(text)) return new AppError('disk-full')
  if (/SQLITE_IOERR|SQLITE_CANTOPEN|EIO\b|EROFS/.test(text)) return new AppError('disk-failed')
  if (/SQLITE_CORRUPT|SQLITE_NOTADB/.test(text)) return new AppError('database-damaged')
  return error
}
