import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../contract/errors'
import type { Database } from '../../db/core/database'
import { writeDurably } from '../../db/core/durable'
import { keptLocked, whileLocked } from './folder-lock'
import { Queue } from '../../db/core/queue'
import { setMeta } from '../../db/core/meta'
import { loginKey, sameLogin } from '../../domain/session/login'
import { signingKey, type SigningKey } from '../../domain/trust/keys'
import { Attempts } from './attempts'
import { isWeak, USUAL_COST, type Cost } from './crypto'
import { clearFounding, foundingFile, keepEarlier, removeDrafts, removeOldKeys } from './leftovers'
import { finishCut, holdsOffice, isCut } from './cut-work'
import { Opening } from '../way-back/opening'
import { newVaultFile, type NewVault } from './new-vault'
import { readSecret } from './recovery-secret'
import {
  isOld,
  makeSlot,
  newPersonKeys,
  openSlot,
  relabelled,
  wipe,
  type DataKeys,
  type PersonKeys,
  type Unlocked,
} from './slots'
import { assertBound, keepNameKey, openDatabase, openUnderEither, REVISION, type Opened } from './vault-database'
export type { Opened }
import {
  assertOurs,
  openRecovery,
  openUnseen,
  readVault,
  sealedForAll,
  stamped,
  writeVault,
  type VaultFile,
} from './vault-file'

/**
 * The vault on this PC: one data key, opened by any of its users' slots. It protects against theft of the machine, not
 * against colleagues; what a person may see is the services' business. `vault.json` says nothing without a password.
 */
export class Vault {
  private readonly file: string
  private readonly attempts: Attempts
  private readonly changes = new Queue()
  private current: { db: Database; keys: DataKeys } | null = null

  constructor(
    readonly folder: string,
    now: () => number,
    readonly opening: Opening = new Opening(folder),
    private readonly cost: Cost = USUAL_COST,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.file = join(folder, 'vault.json')
    this.attempts = new Attempts(join(folder, 'attempts.json'), now, () => (this.read()?.revision ?? 0) > 0)
  }

  /** Also when a kill fell between two moves of a restore, or the vault's file is gone: an office is here, not a first run. */
  get exists(): boolean {
    return existsSync(this.file) || holdsOffice(this.folder)
  }

  /** Null when there is none, or none that can be read. */
  read(): VaultFile | null {
    try {
      return readVault(this.file)
    } catch {
      return null
    }
  }

  facts(): Pick<VaultFile, 'officeId' | 'deviceId' | 'demonstration'> {
    return readVault(this.file)
  }

  /**
   * Makes the vault and its empty database. `fill` writes the office's first rows; only when it has, the vault exists.
   * @throws office-exists · vault-in-use · disk-full
   */
  async create(first: NewVault, fill: (opened: Opened, key: SigningKey) => Promise<void>): Promise<Opened> {
    await this.finishCut()
    if (this.exists) throw new AppError('office-exists')
    const keys: DataKeys = { data: randomBytes(32), next: null }
    const person = newPersonKeys()
    return keptLocked(this.folder, async (unlock) => {
      await keepEarlier(this.folder)
      // Until the vault's file stands, everything else here is of a founding that was cut, and goes at the next start.
      await writeDurably(foundingFile(this.folder), '')
      const db = await openDatabase(this.folder, keys.data)
      try {
        const opened = this.opened(db, first.user.id, person, unlock)
        await keepNameKey(db, randomBytes(32))
        await fill(opened, signingKey(person.seed))
        await this.attempts.begin()
        await writeVault(this.file, await newVaultFile(first, keys, person, this.cost))
        await clearFounding(this.folder)
        this.current = { db, keys }
        return opened
      } catch (error) {
        await db.close()
        await clearFounding(this.folder)
        throw error
      }
    })
  }

  /**
   * Opens with a person's password. A slot that does not open is a wrong password; a database that does not is damage: two sentences.
   * @throws wrong-password { waitSeconds } · wait-before-retry · vault-damaged · vault-in-use · database-…
   */
  async open(login: string, password: string, progress?: (done: number) => void): Promise<Opened> {
    const { keys, userId, person } = await this.unlock(login, password)
    const opened = await this.openWithKeys(keys, { userId, person }, progress)
    await this.strengthen(login, password, person)
    return opened
  }

  /** Proves a password without opening anything: unlocking the window, changing the password. */
  async unlock(login: string, password: string): Promise<Unlocked & { userId: string }> {
    await this.finishCut()
    return this.attempts.guess(loginKey(login), async () => {
      const vault = readVault(this.file)
      const slot = vault.slots.find((s) => sameLogin(s.login, login))
      // The same work for a login that is not here: the answer's time says nothing.
      const tried = slot ?? vault.slots[0]
      const unlocked = tried ? await openSlot(vault.officeId, tried, password) : null
      return slot && unlocked ? { ...unlocked, userId: slot.userId } : null
    })
  }

  /** @throws recovery-secret-wrong · wait-before-retry */
  async openWithSecret(text: string): Promise<DataKeys> {
    await this.finishCut()
    try {
      return await this.attempts.guess('*', async () => {
        const secret = readSecret(text)
        const keys = secret && openRecovery(readVault(this.file), secret)
        wipe(secret)
        return keys
      })
    } catch (error) {
      if (error instanceof AppError && error.code === 'wrong-password') throw new AppError('recovery-secret-wrong')
      throw error
    }
  }

  /** A guess of another kind (at a backup), counted with all others. */
  async guess<T>(who: string, prove: () => Promise<T | null>): Promise<T> {
    await this.finishCut()
    return this.attempts.guess(who, prove)
  }

