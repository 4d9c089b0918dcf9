import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { Architecture, Version, type PackageKind } from '../../contract/updates'
import { InFolder } from './folder-work'
import type { Program, UpdateOptions } from './parts'
import { NotInstalled } from './refusal'

const FAILS = ['start', 'opening', 'page'] as const
/** What the packaging wrote into the program's own package.json (scripts/package.mjs), sealed in its archive. */
const Own = z.object({
  version: Version,
  diwan: z
    .object({
      /** Public keys of its makers: whose releases it takes. */
      releaseKeys: z.array(z.string().max(100)).default([]),
      /** Made on an unsupported Electron, for tests: treated as a checkout is. */
      development: z.boolean().default(false),
      /** Heeded in a development build only: a version that crashes at start, opens no office, or shows no page, for the test of the way back. */
      fails: z.enum(FAILS).nullable().default(null),
    })
    .prefault({}),
})

/** @param where the folder of package.json, and what the system says of the process */
export function programIn(where: {
  folder: string
  packaged: boolean
  resources: string
  platform: NodeJS.Platform
  arch: string
  env: NodeJS.ProcessEnv
}): Program & { development: boolean; fails: (typeof FAILS)[number] | null } {
  const { version: own, diwan } = Own.parse(JSON.parse(readFileSync(join(where.folder, 'package.json'), 'utf8')))
  const arch = Architecture.catch('x64').parse(where.arch)
  const kind = where.packaged ? kindOf(where) : null
  const development = !where.packaged || diwan.development
  const told = (name: string): string | undefined => (development ? where.env[name] : undefined)
  const version = Version.catch(own).parse(told('DIWAN_VERSION'))
  const fails = development ? (FAILS.find((way) => way === told('DIWAN_FAILS')) ?? diwan.fails) : null
  return { version, keys: diwan.releaseKeys, arch, kind, development, fails }
}

/** How it was installed; null = unpacked by hand, which nothing but hands replaces. */
function kindOf({ platform, resources, env }: Parameters<typeof programIn>[0]): PackageKind | null {
  if (platform === 'win32') return existsSync(join(dirname(resources), 'Uninstall Diwan.exe')) ? 'nsis' : null
  if (platform === 'darwin') return 'mac'
  if (env['APPIMAGE']) return 'appimage'
  const type = join(resources, 'package-type')
  return existsSync(type) && readFileSync(type, 'utf8').trim() === 'deb' ? 'deb' : null
}

/** Debian's packages are the system's: a clerk's update asks for an administrator's password. */
export const asksAdministrator = ({ kind }: Pick<Program, 'kind'>): boolean =>
  kind === 'deb' && process.getuid?.() !== 0

/** A checkout, the command line, a test: replaced by hand. */
export const byHand = (folder: string): UpdateOptions => ({
  folder: join(folder, 'updates'),
  program: { version: '0.0.0', keys: [], kind: null, arch: 'x64' },
  installer: { asksAdministrator: false, take: () => Promise.reject(new NotInstalled('noPackage')) },
  inFolder: () => Promise.reject(new InFolder('other')),
  leave: () => Promise.resolve(),
  chooseFile: () => Promise.resolve(null),
})
