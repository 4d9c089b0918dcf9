import {
  Release,
  type Architecture,
  type PackageFile,
  type PackageKind,
  type ReleaseChannel,
  type SignedRelease,
  type UpdateRefusal,
} from '../../contract/updates'
import type { z } from 'zod'
import { canonical } from '../sync/canonical'
import { verifySignature, type Sign } from '../trust/keys'
import { compareVersions, isNewer } from './version'

/** What a PC holds a release against. */
export type Here = {
  /** Its makers' public keys, as they came with the program that runs. */
  keys: readonly string[]
  version: string
  channel: ReleaseChannel
  /** How the program was installed; null: by hand. */
  kind: PackageKind | null
  arch: z.infer<typeof Architecture>
  now: number
  /** The latest release that was found good here, whatever became of it: nothing older is taken again. */
  seen: { version: string; madeAt: number } | null
  /** The version this PC went back from: it is not taken a second time. */
  left?: string | null
}
export type Judged = { ok: true; release: Release; file: PackageFile } | { ok: false; reason: UpdateRefusal }

/** What the key signs names what it is: no other text of the same bytes is a release. */
const statement = (text: string): string => `diwan release\n${text}`

export function signRelease(release: Release, keys: readonly { publicKey: string; sign: Sign }[]): SignedRelease {
  const text = canonical(release)
  return {
    release: text,
    signatures: keys.map(({ publicKey, sign }) => ({ key: publicKey, signature: sign(statement(text)) })),
  }
}

/** The release, when one of these keys signed it and it can be read. */
export function openRelease(
  signed: SignedRelease,
  keys: readonly string[],
): { ok: true; release: Release } | { ok: false; reason: 'signature' | 'unreadable' } {
  const { release: text, signatures } = signed
  const ours = signatures.some((s) => keys.includes(s.key) && verifySignature(s.key, statement(text), s.signature))
  if (!ours) return { ok: false, reason: 'signature' }
  const release = readRelease(text)
  return release ? { ok: true, release } : { ok: false, reason: 'unreadable' }
}

/** What the text says, whoever signed it; null when it is no release this version knows. */
export const readRelease = (text: string): Release | null => Release.safeParse(read(text)).data ?? null

/**
 * Whether a release may take the place of the program that runs, wherever it came from. Whoever holds the server or the line can
 * keep a release back; they can make none, change none and bring no old one back.
 */
export function judgeRelease(signed: SignedRelease, here: Here): Judged {
  const opened = openRelease(signed, here.keys)
  if (!opened.ok) return opened
  const { release } = opened
  const file = packageFor(release, here)
  const reason =
    misfit(release, here) ?? (isBehind(release, here.seen) ? 'older' : isLeft(release, here) ? 'wentBack' : null)
  return file && reason === null ? { ok: true, release, file } : { ok: false, reason: reason ?? 'noPackage' }
}

/** Why a release is not for such a PC, whoever signed it; null when it is. The server asks it of what it offers. */
export function misfit(release: Release, here: Omit<Here, 'keys' | 'seen'>): UpdateRefusal | null {
  if (release.expiresAt <= here.now) return 'expired'
  if (release.channel === 'pilot' && here.channel !== 'pilot') return 'channel'
  if (!isNewer(release.version, here.version)) return 'older'
  if (!packageFor(release, here)) return 'noPackage'
  return compareVersions(here.version, release.from) < 0 ? 'tooOld' : null
}

export const packageFor = (release: Release, { kind, arch }: Pick<Here, 'kind' | 'arch'>): PackageFile | undefined =>
  release.files.find((f) => f.kind === kind && f.arch === arch)

const isBehind = (release: Release, seen: Here['seen']): boolean =>
  seen !== null && (compareVersions(release.version, seen.version) < 0 || release.madeAt < seen.madeAt)

const isLeft = ({ version }: Release, { left }: Here): boolean => version === left

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The same packages, signed again later: until another day, or for all after pilots have tried it. Never back to pilots. */
export const renews = (release: Release, before: Release): boolean =>
  release.version === before.version &&
  release.madeAt > before.madeAt &&
  (release.channel === before.channel || release.channel === 'general') &&
  canonical(release.files) === canonical(before.files)
