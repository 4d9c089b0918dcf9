import type { PathStep } from '../letters/visas'

/** Somebody is away, and who stands in (W3); days of the office, both counted. */
export type Away = { userId: string; standInId: string; since: string; until: string; endedAt: number | null }
/** W7: all work of one person became another's at that moment. */
export type HandedOver = { fromId: string; toId: string; at: number }
export type StandingRows = { absences: readonly Away[]; handovers: readonly HandedOver[] }
/** Work of a person that came to them after one moment and until another: `before` is counted. */
export type Source = { userId: string; after: number; before: number; absent: boolean }
/** What a person is in the office, as far as a step asks. */
export type Holder = { id: string; unitId: string | null; roles: readonly string[]; active: boolean }

export const isAway = (a: Away, day: string, at: number): boolean =>
  a.since <= day && day <= a.until && (a.endedAt === null || at < a.endedAt)

const ALWAYS = Number.MAX_SAFE_INTEGER

/**
 * Whose work is this person's: their own since they last handed over, what was handed over to them, and, while somebody is away,
 * that person's. Nothing is moved row by row: a handover is one row, and all of it moved at once.
 */
export function sourcesOf(userId: string, rows: StandingRows, day: string, at: number): Source[] {
  const own = workOf(userId, rows.handovers, ALWAYS, false)
  const away = rows.absences.filter((a) => a.standInId === userId && a.userId !== userId && isAway(a, day, at))
  const ids = [...new Set(away.map((a) => a.userId))]
  return [...own, ...ids.flatMap((id) => workOf(id, rows.handovers, ALWAYS, true))]
}

function workOf(userId: string, handovers: readonly HandedOver[], before: number, absent: boolean): Source[] {
  const out = handovers.filter((h) => h.fromId === userId && h.at < before).map((h) => h.at)
  const after = Math.max(-1, ...out)
  const came = handovers.filter((h) => h.toId === userId && h.fromId !== userId && h.at > after && h.at < before)
  return [{ userId, after, before, absent }, ...came.flatMap((h) => workOf(h.fromId, handovers, h.at, absent))]
}

/** Who, of those whose work this is, is asked by a step that has waited since then; null: none of them. */
export function askedThrough(
  step: PathStep,
  since: number,
  sources: readonly Source[],
  holders: ReadonlyMap<string, Holder>,
  self: string,
): Source | null {
  const asked = sources.filter((source) => {
    if (step.kind === 'person') return source.userId === step.id && since > source.after && since <= source.before
    // A role is on whoever holds it now: one's own, or that of somebody who is away.
    const holder = holders.get(source.userId)
    const holds = holder?.active === true && holder.unitId === step.id && holder.roles.includes(step.role)
    return step.kind === 'unit' && holds && (source.userId === self || (source.absent && source.before === ALWAYS))
  })
  return asked.find(({ userId }) => userId === self) ?? asked[0] ?? null
}

/** Whom a step that names somebody asks now: whoever took their work over since it was written. */
export function successorOf(userId: string, handovers: readonly HandedOver[], since: number): string {
  const next = handovers.filter((h) => h.fromId === userId && h.at > since).sort((a, b) => a.at - b.at)[0]
  return next ? successorOf(next.toId, handovers, next.at) : userId
}

/** W7: a signature is given to a person: it ends when they hand their work over. */
export const endedByHandover = <D extends { toId: string; recordedAt: number; endedAt: number | null }>(
  d: D,
  handovers: readonly HandedOver[],
): D => {
  const left = handovers.filter((h) => h.fromId === d.toId && h.at >= d.recordedAt).map((h) => h.at)
  const ends = [...left, ...(d.endedAt === null ? [] : [d.endedAt])]
  return ends.length === 0 ? d : { ...d, endedAt: Math.min(...ends) }
}
