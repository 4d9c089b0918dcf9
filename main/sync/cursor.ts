import { cursorOf, type Cursor } from '../../db/sync/cursor'
import type { Desk } from '../desk'

/** How far this PC has pulled. */
export async function cursorHere(desk: Desk): Promise<Cursor> {
  const known = await cursorOf(desk.db.read, desk.office.id)
  if (!known) throw new Error('enrolled without a cursor')
  return known
}
