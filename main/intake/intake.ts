import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { intake, Tray } from '../../contract/intake'
import type { Actor } from '../../contract/permissions'
import { metaValue, setMeta } from '../../db/core/meta'
import { filesWith } from '../../db/documents/filed'
import { sameFile, toLink } from '../../db/register/reads'
import { stageFile, visibleFile } from '../documents/documents'
import { discardStaged } from '../documents/staging'
import type { Ctx, Desk } from '../desk'
import { fileParts, hashOfFile, removeKept } from './filing'
import { recognise } from './recognising'
import { TrayFolder } from './tray'

/** The folder is this PC's, as its scanner is: said here, replicated nowhere. */
const FOLDER = 'intake.folder'
const trays = new WeakMap<Desk, TrayFolder>()
const NOWHERE: Tray = { folder: null, state: 'none', scans: [], more: false }

async function trayOf(desk: Desk): Promise<TrayFolder | null> {
  const folder = (await metaValue(desk.db.read, FOLDER)) || null
  const known = trays.get(desk)
  if (known?.folder === folder) return known
  if (folder === null) return null
  const tray = new TrayFolder(folder, () => desk.clock.now())
  trays.set(desk, tray)
  return tray
}
const shown = async (desk: Desk): Promise<Tray> => (await trayOf(desk))?.tray() ?? NOWHERE

/** @throws file-gone: nothing of this name lies there, or it is being written */
async function pathIn(desk: Desk, name: string): Promise<string> {
  const path = (await trayOf(desk))?.pathOf(name)
  if (!path) throw new AppError('file-gone', { name })
  return path
}

export const intakeHandlers = (choose: () => Promise<string | null>): Handlers<typeof intake, Ctx> => ({
  tray: ({ desk }) => shown(desk),

  choose: async ({ desk }) => {
    const folder = await choose()
    if (folder === null) return null
    await desk.db.write((tx) => setMeta(tx, FOLDER, folder))
    return shown(desk)
  },

  leave: async ({ desk }) => {
    await desk.db.write((tx) => setMeta(tx, FOLDER, ''))
    return NOWHERE
  },

  take: async ({ desk, actor }, { name, keepProtected }) => {
    const path = await pathIn(desk, name)
    const file = await desk.jobs.run({ kind: 'scan', byId: actor.userId, about: name }, (work) =>
      stageFile(desk, actor, path, keepProtected, work),
    )
    const filedIn = await sameFile(desk.db.read, actor, { id: '', fileIds: [file.id] })
    return { file, filedIn: filedIn.map(toLink) }
  },

  recognise: ({ desk, actor }, { pages }) => recognise(desk, actor, pages),

  file: async ({ desk, actor }, { fileId, name, parts, whole }) => {
    const path = name === null ? null : await pathIn(desk, name)
    const file = await ownStaged(desk, actor, fileId)
    const outcomes = await desk.jobs.run({ kind: 'scan', byId: actor.userId, about: file.name }, (work) =>
      fileParts(desk, actor, file, parts, work),
    )
    const filed = outcomes.every(({ failed }) => failed === null)
    const removed = path !== null && whole && filed && (await removeKept(path, file.sha256))
    // What no entry took as it is was only looked at.
    if (filed) await discardStaged(desk, actor, file.id)
    return { parts: outcomes, removed }
  },

  clear: async ({ desk, actor }, { name }) => {
    const path = await pathIn(desk, name)
    const sha256 = await hashOfFile(path).catch(() => null)
    // Nothing is taken away that no entry has (of those this person sees).
    if (sha256 === null || !(await filesWith(desk.db.read, actor, sha256))) return { removed: false }
    return { removed: await removeKept(path, sha256) }
  },
})

/** A scan this person took in and no entry has: another's, or one of an entry, is not parted here. */
async function ownStaged(desk: Desk, actor: Actor, id: string): ReturnType<typeof visibleFile> {
  const file = await visibleFile(desk, actor, id)
  if (file.entryId !== null) throw new AppError('stale')
  return file
}
