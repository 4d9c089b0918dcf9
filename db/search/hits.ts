import type { Language } from '../../contract/values'
import { asLines } from '../core/as-lines'
import type { Reader } from '../core/sql'
import { displayName } from '../register/entries'

/** What a line of a search says of an entry. */
export type EntryHit = {
  id: string
  numberText: string
  subject: string | null
  reference: string | null
  correspondent: string | null
  cancelled: boolean
}

/** All of a search's entries in one reading. They were found by who may see them: it asks nobody's leave again. */
export async function entryHits(
  read: Reader,
  ids: readonly string[],
  language: Language,
): Promise<Map<string, EntryHit>> {
  if (ids.length === 0) return new Map()
  const rows = await asLines<
    Omit<EntryHit, 'correspondent' | 'cancelled'> & {
      cancelledAt: number | null
      nameAr: string | null
      nameLatin: string | null
    }
  >(
    read,
    {
      ...{ id: 'e.id', numberText: 'e.numberText', subject: 'e.subject', reference: 'e.reference' },
      ...{ cancelledAt: 'e.cancelledAt', nameAr: 'c.nameAr', nameLatin: 'c.nameLatin' },
    },
    'FROM json_each(?) j CROSS JOIN entry e ON e.id = j.value LEFT JOIN contact c ON c.id = e.correspondentId',
    [JSON.stringify(ids)],
  )
  return new Map(
    rows.map(({ cancelledAt, nameAr, nameLatin, ...row }) => [
      row.id,
      { ...row, correspondent: displayName({ nameAr, nameLatin }, language), cancelled: cancelledAt !== null },
    ]),
  )
}
