import { AppError } from '../../contract/errors'

/** N4: the day to be confirmed, when that is what a step was refused for. */
export function dayInDoubt(error: unknown): string | null {
  const date = error instanceof AppError && error.code === 'clock-jumped' ? error.params?.['date'] : undefined
  return typeof date === 'string' ? date : null
}
