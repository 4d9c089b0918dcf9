import { AppError } from '../../contract/errors'
import type { StampCorner } from '../../contract/labels'
import type { Actor } from '../../contract/permissions'
import type { EntryFile } from '../../contract/register'
import { visibleFile } from '../documents/documents'
import type { Desk } from '../desk'
import { stageBytes } from '../documents/staging'
import { readable } from '../register/reading'
import { recordReading } from '../security/log'
import { officeOn, oneLabel } from './one-label'

/**
 * A copy of a scan of an entry with the stamp on its first page, staged to be looked at: kept as a new version when its reader says so
 * (`register.rescan`), while the scan itself stays byte for byte (I3).
 * @throws stamp-impossible { name } · already-cancelled · file-missing
 */
export async function stampCopy(
  desk: Desk,
  actor: Actor,
  { entryId, fileId, corner }: { entryId: string; fileId: string; corner: StampCorner },
): Promise<EntryFile> {
  const entry = await readable(desk, actor, entryId)
  if (entry.cancelledAt !== null) throw new AppError('already-cancelled', { number: entry.numberText })
  const file = await visibleFile(desk, actor, fileId)
  if (file.entryId !== entry.id || file.replacedById !== null) throw new AppError('stale')
  await recordReading(desk, actor, 'read', { entity: 'entry', id: entry.id })
  const stamp = {
    createdAt: desk.clock.now(),
    office: officeOn(desk),
    label: oneLabel(desk, { ...entry, cancelled: false }),
  }
  const bytes = await desk.files.bytes(file.sha256, file.fileKey, file.size)
  const made = await desk.jobs.run({ kind: 'print', byId: actor.userId, about: file.name }, (work) =>
    desk.pdf.stamp({ bytes, mediaType: file.mediaType, stamp, corner }, work.signal).catch(() => {
      work.signal.throwIfAborted()
      throw new AppError('stamp-impossible', { name: file.name })
    }),
  )
  return stageBytes(desk, actor, made.bytes, nameOf(file.name, entry.numberText))
}

/** The scan's own name, with the number where it does not stand in it. */
function nameOf(name: string, numberText: string): string {
  const [number, bare] = [numberText.replaceAll('/', '-'), name.replace(/\.\w+$/, '')]
  return `${bare.includes(number) ? bare : `${number} ${bare}`}.pdf`
}
