import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Release, Rollout, SignedRelease } from '../../contract/updates'
import { openRelease, readRelease, renews } from '../../domain/updates/release'
import type { Store } from '../db/connect'
import { insertRelease, renewRelease, setRollout, lockRelease, namedPackages, tryLockFolder } from '../db/releases'
import type { PackageStore } from './package-store'

export type ReleaseParts = { store: Store; packages: PackageStore; now: () => number }
/** What is done at the server itself: the makers' keys, if it was given any, go with it. */
export type ReleaseDesk = ReleaseParts & { keys: readonly string[] | null }

/** The makers' public keys as this server was given them; null: it has none, and leaves signatures to the desks. */
export function releaseKeys(dataDir: string): string[] | null {
  const file = join(dataDir, 'release-keys.json')
  if (!existsSync(file)) return null
  try {
    return z
      .array(z.string().min(1))
      .min(1)
      .parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new Error('release-keys.json is not a list of public keys.')
  }
}

/**
 * A release comes in whole, with every package it names, or not at all; it goes to nobody before somebody says so. Said again it puts
 * its packages back; the same version with another text is refused.
 * @param folder where the packages lie under the names the release gives them
 * @throws Error in words for who added it
 */
export async function addRelease(
  parts: ReleaseDesk,
  signed: SignedRelease,
  folder: string,
  addedBy: string,
): Promise<{ version: string; again: boolean }> {
  const { store, packages, now } = parts
  const release = opened(signed, parts.keys)
  const { version, channel, files } = release
  if (release.expiresAt <= now()) throw new Error(`${version} has expired: no desk installs it any more.`)
  try {
    return await store.write(async (sql) => {
      if (!(await tryLockFolder(sql))) throw new Error('Another release is being added here. Try again after it.')
      const known = await lockRelease(sql, version)
      const same = known?.signed.release === signed.release
      const before = known && readRelease(known.signed.release)
      if (known && !same && !(before && renews(release, before)))
        throw new Error(`Another ${version} is here: a release never changes. Give it the next number.`)
      for (const file of files) await packages.take(file, join(folder, file.name))
      if (known && !same) await renewRelease(sql, version, signed, channel)
      if (known && before && before.channel !== channel) await setRollout(sql, version, { ...known.rollout, ...NOBODY })
      if (known) return { version, again: true }
      const rollout: Rollout = { ...NOBODY, first: [], last: [], startsAt: now(), forced: false }
      await insertRelease(sql, { version, signed, channel, rollout, addedAt: now(), addedBy }, files)
      return { version, again: false }
    })
  } finally {
    // Whatever came of it; if this fails too, the server's daily tidying does it.
    await dropUnnamed(parts).catch(() => undefined)
  }
}

/** Until somebody says to whom. */
const NOBODY = { state: 'paused', percent: 0 } as const

const UNREADABLE = 'This is no release, or one of a later form than this server knows.'

function opened(signed: SignedRelease, keys: readonly string[] | null): Release {
  if (keys === null) {
    const release = readRelease(signed.release)
    if (!release) throw new Error(UNREADABLE)
    return release
  }
  const judged = openRelease(signed, keys)
  if (judged.ok) return judged.release
  throw new Error(judged.reason === 'signature' ? 'None of the keys in release-keys.json signed this.' : UNREADABLE)
}

/** Packages no release names: a command was cut, or killed. While one is being added they are left alone. */
export async function dropUnnamed({ store, packages }: Pick<ReleaseParts, 'store' | 'packages'>): Promise<void> {
  await store.write(async (sql) => {
    if (await tryLockFolder(sql)) await packages.keepOnly(await namedPackages(sql))
  })
}
