import type { Actor } from '../../contract/permissions'
import type { Which } from '../../contract/lists'
import type { RegisterFilter, RegisterLine } from '../../contract/register'
import type { Language } from '../../contract/values'
import type { Reader } from '../../db/core/sql'
import { rowsOf } from '../../db/register/chosen'
import { registerLines, registerOutline, type Day } from '../../db/register/lines'
import { narrowed } from '../../domain/register/criteria'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'
import { findIn } from '../register/found'

export const dayOf = (desk: Desk): Day => {
  const zone = zoneOf(desk.office)
  return { today: dateOf(desk.clock.now(), zone), zone }
}

/** Whatever was searched is meant whole here, not its newest thousand. */
const ALL = 2_000_000

/** The entries that were chosen, as this person may see them: where they stand in the table, newest first. */
export async function rowsChosen(read: Reader, desk: Desk, actor: Actor, which: Which): Promise<number[]> {
  if ('ids' in which) return rowsOf(read, actor, which.ids)
  return (await findIn(read, actor, which.filter, dayOf(desk), ALL)).rows
}

export type Lines = {
  total: number
  /** Entries among them that this person may see: what is recorded, and whose level counts. */
  rows: number[]
  page: (offset: number, limit: number) => Promise<RegisterLine[]>
}

/** The lines as they are seen: the whole register with what is hidden and what is void in its place, every other list without. */
export async function linesOf(
  read: Reader,
  desk: Desk,
  actor: Actor,
  which: Which,
  language: Language,
): Promise<Lines> {
  const day = dayOf(desk)
  const rows = await rowsChosen(read, desk, actor, which)
  const filter = 'ids' in which ? NO_FILTER : which.filter
  const whole = !('ids' in which) && filter.tab === 'all' && filter.text === '' && !narrowed(filter.criteria)
  const found = whole ? undefined : { rows, days: [], more: false }
  const outline = whole ? await registerOutline(read, actor, filter, day) : null
  return {
    total: outline ? outline.total + outline.voids : rows.length,
    rows,
    page: (offset, limit) => registerLines(read, actor, { ...filter, offset, limit }, day, language, found),
  }
}

const NO_FILTER: RegisterFilter = { registerId: '', year: 0, tab: 'all', text: '' }
