import { openHere } from '../walls/opened'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Contract } from '../../contract'
import type { Emit } from '../../contract/define'
import { AppError } from '../../contract/errors'
import { deviceRow, officeRow } from '../../db/session/office'
import { identityOf, type Identity } from '../../db/core/identity'
import { metaValue, setMeta } from '../../db/core/meta'
import { lastActHere } from '../../db/register/acts'
import { RESTORED } from './swap'
import type { Clock, Desk, PdfMaker } from '../desk'
import { DestroyedLog } from '../disposal/destroyed-log'
import { completeDestroyed } from '../disposal/destroying'
import { sweepFiles } from '../documents/documents'
import { FileStore } from '../documents/file-store'
import type { PageThread } from '../documents/pages/thread'
import { PartialFiles } from '../documents/partial-files'
import { CHUNK } from '../../domain/sync/request'
import { PrintTray } from '../documents/print-tray'
import { Jobs } from '../jobs/jobs'
import { forgetJobs, interruptedJobs, rememberJobs } from '../jobs/remembered'
import { atMostEvery } from '../jobs/tell'
import { NumberJournal } from '../register/journal'
import { completeJournal, suspendRestored } from '../register/resuming'
import { completeLogJournal } from '../security/log'
import { forgetWaiting, takeWaiting } from '../security/refusals'
import { signer, signingKey } from '../../domain/trust/keys'
import { addressOf } from '../sync/server-known'
import { keepPast } from '../sync/past'
import type { Reader } from '../../db/core/sql'
import { purposeKey } from './crypto'
import type { Opened, Vault } from './vault'
import { nameKey } from './vault-database'

export type DeskParts = {
  clock: Clock
  newId: () => string
  emit: Emit<Contract>
  deviceName: string
  pdf: PdfMaker
  pages: PageThread
  report: (id: string, error: unknown) => void
  /** Asked before an office that is no demonstration is founded, joined or opened. @throws electron-unsupported · sandbox-missing */
  realOffice: () => void
}

/** Puts a desk together from an opened vault: files swept, books held against the journal (R3), facts of the office read. */
export async function assembleDesk(opened: Opened, vault: Vault, parts: DeskParts): Promise<Desk> {
  const { db } = opened
  const office = await officeRow(db.read)
  const identity = await identityOf(db.read)
  if (!office || !identity) throw new AppError('database-damaged')
  const names = await nameKey(db)
  if (!names) throw new AppError('database-damaged')
  const journal = await journalOf(db, vault.folder)
  const desk: Desk = {
    db,
    clock: parts.clock,
    newId: parts.newId,
    emit: parts.emit,
    office,
    device: await deskDevice(db.read, identity),
    signer: null,
    files: new FileStore(join(vault.folder, 'files'), names),
    fetched: new PartialFiles(join(vault.folder, 'fetching'), names, CHUNK),
    journal,
    logHead: await NumberJournal.open(join(vault.folder, 'security.head'), purposeKey(names, 'security log')),
    destroyed: DestroyedLog.open(join(vault.folder, 'destroyed.log'), purposeKey(names, 'destroyed scans')),
    print: new PrintTray(12, (userId) => (openHere(desk, userId).length > 0 ? parts.clock.now() : null)),
    pdf: parts.pdf,
    pages: parts.pages,
    jobs: await jobsOf(db, parts, vault.folder),
    folder: vault.folder,
    believed: await lastActHere(db.read, identity.id),
  }
  await completeDestroyed(desk)
  await sweepFiles(desk)
  const restored = join(vault.folder, RESTORED)
  await db.write(async (tx) => {
    const justRestored = existsSync(restored)
    await suspendRestored(tx, desk, justRestored)
    if (justRestored && (await addressOf(tx))) await keepPast(tx, 'unheard')
    if (justRestored) await forgetJobs(tx)
    if (!justRestored) await completeJournal(tx, desk)
    await setMeta(tx, JOURNAL_SEALED, '1')
    if (!justRestored) await completeLogJournal(tx, desk)
    await takeWaiting(tx, desk, vault.folder)
  })
  forgetWaiting(vault.folder)
  rmSync(restored, { force: true })
  return desk
}

/** Twenty times a second is more than a window shows; a quarter of that is enough for a bar that moves. */
const TOLD_EVERY_MS = 200

async function jobsOf(db: Opened['db'], parts: DeskParts, folder: string): Promise<Jobs> {
  const { tell } = atMostEvery(TOLD_EVERY_MS, () => parts.emit('jobs', 'changed', {}))
  return new Jobs(
    {
      now: () => parts.clock.now(),
      newId: parts.newId,
      changed: tell,
      report: parts.report,
      // Work does not fail because it cannot be remembered: after a kill it is then not said that it was cut.
      remember: (open) => db.write((tx) => rememberJobs(tx, open), 'spare').catch(() => undefined),
    },
    existsSync(join(folder, RESTORED)) ? [] : await interruptedJobs(db, parts.clock.now()),
  )
}

/** This PC as its services know it. */
export async function deskDevice(read: Reader, { id, seed, was }: Identity): Promise<Desk['device']> {
  const row = await deviceRow(read, id)
  const bytes = Buffer.from(seed, 'base64')
  return {
    id,
    logName: was[0] ?? id,
    deskCode: row?.deskCode ?? null,
    sign: signer(bytes),
    publicKey: signingKey(bytes).publicKey,
  }
}

/** For a database that is about to be replaced and was not opened since the last number. */
export async function completeJournalOf(db: Opened['db'], folder: string): Promise<void> {
  const identity = await identityOf(db.read)
  if (!identity) throw new AppError('database-damaged')
  const journal = await journalOf(db, folder)
  await db.write((tx) => completeJournal(tx, { journal, device: identity }))
  await journal.idle()
}

async function journalOf(db: Opened['db'], folder: string): Promise<NumberJournal> {
  const names = await nameKey(db)
  if (!names) throw new AppError('database-damaged')
  const adopt = (await metaValue(db.read, JOURNAL_SEALED)) === undefined
  return NumberJournal.open(join(folder, 'numbers.log'), purposeKey(names, 'number journal'), { adopt })
}

/** From now on a line of the number journal counts only with our seal; 0.1.0 wrote them without one. */
const JOURNAL_SEALED = 'journal.sealed'
