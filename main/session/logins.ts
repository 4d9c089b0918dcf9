import type { z } from 'zod'
import type { users } from '../../contract/session'
import type { Reader } from '../../db/core/sql'
import { deviceRow } from '../../db/session/office'
import { people } from '../../db/session/people'
import { sameLogin } from '../../domain/session/login'
import { twiceThere } from '../sync/server-known'

type Twice = z.output<(typeof users)['twice']['output']>[number]

/** Logins two desks made without a line: who had it first, who came second, and where that one is renamed. */
export async function loginsTwice(read: Reader): Promise<Twice[]> {
  const here = await people(read)
  const told: Twice[] = []
  for (const { userId, login, names, device } of await twiceThere(read)) {
    const second = here.find((person) => person.id === userId)
    // Renamed here already; the server hears it at the next contact.
    if (second && !sameLogin(second.login, login)) continue
    const first = here.find((person) => person.id !== userId && sameLogin(person.login, login))
    told.push({
      userId,
      login,
      names: second?.names ?? names,
      first: first?.names ?? null,
      device: (await deviceRow(read, device))?.name ?? device.slice(0, 8),
      here: second !== undefined,
    })
  }
  return told
}
