import { AppError } from '../../contract/errors'

/** The oldest Electron that still gets security fixes; an older one is for development only and is named as such. */
const SUPPORTED_ELECTRON = 43

export type Machine = {
  electron: string
  sandboxed: boolean
  /** A checkout, or a package made for tests (scripts/package.mjs). */
  development: boolean
  env: NodeJS.ProcessEnv
  /** Why the office's folder is none of this PC (home.ts). */
  away: 'network' | 'roaming' | null
}

export const isSupported = (electron: string): boolean => Number(electron.split('.')[0]) >= SUPPORTED_ELECTRON

/**
 * A real office is held only by an engine that gets security fixes, and only behind the window's sandbox. The demonstration
 * runs anywhere. DIWAN_DEVELOPMENT=1, which our scripts set for tests, lifts this from a checkout and never from a
 * program an office was given. Nothing lifts that the register lies on this PC.
 * @throws folder-away { reason } · electron-unsupported { found, needed } · sandbox-missing
 */
export function assertRealOffice({ electron, sandboxed, development, env, away }: Machine): void {
  if (away) throw new AppError('folder-away', { reason: away })
  if (development && env['DIWAN_DEVELOPMENT'] === '1') return
  if (!isSupported(electron))
    throw new AppError('electron-unsupported', { found: electron, needed: SUPPORTED_ELECTRON })
  if (!sandboxed) throw new AppError('sandbox-missing')
}

/** Every way by which Chromium starts without its sandbox. */
const SANDBOX_OFF = ['no-sandbox', 'disable-seccomp-filter-sandbox', 'single-process']
export const isSandboxed = (hasSwitch: (name: string) => boolean, env: NodeJS.ProcessEnv): boolean =>
  !SANDBOX_OFF.some(hasSwitch) && !env['ELECTRON_DISABLE_SANDBOX']
