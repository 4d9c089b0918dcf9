import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, unlink } from 'node:fs/promises'
import { AppError } from '../../contract/errors'
import type { FiledPart, PartOutcome } from '../../contract/intake'
import type { Actor } from '../../contract/permissions'
import { filesOfEntry, type FileRow } from '../../db/documents/files'
import { discardStaged, stageBytes } from '../documents/staging'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'
import { reasonOf } from '../lists/reason'
import { rescanEntry } from '../register/changing'
import { readable } from '../register/reading'

/**
 * Each part becomes a scan of its entry in a transaction of its own: a kill leaves those that were reached filed and the batch where it lay;
 * ordering it again adds nothing twice, because the same pages are the same bytes.
 */
export async function fileParts(
  desk: Desk,
  actor: Actor,
  file: FileRow & { fileKey: string },
  parts: readonly FiledPart[],
  work: Work,
): Promise<PartOutcome[]> {
  const outcomes: PartOutcome[] = []
  let bytes: Buffer | null = null
  for (const [done, part] of parts.entries()) {
    work.progress('scans', done, parts.length)
    const outcome: PartOutcome = { entryId: part.entryId, numberText: '', same: false, failed: null }
    outcomes.push(outcome)
    let untaken: string | null = null
    try {
      const entry = await readable(desk, actor, part.entryId)
      outcome.numberText = entry.numberText
      // I1: what was cancelled is not added to.
      if (entry.cancelledAt !== null) throw new AppError('already-cancelled', { number: entry.numberText })
      const staged =
        part.pages === null
          ? { id: file.id, sha256: file.sha256 }
          : await cutOut(
              desk,
              actor,
              file,
              (bytes ??= await desk.files.bytes(file.sha256, file.fileKey, file.size)),
              part.pages,
              entry.numberText,
              work,
            )
      if (part.pages !== null) untaken = staged.id
      outcome.same = (await filesOfEntry(desk.db.read, entry.id)).some(({ sha256 }) => sha256 === staged.sha256)
      if (!outcome.same) {
        await rescanEntry(desk, actor, { id: entry.id, replacesFileId: null, fileId: staged.id })
        untaken = null
      }
    } catch (error) {
      work.signal.throwIfAborted()
      outcome.failed = reasonOf(error)
    }
    if (untaken !== null) await discardStaged(desk, actor, untaken)
  }
  return outcomes
}

/** Pages of the batch as a file of their own, staged by this person. */
async function cutOut(
  desk: Desk,
  actor: Actor,
  file: FileRow,
  bytes: Buffer,
  pages: readonly number[],
  numberText: string,
  work: Work,
): Promise<{ id: string; sha256: string }> {
  const made = await desk.pdf
    .extract({ bytes, mediaType: file.mediaType, pages: [...pages] }, work.signal)
    .catch(() => {
      work.signal.throwIfAborted()
      throw new AppError('file-unreadable', { name: file.name })
    })
  return stageBytes(desk, actor, made.bytes, `${numberText.replaceAll('/', '-')}.pdf`)
}

/**
 * Takes a file out of the scanner's folder, when these very bytes are what an entry of this office has: what was changed meanwhile, or
 * replaced by the next scan under the same name, stays.
 */
export async function removeKept(path: string, sha256: string): Promise<boolean> {
  const facts = await lstat(path).catch(() => null)
  if (!facts?.isFile() || (await hashOfFile(path).catch(() => null)) !== sha256) return false
  const again = await lstat(path).catch(() => null)
  if (again?.mtimeMs !== facts.mtimeMs || again.size !== facts.size) return false
  return unlink(path).then(
    () => true,
    () => false,
  )
}

export function hashOfFile(path: string): Promise<string> {
  return new Promise((done, failed) => {
    const hash = createHash('sha256')
    createReadStream(path)
      .on('data', (part) => hash.update(part))
      .on('error', failed)
      .on('end', () => done(hash.digest('hex')))
  })
}
