import { open, readFile, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { SignedRelease, type PackageFile, type Release, type ReleaseUpload } from '../../contract/updates'
import { CHUNK, MOST_CHUNKS } from '../../domain/sync/request'
import { proveUpload } from '../../domain/updates/order'
import { readRelease } from '../../domain/updates/release'
import { stampOf, type Desk } from '../desk'
import type { Work } from '../jobs/work'
import { backOffMs } from '../sync/machine'
import { Pace } from '../sync/pace'
import { asLineError, Refusal } from '../sync/refusal'
import type { Wire } from '../sync/wire'
import { sha512Of } from './fetching'
import { heardAt, unsignedBy } from './managing'

/** A release as its makers hand it over: the signed file, and its packages beside it under the names it gives them. */
export type Brought = { signed: SignedRelease; release: Release; folder: string }
/** The line as it is now, and who goes before. */
type Server = { wire: () => Wire | null; turn: () => Promise<void> }

const FILE_LIMIT = 1_000_000

/** @throws upload-refused { reason } · package-missing { name } */
export async function readBrought(path: string): Promise<Brought> {
  const size = (await stat(path).catch(() => null))?.size ?? 0
  const text = size > 0 && size <= FILE_LIMIT ? await readFile(path, 'utf8').catch(() => '') : ''
  const signed = SignedRelease.safeParse(parsed(text)).data
  const release = signed && readRelease(signed.release)
  if (!release) throw new AppError('upload-refused', { reason: 'unreadable' })
  const folder = dirname(path)
  for (const { name, size: bytes } of release.files)
    if ((await stat(join(folder, name)).catch(() => null))?.size !== bytes)
      throw new AppError('package-missing', { name })
  return { signed, release, folder }
}

/**
 * Brings it to the server in pieces, signed by whoever does it; what came before is not sent again. Whether it comes in is the
 * server's to say. @throws upload-refused { reason } · package-missing { name } · server-unreachable
 */
export async function uploadRelease(
  desk: Desk,
  actor: Actor,
  server: Server,
  { signed, release, folder }: Brought,
  work: Work,
): Promise<void> {
  const { officeId, at, signer } = stampOf(desk, actor)
  const said = { id: desk.newId(), at: heardAt(desk, at), signed }
  const proof = proveUpload(officeId, said, await unsignedBy(desk, actor), signer.sign)
  const upload: ReleaseUpload = { ...said, proof }
  const ask = patient(server, work.signal)
  const { done } = await ask((wire) => wire.beginUpload(upload))
  const of = release.files.reduce((sum, { size }) => sum + size, 0)
  let before = 0
  for (const [index, file] of release.files.entries()) {
    const path = join(folder, file.name)
    const from = done[index] ?? 0
    if (from < file.size) {
      work.progress('file', 0)
      if ((await sha512Of(path)) !== file.sha512) throw new AppError('package-missing', { name: file.name })
      const progress = (sent: number): void => work.progress('sending', before + sent, of)
      await sendPackage(
        path,
        file,
        from,
        (...piece) => ask((wire) => wire.putPackagePiece(upload.id, ...piece)),
        progress,
      )
    }
    before += file.size
  }
  work.progress('sending', of, of)
  await ask((wire) => wire.endUpload(upload.id))
}

type Put = (file: PackageFile, from: number, bytes: Buffer) => Promise<{ done: readonly number[] }>

async function sendPackage(
  path: string,
  file: PackageFile,
  from: number,
  put: Put,
  progress: (sent: number) => void,
): Promise<void> {
  const pace = new Pace(1, MOST_CHUNKS)
  const handle = await open(path)
  let setbacks = 0
  try {
    for (let at = from; at < file.size;) {
      progress(at)
      const bytes = await pieceOf(handle, at, Math.min(pace.pieces * CHUNK, file.size - at))
      const [here = 0] = (await pace.of(() => put(file, at, bytes))).done
      // It may have lost some; one that never gets on is no server of ours.
      if (here <= at && ++setbacks > 3) throw new AppError('server-unreachable')
      at = here
    }
  } finally {
    await handle.close()
  }
}

async function pieceOf(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, at)
  if (bytesRead === 0) throw new AppError('upload-refused', { reason: 'hash' })
  return bytes.subarray(0, bytesRead)
}

/** How often a line that was cut is tried again before somebody is told: about five minutes. */
const TRIES = 6

/** Asks the server as soon as a round lets it, and again while the line is cut; what the server will not do it says in words. */
function patient({ wire, turn }: Server, signal: AbortSignal) {
  return async <T>(what: (wire: Wire) => Promise<T>): Promise<T> => {
    for (let failures = 1; ; failures++) {
      signal.throwIfAborted()
      await turn()
      try {
        const now = wire()
        if (!now) throw new AppError('server-unreachable')
        return await what(now)
      } catch (error) {
        if (!isPassing(error) || failures >= TRIES) throw inWords(error)
        await pause(backOffMs(failures, Math.random()), undefined, { signal })
      }
    }
  }
}

const isPassing = (error: unknown): boolean =>
  (error instanceof AppError && error.code === 'server-unreachable') ||
  (error instanceof Refusal && error.code === 'busy')

const refusals = ['no-keys', 'signature', 'expired', 'under-way', 'no-room', 'hash-mismatch', 'outdated', 'unproven']

function inWords(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  // An older server knows no uploads; one of ours has forgotten this one, or another took its place.
  const reason = error.code === 'not-found' ? 'no-uploads' : error.code
  return reason === 'no-uploads' || refusals.includes(reason)
    ? new AppError('upload-refused', { reason })
    : asLineError(error)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // no release; the caller says so
  }
}
