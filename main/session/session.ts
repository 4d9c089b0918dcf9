import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Me, NewOffice, Preferences, SessionState } from '../../contract/session'
import type { Language } from '../../contract/values'
import { keepPreferences, personById, personByLogin, preferencesOf, type Person } from '../../db/session/people'
import { stampOf, type Clock, type Desk } from '../desk'
import { newSigningKey, signer, signingKey, type SigningKey } from '../../domain/trust/keys'
import { createKey, type Certifier } from './keys'
import { rootKeyOf } from './crypto'
import { readSecret } from './recovery-secret'
import { keyOf } from '../../db/session/people'
import { assembleDesk, type DeskParts } from './assemble'
import { foundOffice } from './office-setup'
import { checkPassword } from './password-rule'
import { defaultPreferences } from './preferences'
import type { Opened, Vault } from './vault'
import type { WindowMemory } from './window-memory'

type Open = { opened: Opened; desk: Desk }

/**
 * Who is at the desk: the only source of "who". Empty → closed → open ⇄ locked → closed. Locking drops the actor and leaves
 * the vault open for work in the background; logging out closes it. One file, because all of it is one state.
 */
export class Session {
  private current: Open | null = null
  private me: Me | null = null
  private lockedLogin: string | null = null

  constructor(
    readonly vault: Vault,
    private readonly parts: DeskParts,
    private readonly memory: WindowMemory,
    private readonly announce: (phase: SessionState['phase']) => void,
    private readonly onOpen: (desk: Desk) => Promise<void>,
    private readonly onClose: () => Promise<void>,
  ) {}

  private silent = false

  /** Several steps that the window sees as one: it hears of the last state only (from the command's answer). */
  async quietly<T>(work: () => Promise<T>): Promise<T> {
    this.silent = true
    try {
      return await work()
    } finally {
      this.silent = false
    }
  }

  private changed(phase: SessionState['phase']): void {
    if (!this.silent) this.announce(phase)
  }

  get phase(): SessionState['phase'] {
    if (!this.vault.exists) return 'empty'
    if (!this.current) return 'closed'
    return this.me ? 'open' : 'locked'
  }

  /** The acting person, for the router. @throws signed-out */
  get actor(): Actor {
    if (!this.me) throw new AppError('signed-out')
    const { userId, roles, clearance, officeId, deviceId } = this.me
    return { userId, roles, clearance, officeId, deviceId }
  }

  /** The open desk, for the router. @throws signed-out */
  get desk(): Desk {
    if (!this.current || !this.me) throw new AppError('signed-out')
    return this.current.desk
  }

  /** The open desk for work in the background, which goes on while the window is locked. */
  get backgroundDesk(): Desk | null {
    return this.current?.desk ?? null
  }

  now(): number {
    return this.parts.clock.now()
  }

  state(): SessionState {
    const { phase } = this
    return {
      phase,
      officeNames: this.current?.desk.office.names ?? this.memory.value.officeNames,
      country: this.current?.desk.office.country ?? this.memory.value.country,
      login: this.lockedLogin,
      me: this.me,
      language: this.me?.preferences.language ?? this.memory.value.language,
      demonstration: this.vault.exists && this.vault.facts().demonstration,
    }
  }

  /** @returns the recovery secret, once. */
  async createOffice(
    input: NewOffice,
    { demonstration = false, clock = this.parts.clock }: { demonstration?: boolean; clock?: Clock } = {},
  ): Promise<{ recoverySecret: string }> {
    checkPassword(input.administrator.password)
    const { opened, recoverySecret } = await foundOffice(this.vault, this.parts, input, { demonstration, clock })
    await this.enter(opened)
    return { recoverySecret }
  }

  async logIn(login: string, password: string): Promise<SessionState> {
    if (!this.vault.exists) throw new AppError('no-office')
    if (this.current) {
      const { userId, seed } = await this.vault.unlock(login, password)
      await this.takeSeat(this.current, userId, seed)
    } else {
      await this.enter(await this.vault.open(login, password))
    }
    return this.state()
  }

  /** The printed secret opens the vault; the person gets a slot with the new password. @throws recovery-secret-wrong · not-found */
  async recover(secret: string, login: string, password: string): Promise<SessionState> {
    checkPassword(password)
    const dataKey = await this.vault.openWithSecret(secret)
    await this.close()
    const key = newSigningKey()
    const opened = await this.vault.openWithKey(dataKey, { userId: '', seed: key.seed })
    try {
      const person = await personByLogin(opened.db.read, login)
      if (!person?.active) throw new AppError('not-found')
      const desk = await assembleDesk(opened, this.vault, this.parts)
      await this.bringKey(desk, person.id, key, { origin: 'recovery', root: rootKeyOf(readSecret(secret) ?? dataKey) })
      await this.vault.setSlot(person, password, dataKey, key)
      await this.enter({ ...opened, userId: person.id })
      return this.state()
    } catch (error) {
      if (!this.current) await opened.close()
      throw error
    }
  }

