import { KinName, type CardDocument, type CardEmail, type CardPhone } from '../../contract/card'
import { PersonName } from '../../contract/community'
import type { NamedParty } from '../../contract/parties'
import type { Fields } from '../../contract/wire'
import { referenceKey } from '../../domain/register/reference'
import { indexNames } from '../community/name-index'
import { asLines, columnsAs } from '../core/as-lines'
import { sql, type Tx } from '../core/sql'
import type { EntryRecord } from '../register/entries'
import { textsOfEntries } from '../documents/texts'
import { partiesOf } from '../register/parties'
import { indexDocuments } from './bulk'
import { entryMarks } from './marks'
import { indexDocument, type SearchDocument } from './search'

/** What is written in a name; what a newer version put into it beside that is none of it. */
function names(kept: string | PersonName | KinName | null): string[] {
  const parts = Object.entries((typeof kept === 'string' ? JSON.parse(kept) : (kept ?? {})) as Record<string, unknown>)
  return parts.flatMap(([part, text]) => (PARTS.has(part) && typeof text === 'string' ? [text] : []))
}
const PARTS = new Set([...Object.keys(PersonName.shape), ...Object.keys(KinName.shape)])

/** A list of a card, as it came or as it lies. */
const listIn = <T>(kept: string | readonly T[] | null | undefined): readonly T[] =>
  typeof kept === 'string' ? (JSON.parse(kept) as T[]) : (kept ?? [])

const ENTRY = [
  ...([
    'id',
    'registeredAt',
    'numberText',
    'seq',
    'subject',
    'reference',
    'otherNumber',
    'postNumber',
    'route',
    'notes',
    'correspondentId',
    'paperNumber',
  ] as const),
  ...(['registerId', 'year', 'urgency', 'cancelledAt', 'classId'] as const),
]
type Indexed = Pick<EntryRecord, Exclude<(typeof ENTRY)[number], 'id'>>
type To = { nameAr: string | null; nameLatin: string | null }
/** The names of its other parties, in every language they have. */
const namesOfParties = (parties: readonly NamedParty[] = []): string[] =>
  parties.flatMap(({ names }) => [...new Set(Object.values(names))])

/** Number, subject, correspondent in both scripts, reference, others' numbers, notes, and what its files say: what an entry is found by; and the lists it is looked for in. */
const entryDocument = (
  id: string,
  row: Indexed,
  to: To,
  parties: readonly NamedParty[] | undefined,
  said: string | undefined,
): SearchDocument => ({
  entity: 'entry',
  rowId: id,
  at: row.registeredAt,
  referenceKey: row.reference === null ? null : referenceKey(row.reference),
  texts: [
    row.numberText,
    // What counts the lines of a transcribed book is nobody's number.
    row.paperNumber ?? String(row.seq),
    row.subject,
    row.reference,
    row.otherNumber,
    row.postNumber,
    row.route,
    row.notes,
    ...names(to.nameAr),
    ...names(to.nameLatin),
    ...namesOfParties(parties),
    said ?? null,
  ],
  marks: entryMarks(row),
})

/** Indexes entries anew, from their rows. */
export async function indexEntries(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await asLines<Indexed & To & { id: string }>(
    tx,
    { ...columnsAs('e', ENTRY), ...columnsAs('c', ['nameAr', 'nameLatin']) },
    `FROM json_each(?) j JOIN entry e ON e.id = j.value LEFT JOIN contact c ON c.id = e.correspondentId`,
    [JSON.stringify(ids)],
  )
  const [parties, texts] = [await partiesOf(tx, ids), await textsOfEntries(tx, ids)]
  await indexDocuments(
    tx,
    rows.map((row) => entryDocument(row.id, row, row, parties.get(row.id), texts.get(row.id))),
  )
}

/** Indexes an entry registered in this transaction, from the fields just written. */
export async function indexNewEntry(tx: Tx, id: string, fields: Fields): Promise<void> {
  const row = fields as unknown as Indexed
  const to =
    row.correspondentId === null
      ? undefined
      : await sql(tx).one<To>('SELECT nameAr, nameLatin FROM contact WHERE id = ?', [row.correspondentId])
  const parties = fields['parties'] ? (await partiesOf(tx, [id])).get(id) : undefined
  await indexDocument(tx, entryDocument(id, row, to ?? { nameAr: null, nameLatin: null }, parties, undefined), false)
}

/** A row has it as text, what came a moment ago as it is. */
const nameIn = (kept: string | PersonName): PersonName =>
  typeof kept === 'string' ? (JSON.parse(kept) as PersonName) : kept

type Card = Record<(typeof WORDS)[number], string> &
  Partial<Record<(typeof LATER)[number], string | null>> & { createdAt: number }
const WORDS = ['id', 'nameAr', 'nameLatin', 'description', 'phone', 'email', 'city'] as const
const LATER = [
  'kinAr',
  'kinLatin',
  'phones',
  'emails',
  'documents',
  'civilNumber',
  'legalNumber',
  'website',
  'removedAt',
] as const

const NOBODY: PersonName = { full: '', given: '', father: '', family: '', maiden: '' }

/** What a card is found by: names, what it is, every way to reach it, and the numbers on its documents, spaced as they are or not. */
function cardTexts(row: Card): (string | null)[] {
  const numbers = [
    row.civilNumber ?? '',
    row.legalNumber ?? '',
    ...listIn<CardDocument>(row.documents).map((d) => d.number),
  ]
  return [
    ...[row.nameAr, row.nameLatin, row.kinAr ?? null, row.kinLatin ?? null].flatMap(names),
    ...[row.description, row.phone, row.email, row.city, row.website ?? ''],
    ...listIn<CardPhone>(row.phones).map(({ number }) => number),
    ...listIn<CardEmail>(row.emails).map(({ address }) => address),
    ...numbers.flatMap((number) => [number, number.replace(/[\s./-]/g, '')]),
  ]
}

/**
 * Indexes cards anew, from their rows: by their words, and by how their names sound.
 * @param came of some of them the fields as they stand: what came a moment ago is not read again
 */
export async function indexContacts(
  tx: Tx,
  ids: readonly string[],
  came: ReadonlyMap<string, Fields> = new Map(),
): Promise<void> {
  const unread = ids.filter((id) => !came.has(id))
  const rows =
    unread.length === 0
      ? []
      : await asLines<Card>(
          tx,
          columnsAs('c', [...WORDS, ...LATER, 'createdAt']),
          'FROM json_each(?) j JOIN contact c ON c.id = j.value',
          [JSON.stringify(unread)],
        )
  const known = ids.flatMap((id) => {
    const fields = came.get(id)
    return fields ? [{ ...fields, id } as unknown as Card] : []
  })
  const cards = [...rows, ...known]
  await indexNames(
    tx,
    cards.map(({ id, removedAt, nameAr, nameLatin }) =>
      removedAt
        ? { id, nameAr: NOBODY, nameLatin: NOBODY }
        : { id, nameAr: nameIn(nameAr), nameLatin: nameIn(nameLatin) },
    ),
  )
  await indexDocuments(
    tx,
    cards.map((row) => ({
      entity: 'contact',
      rowId: row.id,
      at: row.createdAt,
      // What went with its import is found by nothing.
      texts: row.removedAt ? [] : cardTexts(row),
    })),
  )
}
