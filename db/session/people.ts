import { Preferences, type User } from '../../contract/session'
import type { Role } from '../../contract/permissions'
import type { Level, Names } from '../../contract/values'
import { sameLogin } from '../../domain/session/login'
import { sql, type Reader, type Tx } from '../core/sql'

type UserRow = {
  id: string
  login: string
  names: string
  roles: string
  clearance: Level
  active: number
  unitId: string | null
  createdAt: number
}
export type Person = Omit<User, 'slotHere'>

const toPerson = (r: UserRow): Person => ({
  id: r.id,
  login: r.login,
  names: JSON.parse(r.names) as Names,
  roles: JSON.parse(r.roles) as Role[],
  clearance: r.clearance,
  active: r.active === 1,
  unitId: r.unitId,
  createdAt: r.createdAt,
})
const COLUMNS = 'id, login, names, roles, clearance, active, unitId, createdAt'

export async function people(read: Reader): Promise<Person[]> {
  return (await sql(read).all<UserRow>(`SELECT ${COLUMNS} FROM user ORDER BY createdAt, id`)).map(toPerson)
}

export async function personById(read: Reader, id: string): Promise<Person | undefined> {
  const row = await sql(read).one<UserRow>(`SELECT ${COLUMNS} FROM user WHERE id = ?`, [id])
  return row && toPerson(row)
}

/** More than one while two desks have made the same login and nobody has renamed one of them. */
export const peopleByLogin = async (read: Reader, login: string): Promise<Person[]> =>
  (await people(read)).filter((person) => sameLogin(person.login, login))

/** The row that says whose a key is. */
export const keyOf = (
  read: Reader,
  userId: string,
  publicKey: string,
): Promise<{ id: string; origin: string | null } | undefined> =>
  sql(read).one('SELECT id, origin FROM userKey WHERE userId = ? AND publicKey = ?', [userId, publicKey])

/** Kept per person on this PC; not replicated. */
export async function preferencesOf(read: Reader, userId: string): Promise<Preferences | undefined> {
  const row = await sql(read).one<{ body: string }>('SELECT body FROM preference WHERE userId = ?', [userId])
  return row && Preferences.safeParse(JSON.parse(row.body)).data
}

export const keepPreferences = (tx: Tx, userId: string, preferences: Preferences): Promise<void> =>
  sql(tx).run(
    'INSERT INTO preference (userId, body) VALUES (?, ?) ON CONFLICT (userId) DO UPDATE SET body = excluded.body',
    [userId, JSON.stringify(preferences)],
  )
