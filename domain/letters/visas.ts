import type { Plain } from '../../contract/wire'
import { idFrom, sha256 } from '../hash'
import { canonical } from '../sync/canonical'

/** Whom a visa is asked of; `role` is empty where a person is named. */
export type PathStep = { kind: string; id: string; role: string }
/** What somebody said of a text, as a row says it. */
export type VisaSaid = {
  toKind: string
  toId: string
  toRole: string
  textHash: string
  textAt: number
  verdict: string
  at: number
  byId: string
}
/** A text that is asked about: the letter's path and what it says. */
export type Asked = { id: string; content: unknown; updatedAt: number; visaPath: readonly PathStep[] | null }

/** As many as one path has. */
export const LONGEST_PATH = 12

/** What a visa is bound to: these words of this letter, and nothing of the day, the number or the signature. */
export const textHash = (id: string, content: unknown): string => sha256(canonical({ id, content: content as Plain }))

export const stepKey = ({ kind, id, role }: PathStep): string => `${kind}/${id}/${role}`

/** Nobody is asked twice, and no more than a path holds. */
export const isPath = (steps: readonly PathStep[]): boolean =>
  steps.length <= LONGEST_PATH && new Set(steps.map(stepKey)).size === steps.length

/** The path with what was said of the text as it stands: a visa of another text counts no more (W2). */
export function pathOf<V extends VisaSaid>(
  letter: Asked,
  visas: readonly V[],
): { step: PathStep; visa: V | null; state: 'given' | 'waiting' | 'ahead' }[] {
  const hash = textHash(letter.id, letter.content)
  let waits = false
  return (letter.visaPath ?? []).map((step) => {
    const visa =
      visas.find(
        (one) =>
          one.verdict === 'given' &&
          stepKey({ kind: one.toKind, id: one.toId, role: one.toRole }) === stepKey(step) &&
          one.textHash === hash &&
          one.textAt === letter.updatedAt,
      ) ?? null
    const state = visa ? 'given' : waits ? 'ahead' : 'waiting'
    waits ||= visa === null
    return { step, visa, state } as const
  })
}

/** Whose turn it is; null: every visa was given, it may be signed. */
export const waitingStep = (letter: Asked, visas: readonly VisaSaid[]): PathStep | null =>
  pathOf(letter, visas).find(({ state }) => state === 'waiting')?.step ?? null

/** How many visas of the text as it stands are missing. */
export const visasMissing = (letter: Asked, visas: readonly VisaSaid[]): number =>
  pathOf(letter, visas).filter(({ visa }) => visa === null).length

/** Somebody says one thing of a text once in a round: pressing twice is one row, on one desk or on two. */
export const visaIdOf = (
  letterId: string,
  step: PathStep,
  said: { textHash: string; round: number; verdict: string; byId: string },
): string =>
  idFrom(`diwan visa\n${letterId}\n${stepKey(step)}\n${said.textHash}\n${said.round}\n${said.verdict}\n${said.byId}`)

/** Of the paths an office keeps, the one nearest to a letter: of its kind and unit, then of its unit, then of its kind, then of all. */
export function usualPathOf<P extends { kind: string | null; unitId: string | null; steps: readonly PathStep[] }>(
  paths: readonly P[],
  letter: { kind: string; unitId: string | null },
): P | undefined {
  const fits = paths.filter(
    ({ kind, unitId, steps }) =>
      steps.length > 0 && (kind === null || kind === letter.kind) && (unitId === null || unitId === letter.unitId),
  )
  const rank = ({ kind, unitId }: P): number => (unitId === null ? 0 : 2) + (kind === null ? 0 : 1)
  return fits.sort((a, b) => rank(b) - rank(a))[0]
}
