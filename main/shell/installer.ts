import { copyFile } from 'node:fs/promises'
import { autoUpdater, Provider, type ResolvedUpdateFileInfo, type UpdateInfo } from 'electron-updater'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider'
import type { PackageFile, Release } from '../../contract/updates'
import { sha512Of } from '../updates/fetching'
import { NotInstalled } from '../updates/refusal'
import type { KeptPackage } from '../way-back/packages'
import type { Installer } from '../updates/parts'

type Bring = (destination: string) => Promise<void>

export type ElectronInstaller = Pick<Installer, 'take'> & {
  /** Starts the installer and ends the program. @returns false when it could not be started, or failed: the program goes on */
  install: (restart: boolean) => boolean
  /** The package of an older version, for `install`: the way back alone asks for it, by a person (ADR 026). */
  takeBack: (kept: KeptPackage) => Promise<void>
}

/**
 * electron-updater keeps, checks and installs packages; whose they are was judged before it hears of one (main/updates), and the
 * bytes come over our own line, because they travel in pieces, through proxies and over one pinned certificate.
 */
export function electronInstaller(report: (id: string, error: unknown) => void): ElectronInstaller {
  autoUpdater.autoDownload = false
  autoUpdater.autoInstallOnAppQuit = false
  autoUpdater.allowDowngrade = false
  autoUpdater.disableDifferentialDownload = true
  autoUpdater.logger = null
  let failed = false
  autoUpdater.on('error', (error) => {
    failed = true
    // What was refused was refused by us, and is said where updates are shown.
    if (!(error instanceof NotInstalled)) report('installer', error)
  })
  let bring: Bring = () => Promise.reject(new Error('nothing to bring'))
  // It knows no other way to be given bytes than this, and calls it with the file it wants to have.
  Object.assign(autoUpdater, {
    httpExecutor: { download: async (_url: URL, destination: string) => bring(destination) },
  })
  const take: Installer['take'] = async (release, file, bringIt) => {
    bring = bringIt
    autoUpdater.setFeedURL({ provider: 'custom', updateProvider: providerOf(release, file) })
    await autoUpdater.checkForUpdates()
    const [path] = await autoUpdater.downloadUpdate()
    return path ?? null
  }
  return {
    take,
    takeBack: async ({ release, file, path }) => {
      autoUpdater.allowDowngrade = true
      try {
        await take(release, file, async (destination) => {
          await copyFile(path, destination)
          if ((await sha512Of(destination)) !== file.sha512) throw new NotInstalled('hash')
        })
      } finally {
        autoUpdater.allowDowngrade = false
      }
    },
    install: (restart) => {
      failed = false
      autoUpdater.quitAndInstall(true, restart)
      return !failed
    },
  }
}

/** The one release that was found good, in electron-updater's words. */
function providerOf(release: Release, file: PackageFile) {
  const sha512 = Buffer.from(file.sha512, 'hex').toString('base64')
  const info: UpdateInfo = {
    version: release.version,
    files: [{ url: file.name, sha512, size: file.size }],
    path: file.name,
    sha512,
    releaseDate: new Date(release.madeAt).toISOString(),
  }
  return class extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime)
    }
    override getLatestVersion(): Promise<UpdateInfo> {
      return Promise.resolve(info)
    }
    override resolveFiles(): ResolvedUpdateFileInfo[] {
      return info.files.map((one) => ({ url: new URL(one.url, 'https://server.invalid/'), info: one }))
    }
  }
}
