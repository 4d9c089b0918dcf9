import type { Actor } from '../../contract/permissions'
import type { Assignment, AssignmentOutcome, Colleague, Purpose, Routing } from '../../contract/routing'
import type { Names } from '../../contract/values'
import type { Reader } from '../../db/core/sql'
import { assignmentsOf, type AssignmentRecord } from '../../db/routing/assignments'
import { deviceRow } from '../../db/session/office'
import { people, personById } from '../../db/session/people'
import { unitById } from '../../db/units/units'
import {
  endings,
  holds,
  isLate,
  isOpen,
  mayAssign,
  mayEnd,
  standingOf,
  waitsTurn,
} from '../../domain/routing/assignment'
import type { Desk } from '../desk'
import { readable } from '../register/reading'
import { routerOf, todayOf } from './parts'

/** Names by id, each looked up once. */
export class Called {
  private readonly names = new Map<string, Promise<Names | null>>()
  constructor(private readonly read: Reader) {}

  private once = (key: string, find: () => Promise<Names | null>): Promise<Names | null> => {
    const known = this.names.get(key) ?? find()
    this.names.set(key, known)
    return known
  }
  person = (id: string | null): Promise<Names | null> =>
    id === null
      ? Promise.resolve(null)
      : this.once(`person ${id}`, async () => (await personById(this.read, id))?.names ?? null)
  addressee = (kind: string, id: string): Promise<Names | null> =>
    kind === 'person'
      ? this.person(id)
      : this.once(`unit ${id}`, async () => (await unitById(this.read, id))?.names ?? null)
}

/** Everything that was assigned of an entry, what became of it, and what this reader may do with it now (W1). @throws not-found */
export async function routingOf(desk: Desk, actor: Actor, entryId: string): Promise<Routing> {
  const { read } = desk.db
  const entry = await readable(desk, actor, entryId)
  const [rows, who] = [await assignmentsOf(read, entryId), await routerOf(read, actor)]
  const called = new Called(read)
  const live = entry.cancelledAt === null
  const devices = new Map<string, string | null>()
  const deviceName = async (id: string | null): Promise<string | null> => {
    if (id === null) return null
    if (!devices.has(id)) devices.set(id, (await deviceRow(read, id))?.name ?? null)
    return devices.get(id) ?? null
  }
  const deed = async (at: number, byId: string | null, deviceId: string | null) => ({
    ...{ at, byNames: await called.person(byId), device: await deviceName(deviceId) },
  })
  const today = todayOf(desk)
  const shown = async (row: AssignmentRecord): Promise<Assignment> => ({
    ...{ id: row.id, purpose: row.purpose as Purpose, instruction: row.instruction, text: row.text, dueOn: row.dueOn },
    to: {
      kind: row.toKind === 'person' ? 'person' : 'unit',
      id: row.toId,
      names: await called.addressee(row.toKind, row.toId),
    },
    late: live && isLate(row, today),
    given: { ...(await deed(row.at, row.byId, row.deviceId)), byId: row.byId },
    opened: row.openedAt === null ? null : await deed(row.openedAt, row.openedById, row.openedDeviceId),
    ended:
      row.endedAt === null
        ? null
        : {
            ...(await deed(row.endedAt, row.endedById, row.endedDeviceId)),
            outcome: row.outcome as AssignmentOutcome,
            said: row.said ?? '',
          },
    waitsTurn: isOpen(row) && waitsTurn(row, rows),
    mine: row.purpose !== 'following' && holds(row, who),
    may: (endings[row.purpose as Purpose] ?? []).filter(
      (outcome) => mayEnd(row, outcome, who) === null && !(outcome === 'given' && waitsTurn(row, rows)),
    ),
  })
  const standing = standingOf(rows)
  return {
    assignments: await Promise.all(rows.filter(({ purpose }) => purpose !== 'following').map(shown)),
    standing: standing?.id ?? null,
    mayAssign: live && mayAssign(rows, who),
    mayRedirect: live && (!standing || mayEnd(standing, 'redirected', who) === null),
    following: rows.find((row) => row.purpose === 'following' && isOpen(row) && row.toId === actor.userId)?.id ?? null,
  }
}

/** Who can be given something: everybody who is of the office today. */
export async function colleagues(read: Reader): Promise<Colleague[]> {
  const called = new Called(read)
  const active = (await people(read)).filter((person) => person.active)
  return Promise.all(
    active.map(async ({ id, names, unitId }) => ({
      ...{ id, names, unitId },
      unitNames: unitId === null ? null : await called.addressee('unit', unitId),
    })),
  )
}
