import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { PackageFile, Release, Rollout, SignedRelease } from '../../contract/updates'
import type { WireErrorCode } from '../../contract/wire'
import { openRelease, readRelease, renews } from '../../domain/updates/release'
import type { Sql, Store } from '../db/connect'
import { allUploads, dropUploadsBefore } from '../db/release-uploads'
import {
  insertRelease,
  lockRelease,
  namedPackages,
  renewRelease,
  setRollout,
  tryLockFolder,
  type ReleaseRow,
} from '../db/releases'
import type { PackageStore } from './package-store'

export type ReleaseParts = {
  store: Store
  packages: PackageStore
  now: () => number
  /** The makers' public keys, read when they are asked for; null: this server was given none. */
  keys: () => readonly string[] | null
}

/** A release that does not come in: in words for who types, by a code for who is elsewhere. */
export class NotTaken extends Error {
  constructor(
    readonly code: WireErrorCode,
    words: string,
  ) {
    super(words)
  }
}

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
  parts: ReleaseParts,
  signed: SignedRelease,
  folder: string,
  addedBy: string,
): Promise<{ version: string; again: boolean }> {
  const { store, packages, keys, now } = parts
  const release = opened(signed, keys(), now())
  try {
    return await store.write(async (sql) => {
      if (!(await tryLockFolder(sql))) throw new Error('Another release is being added here. Try again after it.')
      return enter(sql, { signed, release, addedBy, at: now() }, (file) => packages.take(file, join(folder, file.name)))
    })
  } finally {
    // Whatever came of it; if this fails too, the server's daily tidying does it.
    await dropUnnamed(parts).catch(() => undefined)
  }
}

type Entering = { signed: SignedRelease; release: Release; addedBy: string; at: number }

/** Into the list, when it may be and its packages are brought. The folder is the caller's alone. @throws NotTaken */
export async function enter(
  sql: Sql,
  { signed, release, addedBy, at }: Entering,
  bring: (file: PackageFile) => Promise<void>,
): Promise<{ version: string; again: boolean }> {
  const { version, channel, files } = release
  const known = await lockRelease(sql, version)
  const before = known && readRelease(known.signed.release)
  const same = isNoOther(signed, release, known)
  for (const file of files) await bring(file)
  if (known && !same) await renewRelease(sql, version, signed, channel)
  if (known && before && before.channel !== channel) await setRollout(sql, version, { ...known.rollout, ...NOBODY })
  if (known) return { version, again: true }
  const rollout: Rollout = { ...NOBODY, first: [], last: [], startsAt: at, forced: false }
  await insertRelease(sql, { version, signed, channel, rollout, addedAt: at, addedBy }, files)
  return { version, again: false }
}

/** @returns whether it is the very text that is here @throws NotTaken when it neither is nor renews it */
export function isNoOther(signed: SignedRelease, release: Release, known: ReleaseRow | undefined): boolean {
  if (!known || known.signed.release === signed.release) return known !== undefined
  const before = readRelease(known.signed.release)
  if (before && renews(release, before)) return false
  const words = `Another ${release.version} is here: a release never changes. Give it the next number.`
  throw new NotTaken('outdated', words)
}

/** Until somebody says to whom. */
const NOBODY = { state: 'paused', percent: 0 } as const

const UNREADABLE = 'This is no release, or one of a later form than this server knows.'

/** @throws NotTaken when none of the keys signed it (null: nobody looks), when it cannot be read, or has expired */
export function opened(signed: SignedRelease, keys: readonly string[] | null, now: number): Release {
  const judged = keys && openRelease(signed, keys)
  if (judged && !judged.ok && judged.reason === 'signature')
    throw new NotTaken('signature', 'None of the keys in release-keys.json signed this.')
  const release = readRelease(signed.release)
  if (!release) throw new NotTaken('bad-request', UNREADABLE)
  if (release.expiresAt > now) return release
  throw new NotTaken('expired', `${release.version} has expired: no desk installs it any more.`)
}

/** What nobody went on with for so long is no longer on its way. */
const ABANDONED = 3 * 24 * 60 * 60_000

/** Packages no release names: a command was cut, or killed; an upload was left. While one is being added they are left alone. */
export async function dropUnnamed({ store, packages, now }: Omit<ReleaseParts, 'keys'>): Promise<void> {
  await store.write(async (sql) => {
    if (!(await tryLockFolder(sql))) return
    await dropUploadsBefore(sql, now() - ABANDONED)
    const coming = (await allUploads(sql)).flatMap(({ signed }) => readRelease(signed.release)?.files ?? [])
    const named = await namedPackages(sql)
    for (const { sha512 } of coming) for (const name of packages.namesOf(sha512)) named.add(name)
    await packages.keepOnly(named)
  })
}
