import { letterById } from '../../../db/letters/letters'
import { fileById } from '../../../db/documents/files'
import { createRow, patchRow } from '../../../db/outbox/changes'
import { entryRecord } from '../../../db/register/entries'
import { deviceStamp, type Desk } from '../../desk'
import { keepBytes } from '../../documents/content'
import { sealOf } from '../seal'
import { stateOf } from './certificate'
import { keptIdentity, stampUrl, unstamped, waitsNoMore } from './kept'
import { signedFile, stampedFile } from './signed-file'

/** Somebody waits for the letter that is being issued; later nobody does. */
const AT_ISSUE_MS = 4_000
const LATER_MS = 20_000

/**
 * The letter's file with the office's signature, if it has a certificate in force; as it is, if not. `waits`: its time stamp could not
 * be had now.
 */
export async function withOfficeSignature(
  desk: Desk,
  letter: Buffer,
  { number, at }: { number: string; at: number },
): Promise<{ bytes: Buffer; waits: boolean }> {
  const identity = await keptIdentity(desk.db.read)
  if (!identity || stateOf(identity.certificate, desk.clock.now()) === 'over') return { bytes: letter, waits: false }
  const says = { name: desk.office.names.ar, reason: `رسالة رقم ${number}`, location: desk.office.place.ar, at }
  const bytes = signedFile(letter, identity, says)
  const url = await stampUrl(desk.db.read)
  if (url === null) return { bytes, waits: false }
  try {
    return { bytes: await stampedFile(bytes, letter.length, url, AT_ISSUE_MS), waits: false }
  } catch {
    return { bytes, waits: true } // no line, or a server that gives none: asked again by itself
  }
}

/** Time stamps for what was signed without a line: the stamped file is kept beside the first, and both are known by hash (W2). */
export async function stampWaiting(desk: Desk): Promise<void> {
  const url = await stampUrl(desk.db.read)
  if (url === null) return
  for (const id of await unstamped(desk.db.read)) if (!(await stampOne(desk, id, url))) return
}

/** False when the server gave nothing: the others would wait in vain. */
async function stampOne(desk: Desk, id: string, url: string): Promise<boolean> {
  const { read } = desk.db
  const letter = await letterById(read, id)
  const file = letter?.pdfFileId ? await fileById(read, letter.pdfFileId) : undefined
  const entry = letter?.issuedEntryId ? await entryRecord(read, letter.issuedEntryId) : undefined
  const first = file?.fileKey ? await desk.files.bytes(file.sha256, file.fileKey, file.size) : null
  const seal = first ? sealOf(first) : null
  if (!file || !entry || !first || !seal) {
    await desk.db.write((tx) => waitsNoMore(tx, id), 'spare')
    return true
  }
  const stamped = await stampedFile(first, seal.length, url, LATER_MS).catch(() => null)
  if (!stamped) return false
  const stamp = deviceStamp(desk)
  const fileId = desk.newId()
  await keepBytes(desk, stamped, async (tx, kept) => {
    await waitsNoMore(tx, id)
    if ((await letterById(tx, id))?.pdfFileId !== file.id) return
    const name = file.name.replace(/\.pdf$/, ' (2).pdf')
    await createRow(
      tx,
      'file',
      fileId,
      {
        ...{ entryId: entry.id, name, mediaType: 'application/pdf', size: kept.size, sha256: kept.sha256 },
        ...{ version: 2, position: 0, replacedById: null, createdAt: stamp.at, createdById: file.createdById },
      },
      stamp,
    )
    await patchRow(tx, 'letter', id, { pdfFileId: fileId }, stamp)
  })
  desk.emit('letters', 'changed', { ids: [id] })
  desk.emit('register', 'changed', { ids: [entry.id] })
  return true
}
