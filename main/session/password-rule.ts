import { AppError } from '../../contract/errors'
import { passwordMin } from '../../contract/session'

/** @throws password-too-short { min } */
export function checkPassword(password: string): void {
  if ([...password].length < passwordMin) throw new AppError('password-too-short', { min: passwordMin })
}
