import {
  MOST_ALIKE,
  type PeopleAlike,
  type PeopleMapping,
  type PeoplePreview,
  type PeopleRefusal,
} from '../../contract/people-import'
import type { Actor } from '../../contract/permissions'
import type { Language } from '../../contract/values'
import { contactHits } from '../../db/community/contacts'
import type { PeopleRow } from '../../domain/people/row'
import type { Desk } from '../desk'
import { reading, type Opened } from '../imports/opened'
import { Report } from '../imports/report'
import type { Work } from '../jobs/work'
import { alikeOf, digestOf, type Found } from './alike'
import { readPeople } from './reading'

const SHOWN = 300
const REFUSALS = 500

const detailOf = (row: PeopleRow): string[] =>
  [row.birthDate, row.documents?.[0]?.number, row.phones?.[0]?.number, row.emails?.[0]?.address, row.city].flatMap(
    (part) => part || [],
  )
const calledOf = (row: PeopleRow | undefined): string =>
  row ? [row.nameAr.full, row.nameLatin.full].filter(Boolean).join(' · ') : ''

/** The whole file as it would come in, and who of it may be there already; nothing is written. */
export const checkPeople = (
  desk: Desk,
  actor: Actor,
  file: Opened,
  mapping: PeopleMapping,
  work: Work,
): Promise<PeoplePreview> =>
  reading(file, async (sheet) => {
    const sha256 = await sheet.sha256(work.signal)
    const read = await readPeople(desk, file, sheet, mapping, work)
    const found = await alikeOf(desk, actor, read.people, work)
    const refusals = read.refused.flatMap((one) => one.refusals)
    const problems = new Map<PeopleRefusal['reason'], number>()
    for (const { reason } of refusals) problems.set(reason, (problems.get(reason) ?? 0) + 1)
    const sure = [...found.values()].filter((one) => one.sure).length
    return {
      ...{ sha256, rows: read.rows, accepted: read.people.length, refused: read.refused.length },
      ...{ sure, maybe: found.size - sure, seen: digestOf(found), refusals: refusals.slice(0, REFUSALS) },
      problems: [...problems].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
      alike: await shown(desk, actor, read.people, found),
      lines: read.people.slice(0, SHOWN).map((row) => ({
        ...{ line: row.line, kind: row.kind, nameAr: row.nameAr.full, nameLatin: row.nameLatin.full },
        detail: detailOf(row),
      })),
    }
  })

/** The likest first, as many as are decided one by one. */
async function shown(
  desk: Desk,
  actor: Actor,
  people: readonly PeopleRow[],
  found: ReadonlyMap<number, Found>,
): Promise<PeopleAlike[]> {
  const rows = new Map(people.map((row) => [row.line, row]))
  const some = [...found.values()].sort((a, b) => b.chance - a.chance || a.line - b.line).slice(0, MOST_ALIKE)
  const ids = [...new Set(some.flatMap(({ cardId }) => cardId ?? []))]
  const hits = new Map((await contactHits(desk.db.read, actor, ids)).map((hit) => [hit.id, hit]))
  return some.flatMap(({ line, cardId, otherLine, chance, sure, reasons }) => {
    const row = rows.get(line)
    const hit = cardId === null ? null : (hits.get(cardId) ?? null)
    if (!row || (cardId !== null && hit === null)) return []
    const otherName = otherLine === null ? '' : calledOf(rows.get(otherLine))
    return [{ line, name: calledOf(row), detail: detailOf(row), hit, otherLine, otherName, chance, sure, reasons }]
  })
}

/** The refused rows as they stand in the file, with what is wrong beside them. */
export const refusedPeople = (
  desk: Desk,
  file: Opened,
  mapping: PeopleMapping,
  language: Language,
  work: Work,
): Promise<Buffer> =>
  reading(file, async (sheet) => {
    const { refused } = await readPeople(desk, file, sheet, mapping, work)
    const report = new Report(file.headings, language)
    for (const { refusals, cells } of refused) report.add(refusals, cells)
    return report.bytes()
  })
