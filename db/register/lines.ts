import type { Actor } from '../../contract/permissions'
import type { Outline, RegisterFilter, RegisterLine } from '../../contract/register'
import type { Language } from '../../contract/values'
import { dateOf, type Zone } from '../../domain/text/zone'
import type { Reader } from '../core/sql'
import { entryRecords, entryRecordsAt, toRow } from './entries'
import type { Found } from './found'
import { outline } from './outline'
import { showsVoids, voidKeys, voidRows, voidsAbove, type VoidKey } from './voids'

type Page = RegisterFilter & { offset: number; limit: number }
export type Day = { today: string; zone: Zone }

/** The register as it is read: its entries, and in their places the numbers that are void (N3). */
export async function registerLines(
  read: Reader,
  actor: Actor,
  page: Page,
  day: Day,
  language: Language,
  list?: Found,
): Promise<RegisterLine[]> {
  if (list) {
    const records = await entryRecordsAt(read, actor, list.rows.slice(page.offset, page.offset + page.limit))
    return records.map((record) => toRow(record, language))
  }
  const voids = showsVoids(page) ? await voidKeys(read, page) : []
  const passed = voids.length === 0 ? 0 : await voidsAbove(read, page, voids, page.offset)
  const records = await entryRecords(read, actor, { ...page, offset: page.offset - passed }, day.today)
  if (voids.length === 0) return records.map((record) => toRow(record, language))
  const merged = inOrder(records, voids.slice(passed, passed + page.limit)).slice(0, page.limit)
  const shown = await voidRows(
    read,
    merged.filter((line): line is VoidKey => !isRecord(line)),
    day.zone,
  )
  return merged.flatMap((line) => (isRecord(line) ? toRow(line, language) : (shown.get(line.id) ?? [])))
}

type Entry = Awaited<ReturnType<typeof entryRecords>>[number]
const isRecord = (line: Entry | VoidKey): line is Entry => 'registeredAt' in line

function inOrder(records: readonly Entry[], voids: readonly VoidKey[]): (Entry | VoidKey)[] {
  const lines: (Entry | VoidKey)[] = []
  let next = 0
  for (const key of voids) {
    for (let entry = records[next]; entry && isAbove(entry, key); entry = records[++next]) lines.push(entry)
    lines.push(key)
  }
  return [...lines, ...records.slice(next)]
}

const isAbove = (entry: Entry, key: VoidKey): boolean =>
  entry.registeredAt > key.at || (entry.registeredAt === key.at && entry.seq > key.seq)

/** Days and totals with the void numbers on the days they were declared on. */
export async function registerOutline(
  read: Reader,
  actor: Actor,
  filter: RegisterFilter,
  day: Day,
  list?: Found,
): Promise<Outline> {
  const counted = await outline(read, actor, filter, day.today, list)
  const voids = !list && showsVoids(filter) ? await voidKeys(read, filter) : []
  const days = new Map(counted.days.map((one) => [one.date, { ...one, voids: 0 }]))
  for (const { at } of voids) {
    const date = dateOf(at, day.zone)
    const known = days.get(date) ?? { date, entries: 0, cancelled: 0, voids: 0 }
    days.set(date, { ...known, voids: known.voids + 1 })
  }
  const newestFirst = [...days.values()].sort((a, b) => (a.date < b.date ? 1 : -1))
  return { ...counted, days: newestFirst, voids: voids.length }
}
