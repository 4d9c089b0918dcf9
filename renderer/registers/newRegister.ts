import type { Register, RegisterKind } from '../../contract/books'
import type { Names } from '../../contract/values'
import { RegisterCode } from '../../contract/registers'
import { sameCode } from '../../domain/register/code'
import { isPattern, printNumber } from '../../domain/register/numbering'
import { openingNumber } from '../session/newOffice'

/** A register as somebody fills it in. */
export type RegisterDraft = { kind: RegisterKind; code: string; names: Names; pattern: string; opening: string }
type Field = keyof RegisterDraft

/** What it still needs: field → key of the sentence. */
export function problemsOf(draft: RegisterDraft, others: readonly Register[]): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {}
  if (!draft.names.ar.trim()) found.names = 'shell.required'
  const code = codeProblem(draft.code, others)
  if (code) found.code = code
  if (!isPattern(draft.pattern)) found.pattern = 'settings.registers.patternBad'
  if (openingNumber(draft.opening) === null) found.opening = 'session.create.openingBad'
  return found
}

export function codeProblem(code: string, others: readonly Register[]): string | null {
  if (!RegisterCode.safeParse(code).success) return 'settings.registers.codeBad'
  return others.some((other) => sameCode(other.code, code)) ? 'errors.code-taken' : null
}

/** What its first entry would be called; null while that cannot be said. */
export function firstNumber(draft: RegisterDraft, year: number, desk: string | null): string | null {
  const [seq, code] = [openingNumber(draft.opening), RegisterCode.safeParse(draft.code)]
  if (seq === null || !code.success || !isPattern(draft.pattern)) return null
  return printNumber(draft.pattern, { register: code.data, year, desk, seq })
}

/** The sign of this PC's books; the office's own have none. */
export const deskOf = (all: readonly Register[]): string | null =>
  all.flatMap(({ books }) => books).find(({ heldHere }) => heldHere)?.desk ?? null
