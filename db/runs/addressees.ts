import type { PersonName } from '../../contract/community'
import { oneWith } from '../../domain/community/sameness'
import { namesOf, reachOf, stricter, type Reach, type RunLine } from '../../domain/runs/line'
import { visible, type Viewer } from '../../domain/visibility'
import { joinedToAny } from '../community/sameness'
import { sql, type Reader } from '../core/sql'

type Card = {
  id: string
  nameAr: string
  nameLatin: string
  address: string
  city: string
  countryCode: string
  reach: string | null
}
const full = (name: string): string => (JSON.parse(name) as PersonName).full

const toLine = ({ id, nameAr, nameLatin, reach, ...place }: Card): RunLine => ({
  ...{ contactId: id, ar: full(nameAr), other: full(nameLatin), ...place },
  ...{ reach: reachOf(reach), columns: {}, row: null },
})
const COLUMNS = 'c.id, c.nameAr, c.nameLatin, c.address, c.city, c.countryCode, c.reach'

/** P4: of whoever has two cards, the stricter of them counts for both (P3). */
export async function guardedCards(read: Reader): Promise<ReadonlyMap<string, Reach>> {
  const own = await sql(read).all<{ id: string; reach: string }>(
    'SELECT id, reach FROM contact WHERE reach IS NOT NULL',
  )
  const words = await joinedToAny(
    read,
    own.map(({ id }) => id),
  )
  const guarded = new Map<string, Reach>()
  for (const { id, reach } of own)
    for (const card of oneWith(id, words)) guarded.set(card, stricter(guarded.get(card) ?? null, reachOf(reach)))
  return guarded
}

/**
 * Cards as addressees, in the order of `ids`; what is no card, or is behind a wall for this person, is left out. Without one all are asked: who
 * protects somebody needs not see them (P4).
 */
export async function addresseesById(read: Reader, ids: readonly string[], viewer?: Viewer): Promise<RunLine[]> {
  const guarded = await guardedCards(read)
  const may = viewer ? visible('contact', 'c', viewer) : { sql: '1', params: [] }
  const rows = await sql(read).all<Card>(
    `SELECT ${COLUMNS} FROM json_each(?) j JOIN contact c ON c.id = j.value WHERE ${may.sql} ORDER BY j.key`,
    [JSON.stringify(ids), ...may.params],
  )
  return rows
    .map(toLine)
    .map((line) => ({ ...line, reach: stricter(line.reach, guarded.get(line.contactId ?? '') ?? null) }))
}

/** All of a kind, newest first. */
export async function idsOfKind(read: Reader, viewer: Viewer, kind: string | null, limit: number): Promise<string[]> {
  const may = visible('contact', 'c', viewer)
  const rows = await sql(read).all<{ id: string }>(
    `SELECT c.id FROM contact c WHERE c.removedAt IS NULL AND ${may.sql} ${kind === null ? '' : 'AND c.kind = ?'} ORDER BY c.createdAt DESC, c.id DESC LIMIT ?`,
    [...may.params, ...(kind === null ? [] : [kind]), limit],
  )
  return rows.map(({ id }) => id)
}

/** Of those found, those of the kind, in their order. */
export const ofKind = async (read: Reader, ids: readonly string[], kind: string | null): Promise<string[]> =>
  kind === null
    ? [...ids]
    : (
        await sql(read).all<{ id: string }>(
          'SELECT c.id FROM json_each(?) j JOIN contact c ON c.id = j.value WHERE c.kind = ? ORDER BY j.key',
          [JSON.stringify(ids), kind],
        )
      ).map(({ id }) => id)

/** Whom entries are from or to, each once, in the order of the entries; `without`: numbers of entries that name nobody. */
export async function correspondentsOf(
  read: Reader,
  rows: readonly number[],
): Promise<{ ids: string[]; without: string[] }> {
  const found = await sql(read).all<{ correspondentId: string | null; numberText: string }>(
    'SELECT e.correspondentId, e.numberText FROM json_each(?) j JOIN entry e ON e.rowid = j.value ORDER BY j.key',
    [JSON.stringify(rows)],
  )
  return {
    ids: [...new Set(found.flatMap(({ correspondentId }) => correspondentId ?? []))],
    without: found.filter(({ correspondentId }) => correspondentId === null).map(({ numberText }) => numberText),
  }
}

/** P4: how those may be reached who are not reached by every way, under each name their card has. */
export async function guardedNames(read: Reader): Promise<Map<string, Reach>> {
  const guarded = new Map<string, Reach>()
  for (const line of await addresseesById(read, [...(await guardedCards(read)).keys()]))
    for (const name of namesOf(line)) guarded.set(name, stricter(guarded.get(name) ?? null, line.reach))
  return guarded
}
