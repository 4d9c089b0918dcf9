import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Me, NewOffice, Preferences, SessionState } from '../../contract/session'
import { people, peopleByLogin, personById, preferencesOf } from '../../db/session/people'
import type { Clock, Desk } from '../desk'
import { rootKeyOf } from './crypto'
import { readSecret } from './recovery-secret'
import { assembleDesk, type DeskParts } from './assemble'
import { foundOffice } from './office-setup'
import { dropLeavers } from './leavers'
import { defaultPreferences, prefer } from './preferences'
import { certifyOwnKey, signerOf } from './own-keys'
import { actorAt, meAt, recoverable, refusalReason } from './who'
import { newPersonKeys, wipe, type PersonKeys } from './slots'
import type { Opened, Vault } from './vault'
import { checkPassword } from './password-rule'
import { scheduleOf } from '../jobs/duties'
import { Comings } from '../security/comings'
import { record, type Happened } from '../security/log'
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
  /** The printed secret, while its founder is here and has not put it away. */
  private unseen: string | null = null
  private silent = false
  private readonly comings: Comings

  constructor(
    readonly vault: Vault,
    readonly parts: DeskParts,
    private readonly memory: WindowMemory,
    private readonly announce: (phase: SessionState['phase']) => void,
    private readonly onOpen: (desk: Desk) => Promise<void>,
    private readonly onClose: () => Promise<void>,
  ) {
    this.comings = new Comings(vault.folder, () => this.now())
  }

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
    return actorAt(this.me, this.current?.desk)
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
      ...this.memory.shownTo(this.me?.preferences),
      demonstration: this.vault.read()?.demonstration ?? false,
      secretUnseen: this.unseen !== null,
    }
  }

  /** @returns the recovery secret, once. */
  async createOffice(
    input: NewOffice,
    { demonstration = false, clock = this.parts.clock }: { demonstration?: boolean; clock?: Clock } = {},
  ): Promise<{ recoverySecret: string }> {
    if (!demonstration) {
      this.parts.realOffice()
      checkPassword(input.administrator.password, input.administrator.login)
    }
    const { opened, recoverySecret } = await foundOffice(this.vault, this.parts, input, { demonstration, clock })
    await this.enter(opened)
    await this.happened({ kind: 'logBegun', userId: opened.userId })
    return { recoverySecret }
  }

  /** Who came, went or was refused: into the log, or, while nobody has the vault open, kept for it. */
  async happened(what: Happened): Promise<void> {
    await this.comings.say(this.backgroundDesk, what)
  }

  /** Whoever tried and was refused: a login nobody here has is not repeated, because people type passwords there. */
  private async refused(kind: 'logInRefused' | 'recoveryRefused', login: string | null, error: unknown): Promise<void> {
    const reason = refusalReason(error)
    if (!this.vault.exists || reason === null) return
    const userId = login === null ? null : (this.vault.holderOf(login) ?? null)
    await this.happened({ kind, userId, detail: { reason } })
  }

  async logIn(login: string, password: string): Promise<SessionState> {
    await this.logInOnce(login, password).catch(async (error: unknown) => {
      await this.refused('logInRefused', login, error)
      throw error
    })
    await this.happened({ kind: 'logIn', userId: this.actor.userId })
    return this.state()
  }

  private async logInOnce(login: string, password: string): Promise<void> {
    if (!this.vault.exists) throw new AppError('no-office')
    if (!this.vault.read()?.demonstration) this.parts.realOffice()
    if (this.current) {
      const { keys, userId, person } = await this.vault.unlock(login, password)
      await this.signIn(this.current, userId, person)
      wipe(keys.data, keys.next, person.seed, person.box)
    } else {
      await this.enter(await this.vault.open(login, password, this.rekeying))
    }
  }

  /** The printed secret opens the vault; the person gets a slot with the new password. @throws recovery-secret-wrong · not-found */
  async recover(secret: string, login: string, password: string): Promise<SessionState> {
    if (!this.vault.read()?.demonstration) this.parts.realOffice()
    checkPassword(password, login)
    const keys = await this.vault.openWithSecret(secret).catch(async (error: unknown) => {
      await this.refused('recoveryRefused', login, error)
      throw error
    })
    await this.close()
    const person = newPersonKeys()
    const opened = await this.vault.openWithKeys(keys, { userId: '', person }, this.rekeying)
    try {
      const found = recoverable(await peopleByLogin(opened.db.read, login), this.vault)
      if (!found) throw new AppError('not-found')
      const desk = await assembleDesk(opened, this.vault, this.parts)
      const root = rootKeyOf(readSecret(secret) ?? Buffer.alloc(32))
      await certifyOwnKey(desk, found.id, person, { origin: 'recovery', root })
      await record(desk, { kind: 'recovered', userId: found.id })
      await this.vault.setSlot(found, password, person)
      await this.enter({ ...opened, userId: found.id })
      return this.state()
    } catch (error) {
      if (!this.current) await opened.close()
      throw error
    }
  }

  /** The same person goes on with other keys, which another password opens. */
  async goOnWith(keys: PersonKeys): Promise<void> {
    if (this.me && this.current) await this.signIn(this.current, this.me.userId, keys)
  }

  /** The secret again, for its founder, until they have said that it is put away: a lock or a kill came between. */
  recoverySecret(): { recoverySecret: string } {
    if (!this.me || this.unseen === null) throw new AppError('forbidden')
    return { recoverySecret: this.unseen }
  }

  async secretKept(): Promise<void> {
    const { me } = this
    if (!me) throw new AppError('signed-out')
    await this.vault.secretKept(me.userId)
    this.unseen = null
  }

  /** Drops the actor and blanks the window; sync, imports and deadlines go on as the device. */
  lock(): void {
    if (!this.me || !this.current) return
    this.lockedLogin = this.me.login
    // Not waited for: the window is blank at once, and closing waits for what is being written.
    void this.comings.say(this.current.desk, { kind: 'lock', userId: this.me.userId })
    this.me = null
    this.unseen = null
    this.current.desk.signer = null
    this.current.desk.print.clear()
    this.changed('locked')
  }

  async logOut(): Promise<void> {
    const { me } = this
    this.me = null
    this.lockedLogin = null
    await this.left(me)
    await this.close()
    this.changed(this.phase)
  }

  async setPreferences(preferences: Preferences): Promise<void> {
    this.memory.keep(preferences)
    const { me, current } = this
    if (!me || !current) return
    await prefer(current.desk, me, preferences)
    this.me = { ...me, preferences }
  }

  /** After somebody was changed, here or elsewhere: what they may do changes at once, and who left keeps no key here. */
  async refresh(): Promise<void> {
    if (!this.current) return
    await dropLeavers(this.vault, this.current.desk, this.rekeying)
    if (!this.current) return
    const renamed = await this.vault.relabel(await people(this.current.desk.db.read))
    const lockedAs = this.lockedLogin === null ? undefined : renamed.get(this.lockedLogin)
    if (lockedAs !== undefined) {
      this.lockedLogin = lockedAs
      this.changed('locked')
    }
    if (!this.me || !this.current) return
    const person = await personById(this.current.desk.db.read, this.me.userId)
    if (!person?.active) return this.logOut()
    const { preferences, mustChangePassword } = this.me
    this.me = { ...meAt(this.current.desk, person, preferences), mustChangePassword }
    this.changed('open')
  }

  private readonly rekeying = (done: number): void => this.parts.emit('session', 'rekeying', { done })

  /** Takes over a vault opened elsewhere (a second PC that has just pulled its office, a restored backup). */
  async enter(opened: Opened): Promise<void> {
    try {
      const desk = await assembleDesk(opened, this.vault, this.parts)
      this.current = { opened, desk }
      await this.signIn(this.current, opened.userId, opened.person)
      await this.vault.opening.entered(desk.db.read)
      await dropLeavers(this.vault, desk, this.rekeying)
      await this.vault.relabel(await people(desk.db.read))
      await this.onOpen(desk)
      desk.schedule = scheduleOf(desk, this.parts.report)
      desk.schedule.open()
    } catch (error) {
      this.current = null
      this.me = null
      await opened.close()
      throw this.vault.opening.explained(error)
    }
  }

  private async left(me: Me | null): Promise<void> {
    if (me && this.current) await this.comings.say(this.current.desk, { kind: 'logOut', userId: me.userId })
  }

  async close(): Promise<void> {
    const { current } = this
    if (!current) return
    await this.left(this.me)
    this.current = null
    this.me = null
    this.unseen = null
    await this.onClose()
    await Promise.all([current.desk.schedule?.close(), current.desk.jobs.close()])
    await current.desk.journal.idle()
    await current.desk.logHead.idle()
    await current.opened.close()
  }

  private async signIn(open: Open, userId: string, keys: PersonKeys): Promise<void> {
    const { desk } = open
    const person = await personById(desk.db.read, userId)
    if (!person?.active) throw new AppError('forbidden')
    const preferences =
      (await preferencesOf(desk.db.read, userId)) ?? defaultPreferences(this.memory.value.language, desk.office.country)
    desk.signer = await signerOf(desk, userId, keys)
    this.unseen = this.vault.unseenSecret(userId, keys.box)
    this.me = meAt(desk, person, preferences)
    this.lockedLogin = null
    this.memory.keep(preferences, desk.office)
    this.changed('open')
  }
}
