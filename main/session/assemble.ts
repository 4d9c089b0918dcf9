import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Contract } from '../../contract'
import type { Emit } from '../../contract/define'
import { AppError } from '../../contract/errors'
import { deviceRow, officeRow } from '../../db/session/office'
import { metaValue } from '../../db/session/people'
import { RESTORED } from '../backup/backup'
import type { Clock, Desk, PdfMaker } from '../desk'
import { sweepFiles } from '../documents/documents'
import { FileStore } from '../documents/file-store'
import { PartialFiles } from '../documents/partial-files'
import { CHUNK } from '../../domain/sync/request'
import { PrintShop } from '../documents/print-shop'
import { NumberJournal } from '../register/journal'
import { suspendRestored } from '../register/resuming'
import { signer, signingKey } from '../../domain/trust/keys'
import type { Opened, Vault } from './vault'

export type DeskParts = { clock: Clock; newId: () => string; emit: Emit<Contract>; deviceName: string; pdf: PdfMaker }

/** Puts a desk together from an opened vault: files swept, books held against the journal (R3), facts of the office read. */
export async function assembleDesk(opened: Opened, vault: Vault, parts: DeskParts): Promise<Desk> {
  const { db } = opened
  const office = await officeRow(db.read)
  const deviceId = await metaValue(db.read, 'device.id')
  const seed = await metaValue(db.read, 'device.seed')
  if (!office || !deviceId || !seed) throw new AppError('database-damaged')
  const device = await deviceRow(db.read, deviceId)
  const seedBytes = Buffer.from(seed, 'base64')
  const desk: Desk = {
    db,
    clock: parts.clock,
    newId: parts.newId,
    emit: parts.emit,
    office,
    device: {
      id: deviceId,
      deskCode: device?.deskCode ?? null,
      sign: signer(seedBytes),
      publicKey: signingKey(seedBytes).publicKey,
    },
    signer: null,
    files: new FileStore(join(vault.folder, 'files'), opened.dataKey),
    fetched: new PartialFiles(join(vault.folder, 'fetching'), opened.dataKey, CHUNK),
    journal: new NumberJournal(join(vault.folder, 'numbers.log')),
    print: new PrintShop(),
    pdf: parts.pdf,
    folder: vault.folder,
  }
  await sweepFiles(desk)
  const restored = join(vault.folder, RESTORED)
  await db.write((tx) => suspendRestored(tx, desk, existsSync(restored)))
  rmSync(restored, { force: true })
  return desk
}
