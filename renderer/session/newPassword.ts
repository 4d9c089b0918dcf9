import { passwordMin, passwordProblem } from '../../domain/session/password'
import { useFormat } from '../app/format'

/** Why a new password typed twice cannot be taken yet: the key of a sentence for each of the two fields. */
export function passwordProblems(
  password: string,
  again: string,
  login: string,
): { password: string | null; again: string | null } {
  const problem = passwordProblem(password, login)
  return { password: problem && `errors.${problem}`, again: password === again ? null : 'session.password.differ' }
}

/** Such a sentence, with the number of characters where it has one. */
export function usePasswordSentence(): (key: string) => string {
  const format = useFormat()
  return (key) => format.count(key, passwordMin, { min: format.number(passwordMin) })
}
