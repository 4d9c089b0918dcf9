import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { PackageFile, type PackageKind } from '../../contract/updates'

const KINDS: Record<string, PackageKind> = { '.deb': 'deb', '.AppImage': 'appimage', '.exe': 'nsis', '.zip': 'mac' }

/** What a release says of a package: kind and processor from its name, size and hash from its bytes. */
export async function describePackage(path: string): Promise<PackageFile> {
  const name = basename(path)
  const kind = Object.entries(KINDS).find(([ending]) => name.endsWith(ending))?.[1]
  if (!kind) throw new Error(`${name}: none of ${Object.keys(KINDS).join(', ')}`)
  const arch = /arm64|aarch64/.test(name) ? 'arm64' : 'x64'
  const hash = createHash('sha512')
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer)
  return PackageFile.parse({ kind, arch, name, size: (await stat(path)).size, sha512: hash.digest('hex') })
}
