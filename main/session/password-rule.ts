import { AppError } from '../../contract/errors'
import { passwordMin, passwordProblem } from '../../domain/session/password'

/** Everybody's password in the demonstration office: it holds nothing, and says so. */
export const DEMO_PASSWORD = 'diwan-demo'

/** @throws password-too-short { min } · password-common · password-like-login */
export function checkPassword(password: string, login: string): void {
  const problem = passwordProblem(password, login)
  if (problem) throw new AppError(problem, problem === 'password-too-short' ? { min: passwordMin } : undefined)
}

/** For a person of an office that is here. The demonstration holds nothing and gives everybody the same short one. */
export function checkNewPassword(password: string, login: string, office: { demonstration: boolean }): void {
  if (!(office.demonstration && password === DEMO_PASSWORD)) checkPassword(password, login)
}
