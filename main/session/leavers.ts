import { people } from '../../db/session/people'
import type { Desk } from '../desk'
import type { Vault } from './vault'

/** Every slot of people who left, then another key for the database: what they knew or copied opens nothing any more. */
export async function dropLeavers(vault: Vault, desk: Desk, progress: (done: number) => void): Promise<void> {
  const left = (await people(desk.db.read)).filter((person) => !person.active).map((person) => person.id)
  await vault.dismiss(left, progress)
}
