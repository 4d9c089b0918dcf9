import { copyFile, link, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SignedRelease, type PackageFile, type Release } from '../../contract/updates'
import { renameWithRetries, syncFile, writeDurably } from '../../db/core/durable'
import { openRelease, packageFor } from '../../domain/updates/release'
import { sha512Of } from '../updates/fetching'
import type { Program, UpdateParts } from '../updates/parts'

/** Beside what is being fetched: the packages of the version that runs and of the one before it, each with what its makers signed. */
const folderOf = (updates: string): string => join(updates, 'packages')
const releaseOf = (updates: string, version: string): string => join(folderOf(updates), `${version}.json`)
const bytesOf = (updates: string, version: string): string => join(folderOf(updates), `${version}.package`)

export type KeptPackage = { release: Release; file: PackageFile; path: string }

/** Keeps a package that is about to be installed. That it could not be (a full disk) is no reason against the update. */
export async function keepAsWayBack(
  { folder, program, report }: Pick<UpdateParts, 'folder' | 'program' | 'report'>,
  signed: SignedRelease | undefined,
  version: string,
  path: string | null,
): Promise<void> {
  if (!signed || path === null) return
  const kept = keepPackage(folder, program.version, { version, signed }, path)
  await kept.catch((error: unknown) => report('kept', error))
}

/** @param running the version that runs: its package, where it came by one, and the new one’s are kept; others go */
export async function keepPackage(
  updates: string,
  running: string,
  release: { version: string; signed: SignedRelease },
  path: string,
): Promise<void> {
  const { version, signed } = release
  const target = bytesOf(updates, version)
  const part = `${target}.part`
  await mkdir(folderOf(updates), { recursive: true, mode: 0o700 })
  await rm(part, { force: true })
  // The same bytes under a second name, where the file system has that.
  await link(path, part).catch(() => copyFile(path, part))
  await syncFile(part)
  await renameWithRetries(part, target)
  await writeDurably(releaseOf(updates, version), JSON.stringify(signed))
  for (const name of await readdir(folderOf(updates)))
    if (![version, running].some((kept) => [`${kept}.json`, `${kept}.package`].includes(name)))
      await rm(join(folderOf(updates), name), { force: true })
}

/** Where packages lie here, whatever is in them. */
export async function packagesHere(updates: string): Promise<string[]> {
  const names = await readdir(folderOf(updates)).catch(() => [])
  return names.filter((name) => name.endsWith('.package')).map((name) => join(folderOf(updates), name))
}

/**
 * The package of a version that ran here. Nothing on this disk is trusted for it: its makers' signature by a key this program knows, the
 * version, this PC's kind of package and the hash are asked again. Expired and older it may be: that is what it is for.
 */
export async function keptPackage(updates: string, program: Program, version: string): Promise<KeptPackage | null> {
  // Its system takes packages from a server only.
  if (program.kind === 'mac') return null
  try {
    const signed = SignedRelease.parse(JSON.parse(await readFile(releaseOf(updates, version), 'utf8')))
    const opened = openRelease(signed, program.keys)
    if (!opened.ok || opened.release.version !== version) return null
    const file = packageFor(opened.release, program)
    const path = bytesOf(updates, version)
    return file && (await sha512Of(path)) === file.sha512 ? { release: opened.release, file, path } : null
  } catch {
    return null // not kept, or not whole
  }
}
