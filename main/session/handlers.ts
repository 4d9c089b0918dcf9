import { changePassword, giveSlot } from './passwords'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { z } from 'zod'
import type { office, Office, session, User, users } from '../../contract/session'
import type { Language } from '../../contract/values'
import { createRow, patchRow } from '../../db/outbox/changes'
import { officeRow, officeWithUnits } from '../../db/session/office'
import { people, peopleByLogin, personById, type Person } from '../../db/session/people'
import { stampOf, type Ctx, type Desk } from '../desk'
import { canonical } from '../../domain/sync/canonical'
import { changedSince } from '../../domain/sync/based'
import { checkNewPassword } from './password-rule'
import { note, record } from '../security/log'
import { loginsTwice } from './logins'
import { renamed } from './renaming'
import type { Session } from './session'

/** What a session needs from outside itself: the demonstration's letters, and the line. */
export type Arrivals = {
  openDemonstration(to: Session, language: Language): Promise<void>
  join(to: Session, input: z.output<(typeof session)['joinOffice']['input']>): Promise<void>
}

export const sessionHandlers = (s: Session, arrivals: Arrivals): Handlers<typeof session, Ctx> => ({
  state: async () => s.state(),
  createOffice: (_ctx, input) => s.createOffice(input),
  openDemonstration: async (_ctx, { language }) => {
    await s.quietly(() => arrivals.openDemonstration(s, language))
    return s.state()
  },
  joinOffice: async (_ctx, input) => {
    await s.quietly(() => arrivals.join(s, input))
    await s.happened({ kind: 'joined', userId: s.actor.userId })
    return s.state()
  },
  logIn: (_ctx, { login, password }) => s.logIn(login, password),
  logOut: async () => {
    await s.logOut()
    return s.state()
  },
  lock: async () => {
    s.lock()
    return s.state()
  },
  changePassword: async (_ctx, { current, next }) => {
    await changePassword(s, current, next)
    return {}
  },
  recover: (_ctx, { secret, login, password }) => s.recover(secret, login, password),
  recoverySecret: async ({ desk, actor }) => {
    const shown = s.recoverySecret()
    await record(desk, { kind: 'secretShown', userId: actor.userId })
    return shown
  },
  secretKept: async () => {
    await s.secretKept()
    return s.state()
  },
  setPreferences: async (_ctx, preferences) => {
    await s.setPreferences(preferences)
    return s.state()
  },
})

const shown = (s: Session, person: Person): User => ({ ...person, slotHere: s.vault.hasSlot(person.id) })

export const userHandlers = (s: Session): Handlers<typeof users, Ctx> => ({
  list: async ({ desk }) => (await people(desk.db.read)).map((p) => shown(s, p)),
  twice: ({ desk }) => loginsTwice(desk.db.read),
  add: async ({ desk, actor }, { password, ...input }) => {
    checkNewPassword(password, input.login, s.vault.facts())
    const stamp = stampOf(desk, actor)
    const id = desk.newId()
    await desk.db.write(async (tx) => {
      if ((await peopleByLogin(tx, input.login)).length > 0) throw new AppError('login-taken', { login: input.login })
      await createRow(tx, 'user', id, { ...input, active: true, createdAt: stamp.at }, stamp)
      await note(tx, desk, { kind: 'personAdded', userId: actor.userId, entity: 'user', rowId: id })
    })
    await giveSlot(s, { id, login: input.login }, password)
    desk.emit('users', 'changed', { ids: [id] })
    return shown(s, await person(desk, id))
  },
  update: async ({ desk, actor }, { id, basedOn, login, ...change }) => {
    const before = await people(desk.db.read)
    const after = before.map((p) => (p.id === id ? { ...p, ...change } : p))
    // An office without an administrator could never get one back.
    if (!after.some((p) => p.active && p.roles.includes('administrator'))) throw new AppError('last-administrator')
    await desk.db.write(async (tx) => {
      const stands = await personById(tx, id)
      if (!stands) throw new AppError('not-found')
      const other = login === undefined ? [] : await peopleByLogin(tx, login)
      if (login !== undefined && other.some((p) => p.id !== id)) throw new AppError('login-taken', { login })
      const patch = { ...changedSince(change, basedOn, stands), ...(login !== undefined && { login }) }
      const changed = await patchRow(tx, 'user', id, patch, stampOf(desk, actor))
      if (changed) await note(tx, desk, { kind: 'personChanged', userId: actor.userId, entity: 'user', rowId: id })
      if (changed && login !== undefined) await renamed(tx, id, { userId: actor.userId, at: desk.clock.now() })
    })
    await s.refresh()
    desk.emit('users', 'changed', { ids: [id] })
    return shown(s, await person(desk, id))
  },
  setPassword: async ({ desk }, { id, password }) => {
    const { login, active } = await person(desk, id)
    if (!active) throw new AppError('forbidden')
    await giveSlot(s, { id, login }, password)
    desk.emit('users', 'changed', { ids: [id] })
    return {}
  },
})

async function person(desk: Desk, id: string): Promise<Person> {
  const found = await personById(desk.db.read, id)
  if (!found) throw new AppError('not-found')
  return found
}

async function currentOffice(desk: Desk): Promise<Office> {
  const found = await officeWithUnits(desk.db.read)
  if (!found) throw new AppError('not-found')
  return found
}

export const officeHandlers: Handlers<typeof office, Ctx> = {
  get: ({ desk }) => currentOffice(desk),
  update: async ({ desk, actor }, { basedOn, ...change }) => {
    await desk.db.write(async (tx) => {
      const stands = await officeRow(tx)
      if (!stands) throw new AppError('not-found')
      const patch = changedSince(change, basedOn, stands)
      if (await patchRow(tx, 'office', desk.office.id, patch, stampOf(desk, actor)))
        await note(tx, desk, { kind: 'officeChanged', userId: actor.userId })
    })
    return refreshed(desk)
  },
  setLetterhead: async ({ desk, actor }, { letterhead, basedOn }) => {
    await desk.db.write(async (tx) => {
      const stands = await officeRow(tx)
      if (!stands) throw new AppError('not-found')
      if (canonical(stands.letterhead) !== canonical(basedOn)) throw new AppError('stale')
      if (await patchRow(tx, 'office', desk.office.id, { letterhead }, stampOf(desk, actor)))
        await note(tx, desk, { kind: 'officeChanged', userId: actor.userId })
    })
    return refreshed(desk)
  },
  setClock: async ({ desk, actor }, { periods, basedOn }) => {
    await desk.db.write(async (tx) => {
      const stands = await officeRow(tx)
      if (!stands) throw new AppError('not-found')
      if (canonical(stands.clockPeriods) !== canonical(basedOn)) throw new AppError('stale')
      const clock = { periods: periods.map(({ from, until, offsetMinutes }) => ({ from, until, offsetMinutes })) }
      if (await patchRow(tx, 'office', desk.office.id, { clock }, stampOf(desk, actor)))
        await note(tx, desk, { kind: 'clockSet', userId: actor.userId })
    })
    return refreshed(desk)
  },
}

async function refreshed(desk: Desk): Promise<Office> {
  const row = await officeRow(desk.db.read)
  if (row) desk.office = row
  desk.emit('office', 'changed', {})
  return currentOffice(desk)
}