  /** With their own password comes their own key: one an administrator made is left behind (docs/security.md). */
  async changePassword(current: string, next: string): Promise<void> {
    checkPassword(next)
    const { me, desk } = this
    if (!me || !desk.signer) throw new AppError('signed-out')
    const { dataKey, seed } = await this.vault.unlock(me.login, current)
    let key = signingKey(seed)
    if (desk.signer.reset) {
      key = newSigningKey()
      const { office, device, clock } = desk
      const stamp = {
        officeId: office.id,
        userId: me.userId,
        deviceId: device.id,
        at: clock.now(),
        signer: desk.signer,
      }
      const row = { id: desk.newId(), userId: me.userId, publicKey: key.publicKey }
      await desk.db.write((tx) => createKey(tx, row, { origin: 'own' }, stamp))
    }
    // The row first: a slot whose key nobody knows could sign nothing.
    await this.vault.setSlot({ id: me.userId, login: me.login }, next, dataKey, key)
    if (this.current) await this.takeSeat(this.current, me.userId, key.seed)
  }

  /**
   * A slot on this PC for a person of the office, with a new key: their old one is gone with the old password, and what it signed
   * stays its own. An administrator's is marked as such, and changed at the first log-in.
   */
  async giveSlot(
    person: Pick<Person, 'id' | 'login'>,
    password: string,
    certifier: Certifier = { origin: 'reset' },
  ): Promise<SigningKey> {
    if (!this.current) throw new AppError('signed-out')
    const { desk, opened } = this.current
    const key = newSigningKey()
    if ('root' in certifier) await this.bringKey(desk, person.id, key, certifier)
    else {
      const row = { id: desk.newId(), userId: person.id, publicKey: key.publicKey }
      await desk.db.write((tx) => createKey(tx, row, certifier, stampOf(desk, this.actor)))
    }
    await this.vault.setSlot(person, password, opened.dataKey, key)
    return key
  }

  /** A key that the office's own key certifies: its first change is signed with itself. */
  private async bringKey(desk: Desk, userId: string, key: SigningKey, certifier: Certifier): Promise<void> {
    const row = { id: desk.newId(), userId, publicKey: key.publicKey }
    const signing = { keyId: row.id, publicKey: key.publicKey, sign: signer(key.seed) }
    const { office, device, clock } = desk
    const stamp = { officeId: office.id, userId, deviceId: device.id, at: clock.now(), signer: signing }
    await desk.db.write((tx) => createKey(tx, row, certifier, stamp))
  }

  /** Drops the actor and blanks the window; sync, imports and deadlines go on as the device. */
  lock(): void {
    if (!this.me || !this.current) return
    this.lockedLogin = this.me.login
    this.me = null
    this.current.desk.signer = null
    this.current.desk.print.clear()
    this.changed('locked')
  }

  async logOut(): Promise<void> {
    this.me = null
    this.lockedLogin = null
    await this.close()
    this.changed(this.phase)
  }

  async setPreferences(preferences: Preferences): Promise<void> {
    this.memory.set({ language: preferences.language })
    const { me, current } = this
    if (!me || !current) return
    await current.desk.db.write((tx) => keepPreferences(tx, me.userId, preferences))
    this.me = { ...me, preferences }
  }

  /** The language somebody who has not logged in yet will find. */
  async startPreferences(userId: string, language: Language): Promise<void> {
    const { desk } = this
    await desk.db.write((tx) => keepPreferences(tx, userId, defaultPreferences(language, desk.office.country)))
  }

  /** After an administrator changed a person: what they may do changes at once. */
  async refresh(): Promise<void> {
    if (!this.me || !this.current) return
    const person = await personById(this.current.desk.db.read, this.me.userId)
    if (!person?.active) {
      // Somebody who left keeps no key to this PC, wherever it was said.
      this.vault.removeSlot(this.me.userId)
      return this.logOut()
    }
    this.me = {
      ...this.me,
      names: person.names,
      roles: person.roles,
      clearance: person.clearance,
      unitId: person.unitId,
    }
    this.changed('open')
  }

  /** Takes over a vault opened elsewhere (a second PC that has just pulled its office, a restored backup). */
  async enter(opened: Opened): Promise<void> {
    try {
      const desk = await assembleDesk(opened, this.vault, this.parts)
      this.current = { opened, desk }
      await this.takeSeat(this.current, opened.userId, opened.seed)
      await this.onOpen(desk)
    } catch (error) {
      this.current = null
      this.me = null
      await opened.close()
      throw error
    }
  }

  async close(): Promise<void> {
    const { current } = this
    if (!current) return
    this.current = null
    this.me = null
    await this.onClose()
    await current.desk.journal.idle()
    await current.opened.close()
  }

  private async takeSeat(open: Open, userId: string, seed: Buffer): Promise<void> {
    const { desk } = open
    const person = await personById(desk.db.read, userId)
    if (!person?.active) throw new AppError('forbidden')
    const preferences =
      (await preferencesOf(desk.db.read, userId)) ?? defaultPreferences(this.memory.value.language, desk.office.country)
    const { publicKey } = signingKey(seed)
    const key = await keyOf(desk.db.read, userId, publicKey)
    desk.signer = key ? { userId, keyId: key.id, publicKey, sign: signer(seed), reset: key.origin === 'reset' } : null
    this.me = {
      userId,
      login: person.login,
      names: person.names,
      roles: person.roles,
      clearance: person.clearance,
      officeId: desk.office.id,
      deviceId: desk.device.id,
      unitId: person.unitId,
      preferences,
      mustChangePassword: desk.signer?.reset ?? false,
    }
    this.lockedLogin = null
    this.memory.set({ language: preferences.language, officeNames: desk.office.names, country: desk.office.country })
    this.changed('open')
  }
}
