import { AppError } from '../../../contract/errors'
import type { Actor } from '../../../contract/permissions'
import { deleteStaged, type FileRow } from '../../../db/documents/files'
import { FILE_LIMIT, FILE_LIMIT_MB, isKind } from '../../../domain/documents/kinds'
import type { Desk } from '../../desk'
import type { Work } from '../../jobs/work'
import { visibleFile } from '../documents'
import { readPdf } from '../kinds/pdf'
import { saysSigned } from '../signatures/byte-ranges'
import { stageBytes } from '../staging'
import { PagesRefused, type Placed, type Refusal, type Source } from './messages'
import type { ErrorCode } from '../../../contract/errors'

type Read = Source & { file: FileRow }

/**
 * The scans pages are taken from, read one after the other; together they may be as large as one scan.
 * @throws not-found · file-missing · file-too-large
 */
export async function readSources(desk: Desk, actor: Actor, ids: readonly string[], work: Work): Promise<Read[]> {
  const read: Read[] = []
  let size = 0
  for (const [i, id] of ids.entries()) {
    work.progress('reading', i, ids.length)
    const file = await visibleFile(desk, actor, id)
    size += file.size
    if (size > FILE_LIMIT) throw tooLarge(file.name, size)
    const mediaType = isKind(file.mediaType) ? file.mediaType : unreadable(file.name)
    read.push({ file, mediaType, bytes: await desk.files.bytes(file.sha256, file.fileKey, file.size) })
  }
  return read
}

/** A file that says it is signed stays byte for byte what came: whatever is made of it has no signature. */
export const isSigned = ({ bytes, mediaType }: Source): boolean =>
  mediaType === 'application/pdf' && saysSigned(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))

/** @throws file-protected · file-unreadable · picture-too-large · file-too-large · file-webp · stale */
export async function makePapers(desk: Desk, sources: Read[], papers: Placed[][], work: Work): Promise<Buffer[]> {
  work.progress('drawing', 0, null)
  const plain = sources.map(({ bytes, mediaType }) => ({ bytes, mediaType }))
  const made = await desk.pages.arrange(plain, papers, work.signal).catch((error: unknown) => {
    throw error instanceof PagesRefused ? saidOf(error, sources) : error
  })
  return made.map((bytes) => {
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    const [first] = sources
    if (whole.length > FILE_LIMIT) throw tooLarge(first?.file.name ?? '', whole.length)
    // Judged like everything that comes in: a version nobody can open must not take the place of one that can be.
    if (readPdf(whole) !== 'whole') unreadable(first?.file.name ?? '')
    return whole
  })
}

const CODES: Record<Exclude<Refusal, 'no-such-page' | 'too-large'>, ErrorCode> = {
  protected: 'file-protected',
  unreadable: 'file-unreadable',
  webp: 'file-webp',
}

function saidOf({ refusal, source }: PagesRefused, sources: readonly Read[]): AppError {
  const name = sources[source]?.file.name ?? ''
  if (refusal === 'no-such-page') return new AppError('stale')
  if (refusal === 'too-large') return new AppError('file-too-many-points', { name })
  return new AppError(CODES[refusal], { name })
}

/** Keeps what was made as a scan put in by this person, until an entry claims it; a kill before that leaves nothing. */
export const keepPaper = async (desk: Desk, actor: Actor, bytes: Buffer, name: string): Promise<string> =>
  (await stageBytes(desk, actor, bytes, name)).id

/** What was made and no entry took. */
export const dropPapers = (desk: Desk, actor: Actor, ids: readonly string[]): Promise<void> =>
  desk.db.write(async (tx) => {
    for (const id of ids) await deleteStaged(tx, id, actor.userId)
  })

const tooLarge = (name: string, size: number): AppError =>
  new AppError('file-too-large', { name, sizeMb: Math.ceil(size / 1_000_000), limitMb: FILE_LIMIT_MB })

function unreadable(name: string): never {
  throw new AppError('file-unreadable', { name })
}
