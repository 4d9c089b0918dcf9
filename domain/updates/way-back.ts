import type { Architecture, PackageKind } from '../../contract/updates'
import type { z } from 'zod'

/** Which program a database was last opened by, the schema it left, and when (epoch ms): what a copy is a copy of. */
export type Opened = { version: string | null; schema: number; at: number }
/** `before`: what that program found when it came, and how many operations of this PC it counted. */
export type LastOpened = Opened & { before: (Opened & { operations: number }) | null }

/**
 * How the way back from a version leads. `to` null: a version from before this was remembered. data: `stays`, the older program reads
 * what is here · `copy`, the copy comes back and nothing is lost by it · `loses`, what was written since the copy stays aside.
 */
export type WayBack = { to: string | null; data: 'stays' | 'copy' | 'loses'; copy: Opened | null }

/**
 * The way back from `version`; null: there is none. A version that never opened the office wrote nothing for anybody: where it began,
 * there is a copy, because it is made before the database is opened.
 * @param copies what was copied here and is whole
 */
export function wayBack(version: string, opened: LastOpened | null, copies: readonly Opened[]): WayBack | null {
  const copyOf = (of: Opened): Opened | null => copies.find((copy) => isOf(copy, of)) ?? null
  if (opened === null) return { to: null, data: 'stays', copy: null }
  if (opened.version !== version) {
    const copy = copyOf(opened)
    return { to: opened.version, data: copy ? 'copy' : 'stays', copy }
  }
  const { before } = opened
  if (!before) return null
  // Nothing of the database changed its form: the older program goes on with all of it.
  if (before.schema === opened.schema) return { to: before.version, data: 'stays', copy: null }
  const copy = copyOf(before)
  return copy && { to: before.version, data: 'loses', copy }
}

export const isOf = (copy: Opened, of: Opened): boolean => copy.version === of.version && copy.at === of.at

/**
 * How far a start of the program came. begun: no window could be used yet · window: somebody could log in · opening: the office is being
 * opened · open: somebody was at work.
 */
export const startPhases = ['begun', 'window', 'opening', 'open'] as const
export type StartPhase = (typeof startPhases)[number]
/** `failed`: starts in a row that ended where a crash ends them. `back`: the data went back, and this program still runs. */
export type Starts = {
  version: string
  failed: number
  phase: StartPhase
  back: { to: string | null; aside: string | null } | null
}

/** A power cut once, and a person who ends a start that takes long, are no broken version; twice in a row is worth a question. */
export const CRASHES = 2

/**
 * A start begins: the one before it crashed when it ended before its window or while it opened the office. Whoever ends the program at
 * the log-in, or the power that fails there, counts for nothing; what was open once begins to count anew.
 */
export function begun(before: Starts | null, version: string): Starts {
  if (before?.version !== version) return { version, failed: 0, phase: 'begun', back: null }
  const crashed = before.phase === 'begun' || before.phase === 'opening'
  return { ...before, failed: before.failed + (crashed ? 1 : 0), phase: 'begun' }
}

/** Whether this start asks before it does anything else. */
export const asksFirst = ({ failed, back }: Starts): boolean => failed >= CRASHES || back !== null

/** As the packaging calls it (scripts/package/config.mjs): for whoever must look for it by hand. Null: no package is its way. */
export function packageName(
  version: string,
  kind: PackageKind | null,
  arch: z.infer<typeof Architecture>,
): string | null {
  if (kind === 'deb') return `diwan_${version}_${arch === 'x64' ? 'amd64' : arch}.deb`
  if (kind === 'appimage') return `diwan-${version}-${arch === 'x64' ? 'x86_64' : arch}.AppImage`
  if (kind === 'nsis') return `Diwan Setup ${version}.exe`
  return kind === 'mac' ? `Diwan-${version}${arch === 'x64' ? '' : `-${arch}`}.dmg` : null
}
