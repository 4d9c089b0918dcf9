import { basename } from 'node:path'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { MOST_IN_RUN, PRINTED_AT_ONCE, type PostMade } from '../../contract/runs'
import { fileById, type FileRow } from '../../db/documents/files'
import { lettersOfRun, type RunLetterRecord } from '../../db/runs/runs'
import type { Desk } from '../desk'
import { writeZip, type Content } from '../exchange/zip'
import type { Work } from '../jobs/work'
import type { ChooseSave } from '../lists/export'
import { writeWhole } from '../lists/whole-file'
import { withoutOpened } from '../walls/opened'
import { recordReading } from '../security/log'
import { addresseeOf } from './outcome'
import { theRun } from './showing'

/** Letters that left and were not cancelled, in the order of the list; none that is read under a broken glass (P4). */
const left = async (desk: Desk, actor: Actor, id: string): Promise<RunLetterRecord[]> =>
  (await lettersOfRun(desk.db.read, withoutOpened(actor), id, { states: ['issued'], limit: MOST_IN_RUN })).filter(
    ({ cancelled }) => !cancelled,
  )

/** The letters' own files, one after the other, a part at a time: what is held in memory does not grow with the run. */
export async function printRun(desk: Desk, actor: Actor, id: string, part: number, work: Work): Promise<PostMade> {
  await theRun(desk, actor, id)
  const all = await left(desk, actor, id)
  const some = all.slice(part * PRINTED_AT_ONCE, (part + 1) * PRINTED_AT_ONCE)
  const failed: PostMade['failed'] = []
  const sources = []
  for (const [at, letter] of some.entries()) {
    if (at % 10 === 0) work.progress('reading', at, some.length)
    const file = await fileHere(desk, letter)
    if (!file) {
      failed.push({ who: addresseeOf(letter), code: 'file-missing', params: { name: letter.numberText ?? '' } })
      continue
    }
    await recordReading(desk, actor, 'print', { entity: 'letter', id: letter.id })
    sources.push({
      bytes: await desk.files.bytes(file.sha256, file.fileKey, file.size),
      mediaType: 'application/pdf' as const,
    })
  }
  const parts = Math.ceil(all.length / PRINTED_AT_ONCE)
  if (sources.length === 0) return { url: null, made: 0, failed, parts }
  work.progress('drawing', 0, null)
  const bytes = await desk.pages.together(sources, work.signal)
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return {
    url: desk.print.put({ bytes: whole, name: 'letters.pdf', userId: actor.userId }, true),
    made: sources.length,
    failed,
    parts,
  }
}

/** A PDF each, under its number, in one file: read and written one at a time. */
export async function saveEach(
  desk: Desk,
  actor: Actor,
  id: string,
  choose: ChooseSave,
): Promise<{ letters: number; name: string } | null> {
  const run = await theRun(desk, actor, id)
  const all = await left(desk, actor, id)
  if (all.length === 0) throw new AppError('not-found')
  const path = await choose(`${run.name.replace(/[\\/:*?"<>|]/g, ' ').trim()}.zip`)
  if (path === null) return null
  const name = basename(path)
  const letters = await desk.jobs.run({ kind: 'export', byId: actor.userId, about: name }, async (work) => {
    const contents: Content[] = []
    for (const letter of all) {
      const file = await fileHere(desk, letter)
      if (!file) throw new AppError('file-missing', { name: letter.numberText ?? '' })
      await recordReading(desk, actor, 'export', { entity: 'letter', id: letter.id })
      contents.push({ name: file.name, bytes: pieces(desk, file, work, contents.length, all.length) })
    }
    await writeWhole(path, (out) => writeZip(out, contents))
    return contents.length
  })
  return { letters, name }
}

async function* pieces(desk: Desk, file: Here, work: Work, at: number, of: number): AsyncGenerator<Uint8Array> {
  work.progress('file', at, of)
  yield* desk.files.read(file.sha256, file.fileKey, file.size)
}

type Here = FileRow & { fileKey: string }
/** The letter's file when its bytes are on this PC; another PC's come with the line. */
async function fileHere(desk: Desk, { pdfFileId }: RunLetterRecord): Promise<Here | null> {
  const file = pdfFileId === null ? undefined : await fileById(desk.db.read, pdfFileId)
  if (!file) return null
  const fileKey = file.fileKey ?? (await desk.fetchFile?.(file).catch(() => null)) ?? null
  return fileKey === null ? null : { ...file, fileKey }
}
