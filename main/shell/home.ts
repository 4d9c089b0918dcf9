import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'

/** Where the program keeps its data, by system; `appData` is Electron's own folder of a person. */
export type Machine = { platform: NodeJS.Platform; env: NodeJS.ProcessEnv; appData: string }

/**
 * The folder of the office of this PC. On Windows one for everybody when the installer made it, else the person's own that does
 * not travel: what roams would be two registers with one number.
 */
export function homeFolder(
  { platform, env, appData }: Machine,
  exists: (path: string) => boolean = existsSync,
): string {
  if (env['DIWAN_HOME']) return env['DIWAN_HOME']
  if (platform !== 'win32') return appData
  const shared = join(env['ProgramData'] ?? 'C:\\ProgramData', 'Diwan')
  if (exists(shared)) return shared
  return env['LOCALAPPDATA'] ? join(env['LOCALAPPDATA'], 'Diwan') : appData
}

/** File systems that are somewhere else; a register's database is corrupted by their locks, and two PCs would share it. */
const REMOTE =
  /^(nfs4?|cifs|smb2?3?|smbfs|afs|ceph|lustre|9p2000|davfs|glusterfs|fuse\.(sshfs|rclone|davfs2?|glusterfs|gvfsd-fuse|cephfs))$/

/** Why no register may lie there: it is on a network, or it follows a Windows account from PC to PC. */
export function whyNotLocal(
  folder: string,
  { platform, env }: Pick<Machine, 'platform' | 'env'>,
  look: { real: (path: string) => string; mounts: () => string } = { real: realPath, mounts },
): 'network' | 'roaming' | null {
  if (platform === 'win32') {
    const real = look.real(folder)
    if (/^[\\/]{2}(?![?.][\\/])/.test(real) || /^\\\\\?\\UNC\\/i.test(real)) return 'network'
    const roaming = env['APPDATA']
    return roaming && inside(look.real(roaming), real, '\\') ? 'roaming' : null
  }
  if (platform !== 'linux') return null
  return REMOTE.test(fileSystemOf(look.real(folder), look.mounts())) ? 'network' : null
}

/** @param mounts what the system says is mounted where (/proc/self/mounts) */
function fileSystemOf(path: string, mounts: string): string {
  const lines = mounts.split('\n').map((line) => line.split(' '))
  const holding = lines
    .map(([, at = '', type = '']) => ({
      at: at.replace(/\\(\d{3})/g, (_all, octal: string) => String.fromCharCode(parseInt(octal, 8))),
      type,
    }))
    .filter(({ at }) => at !== '' && inside(at, path, sep))
  // What was mounted last lies on top.
  return holding.reduce((best, one) => (one.at.length >= best.at.length ? one : best), { at: '', type: '' }).type
}

const inside = (folder: string, path: string, separator: string): boolean => {
  const [a, b] = [folder, path].map((one) => (one.endsWith(separator) ? one : one + separator))
  return (b ?? '').toLowerCase().startsWith((a ?? '').toLowerCase())
}

/** The nearest folder that exists, by its real name: a drive's letter becomes the share it stands for. */
function realPath(path: string): string {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at)) return realpathSync.native(at)
    if (at === dirname(at)) return at
  }
}
function mounts(): string {
  try {
    return readFileSync('/proc/self/mounts', 'utf8')
  } catch {
    return ''
  }
}
