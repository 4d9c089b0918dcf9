import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../contract/errors'
import { Database } from '../../db/core/database'
import { Attempts } from './attempts'
import { lockFolder } from '../../db/core/process-lock'
import { newSigningKey, type SigningKey } from '../../domain/trust/keys'
import {
  makeSlot,
  openRecovery,
  openSlot,
  readVault,
  sealRecovery,
  writeVault,
  type Unlocked,
  type VaultFile,
} from './slots'
import { readSecret } from './recovery-secret'

export type Opened = { db: Database; dataKey: Buffer; userId: string; seed: Buffer; close: () => Promise<void> }

/**
 * The vault on this PC: one data key, opened by any of its users' slots. It protects against theft of the machine, not
 * against colleagues; what a person may see is the services' business. `vault.json` says nothing without a password.
 */
export class Vault {
  private readonly file: string
  private readonly attempts: Attempts

  constructor(
    readonly folder: string,
    now: () => number,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.file = join(folder, 'vault.json')
    this.attempts = new Attempts(join(folder, 'attempts.json'), now)
  }

  get exists(): boolean {
    return existsSync(this.file)
  }

  facts(): Pick<VaultFile, 'officeId' | 'deviceId' | 'demonstration'> & { logins: string[] } {
    const { officeId, deviceId, demonstration, slots } = readVault(this.file)
    return { officeId, deviceId, demonstration, logins: slots.map((s) => s.login) }
  }

  /**
   * Makes the vault and its empty database. `fill` writes the office's first rows; only when it has, the vault exists.
   * @throws office-exists · vault-in-use · disk-full
   */
  async create(
    first: {
      officeId: string
      deviceId: string
      demonstration: boolean
      recoveryKey: string
      user: { id: string; login: string }
      password: string
    },
    fill: (opened: Opened, key: SigningKey) => Promise<void>,
  ): Promise<Opened> {
    if (this.exists) throw new AppError('office-exists')
    const unlock = await lockFolder(join(this.folder, 'lock.db'))
    try {
      // Left by a creation that was cut: without vault.json nothing can open it.
      for (const left of ['diwan.db', 'diwan.db-wal', 'diwan.db-shm', 'numbers.log'])
        rmSync(join(this.folder, left), { force: true })
      const dataKey = randomBytes(32)
      const key = newSigningKey()
      const opened = await this.openDatabase(dataKey, { userId: first.user.id, seed: key.seed }, unlock)
      try {
        await fill(opened, key)
        const { officeId, deviceId, demonstration } = first
        const slots = [await makeSlot(officeId, first.user, first.password, dataKey, key)]
        const recovery = sealRecovery(officeId, first.recoveryKey, dataKey)
        writeVault(this.file, { version: 1, officeId, deviceId, demonstration, recovery, slots })
        return opened
      } catch (error) {
        await opened.db.close()
        throw error
      }
    } catch (error) {
      await unlock()
      throw error
    }
  }

  /**
   * Opens with a person's password. An AEAD failure on the slot is a wrong password; a good slot and a database that does
   * not open is damage: two different sentences.
   * @throws wrong-password { waitSeconds } · wait-before-retry · vault-damaged · vault-in-use · database-…
   */
  async open(login: string, password: string): Promise<Opened> {
    const unlocked = await this.unlock(login, password)
    const unlockFolder = await lockFolder(join(this.folder, 'lock.db'))
    try {
      return await this.openDatabase(unlocked.dataKey, unlocked, unlockFolder)
    } catch (error) {
      await unlockFolder()
      throw error
    }
  }

  /** Proves a password without opening anything: unlocking the window, changing the password. */
  async unlock(login: string, password: string): Promise<Unlocked & { userId: string }> {
    this.attempts.check()
    const vault = readVault(this.file)
    const slot = vault.slots.find((s) => s.login === login)
    // The same work for a login that is not here: the answer's time says nothing.
    const [decoy] = vault.slots
    const unlocked =
      (slot ?? decoy) ? await openSlot(vault.officeId, slot ?? (decoy as typeof slot & object), password) : null
    if (!slot || !unlocked) throw new AppError('wrong-password', { waitSeconds: this.attempts.failed() })
    this.attempts.succeeded()
    return { ...unlocked, userId: slot.userId }
  }

  /** @throws recovery-secret-wrong · wait-before-retry */
  async openWithSecret(text: string): Promise<Buffer> {
    this.attempts.check()
    const secret = readSecret(text)
    const dataKey = secret && openRecovery(readVault(this.file), secret)
    if (!dataKey) {
      this.attempts.failed()
      throw new AppError('recovery-secret-wrong')
    }
    this.attempts.succeeded()
    return dataKey
  }

  async openWithKey(dataKey: Buffer, user: { userId: string; seed: Buffer }): Promise<Opened> {
    const unlockFolder = await lockFolder(join(this.folder, 'lock.db'))
    try {
      return await this.openDatabase(dataKey, user, unlockFolder)
    } catch (error) {
      await unlockFolder()
      throw error
    }
  }

  /** Gives a person a slot on this PC with their key in it, or another password for the one they have. */
  async setSlot(
    user: { id: string; login: string },
    password: string,
    dataKey: Buffer,
    key: SigningKey,
  ): Promise<void> {
    const vault = readVault(this.file)
    const slot = await makeSlot(vault.officeId, user, password, dataKey, key)
    writeVault(this.file, { ...vault, slots: [...vault.slots.filter((s) => s.userId !== user.id), slot] })
  }

  removeSlot(userId: string): void {
    const vault = readVault(this.file)
    writeVault(this.file, { ...vault, slots: vault.slots.filter((s) => s.userId !== userId) })
  }

  hasSlot(userId: string): boolean {
    return readVault(this.file).slots.some((s) => s.userId === userId)
  }

  private async openDatabase(
    dataKey: Buffer,
    user: { userId: string; seed: Buffer },
    unlock: () => Promise<void>,
  ): Promise<Opened> {
    const db = await Database.open({
      file: join(this.folder, 'diwan.db'),
      key: dataKey,
      backupsDir: join(this.folder, 'before-migration'),
    })
    const close = async (): Promise<void> => {
      await db.close()
      await unlock()
    }
    return { db, dataKey, userId: user.userId, seed: user.seed, close }
  }
}