  async openWithKeys(
    keys: DataKeys,
    user: { userId: string; person: PersonKeys },
    progress: (done: number) => void = () => undefined,
  ): Promise<Opened> {
    return keptLocked(this.folder, async (unlock) => {
      await removeDrafts(this.folder)
      const vault = readVault(this.file)
      assertOurs(vault, keys)
      const { db, rekeyed } = await this.opening.begin((copied) => openUnderEither(this.folder, keys, copied))
      try {
        await assertBound(db, vault)
        await keepNameKey(db, keys.data)
        this.current = { db, keys }
        if (keys.next) await this.finishRekey(keys.next, rekeyed, progress)
        return this.opened(db, user.userId, user.person, unlock)
      } catch (error) {
        this.current = null
        await db.close()
        throw error
      }
    })
  }

  /** Gives a person a slot on this PC, or another password for the one they have. @returns the keys now in the slot. */
  async setSlot(
    user: { id: string; login: string },
    password: string,
    keep: PersonKeys | null,
  ): Promise<{ person: PersonKeys; publicKey: string }> {
    const person = keep ?? newPersonKeys()
    await this.change(async (vault, keys) => {
      const slot = await makeSlot(vault.officeId, user, password, keys, person, this.cost)
      return { ...vault, slots: [...vault.slots.filter((s) => s.userId !== user.id), slot] }
    })
    return { person, publicKey: signingKey(person.seed).publicKey }
  }

  /**
   * Takes these people's slots and puts the database under a new key, which those who stay get: what a removed person knew, or
   * copied, opens nothing of today. Both keys are kept until it is done; a kill is finished at the next opening.
   */
  async dismiss(userIds: readonly string[], progress: (done: number) => void = () => undefined): Promise<void> {
    if (!userIds.some((id) => this.hasSlot(id))) return
    const { keys } = this.inUse()
    const next = (keys.next ??= randomBytes(32))
    await this.change(async (vault) =>
      sealedForAll({ ...vault, slots: vault.slots.filter((s) => !userIds.includes(s.userId)) }, keys),
    )
    await this.finishRekey(next, false, progress)
  }

  /**
   * A slot is its person's, whatever they are called: one that was renamed, here or elsewhere, is opened by the new login. A login that
   * is another slot's on this PC is not taken over. @returns old login → new
   */
  async relabel(people: readonly { id: string; login: string }[]): Promise<ReadonlyMap<string, string>> {
    const { renamed } = relabelled(this.read()?.slots ?? [], people)
    if (renamed.size > 0)
      await this.change(async (vault) => ({ ...vault, slots: relabelled(vault.slots, people).slots }))
    return renamed
  }

  /** Whose slot a login opens on this PC. */
  holderOf(login: string): string | undefined {
    return this.read()?.slots.find((s) => sameLogin(s.login, login))?.userId
  }

  hasSlot(userId: string): boolean {
    return this.slotHolders().includes(userId)
  }

  slotHolders(): string[] {
    return this.read()?.slots.map((s) => s.userId) ?? []
  }

  unseenSecret(userId: string, box: Buffer): string | null {
    const vault = this.read()
    return vault && openUnseen(vault, userId, box)
  }

  /** The founder has put the printed secret away: it is kept nowhere any more. */
  secretKept(userId: string): Promise<void> {
    return this.change(async (vault) => (vault.unseen?.userId === userId ? { ...vault, unseen: null } : vault))
  }

  private async finishRekey(next: Buffer, rekeyed: boolean, progress: (done: number) => void): Promise<void> {
    const { db } = this.inUse()
    try {
      if (!rekeyed) await db.rekey(next, progress)
    } catch (error) {
      // No room for it now: work goes on under the old key, and the next opening tries again.
      if (error instanceof AppError && ['disk-full', 'disk-failed'].includes(error.code)) return
      throw error
    }
    await removeOldKeys(this.folder)
    await this.change(async (vault) => sealedForAll(vault, { data: next, next: null }), { data: next, next: null })
  }

  private async strengthen(login: string, password: string, person: PersonKeys): Promise<void> {
    const slot = readVault(this.file).slots.find((s) => sameLogin(s.login, login))
    if (!slot || (!isOld(slot) && !isWeak(slot.kdf, this.cost))) return
    await this.setSlot({ id: slot.userId, login: slot.login }, password, person)
  }

  /** One change of the vault's file at a time, on what the one before has written. */
  private change(edit: (vault: VaultFile, keys: DataKeys) => Promise<VaultFile>, becomes?: DataKeys): Promise<void> {
    return this.changes.run(async () => {
      const current = this.inUse()
      const vault = readVault(this.file)
      assertOurs(vault, current.keys)
      const next = stamped(await edit(vault, current.keys), becomes ?? current.keys)
      await writeVault(this.file, next)
      if (becomes) {
        wipe(current.keys.data)
        current.keys = becomes
      }
      await current.db.write((tx) => setMeta(tx, REVISION, String(next.revision)))
    })
  }

  private inUse(): { db: Database; keys: DataKeys } {
    if (!this.current) throw new AppError('signed-out')
    return this.current
  }

  private opened(db: Database, userId: string, person: PersonKeys, unlock: () => Promise<void>): Opened {
    const close = async (): Promise<void> => {
      await this.changes.idle()
      await db.close()
      wipe(this.current?.keys.data, this.current?.keys.next, person.seed, person.box)
      this.current = null
      await unlock()
    }
    return { db, userId, person, close }
  }

  /** What a kill left half done is finished before anything is read. */
  private async finishCut(): Promise<void> {
    if (isCut(this.folder)) await whileLocked(this.folder, finishCut)
  }
}
