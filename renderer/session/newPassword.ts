import { passwordMin } from '../../contract/session'

/** Why a new password typed twice cannot be taken yet: the key of a sentence for each of the two fields. */
export function passwordProblems(password: string, again: string): { password: string | null; again: string | null } {
  return {
    password: password.length < passwordMin ? 'errors.password-too-short' : null,
    again: password === again ? null : 'session.password.differ',
  }
}
