import type { EntityName } from '../../domain/entities'
import { visible, type Viewer } from '../../domain/visibility'
import type { NamedParty } from '../../contract/parties'
import type { Names } from '../../contract/values'
import { sql, type Reader } from '../core/sql'

type Row = {
  entryId: string
  place: number
  party: string
  nameAr: string | null
  nameLatin: string | null
  names: string | null
}

/** The other parties of these entries, in their order, with their names as they are today. */
export async function partiesOf(read: Reader, entryIds: readonly string[]): Promise<Map<string, NamedParty[]>> {
  if (entryIds.length === 0) return new Map()
  const rows = await sql(read).all<Row>(
    `SELECT p.entryId, p.place, json_extract(e.parties, '$[' || p.place || ']') AS party, c.nameAr, c.nameLatin, coalesce(u.names, o.names) AS names
     FROM json_each(?) j CROSS JOIN party p ON p.entryId = j.value JOIN entry e ON e.id = p.entryId
     LEFT JOIN contact c ON c.id = p.partyId LEFT JOIN unit u ON u.id = p.partyId LEFT JOIN user o ON o.id = p.partyId`,
    [JSON.stringify(entryIds)],
  )
  const of = new Map<string, NamedParty[]>()
  for (const { entryId, party, ...stored } of rows.sort((a, b) => a.place - b.place)) {
    const { role, kind, id } = JSON.parse(party) as NamedParty
    of.set(entryId, [...(of.get(entryId) ?? []), { role, kind, id, names: namesOf(stored) }])
  }
  return of
}

function namesOf({ nameAr, nameLatin, names }: Pick<Row, 'nameAr' | 'nameLatin' | 'names'>): Names {
  if (names !== null) return JSON.parse(names) as Names
  const full = (json: string | null): string => (json ? (JSON.parse(json) as { full: string }).full : '')
  const [ar, latin] = [full(nameAr), full(nameLatin)]
  const other = latin || ar
  return { ar: ar || latin || '—', fr: other, en: other, es: other }
}

/** Those that do not exist here, or are behind a wall (P4); a clerk may name only whom they know. */
export async function unknownParties(
  read: Reader,
  viewer: Viewer,
  parties: readonly { kind: string; id: string }[],
): Promise<string[]> {
  const table: Record<string, EntityName> = { contact: 'contact', unit: 'unit', person: 'user' }
  const unknown: string[] = []
  for (const [kind, name] of Object.entries(table)) {
    const ids = parties.flatMap((one) => (one.kind === kind ? [one.id] : []))
    if (ids.length === 0) continue
    const may = visible(name, 't', viewer)
    const rows = await sql(read).all<{ id: string }>(
      `SELECT j.value AS id FROM json_each(?) j WHERE NOT EXISTS (SELECT 1 FROM "${name}" t WHERE t.id = j.value AND ${may.sql})`,
      [JSON.stringify(ids), ...may.params],
    )
    unknown.push(...rows.map(({ id }) => id))
  }
  return unknown
}
