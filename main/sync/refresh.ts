import type { Fields } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import { indexContacts, indexEntries } from '../../db/search/documents'
import { entriesOfRenamed } from '../../db/search/renamed'
import { officeRow } from '../../db/session/office'
import { booksOfActs, refreshHead, shownBy } from '../../db/sync/heads'
import { descriptor, type EntityName } from '../../domain/entities'
import type { Told } from '../../domain/entities/entity'
import { note } from '../security/log'
import type { Desk } from '../desk'

export type Rows = ReadonlyMap<EntityName, ReadonlySet<string>>

/** What the window has to hear after the commit: ids by feature; and whether the office itself is another. */
export type Changed = { told: Map<Told['feature'], Set<string>>; office: boolean }
export const nothingChanged = (): Changed => ({ told: new Map(), office: false })

/**
 * What the features keep beside their rows, in the transaction that put the rows in place: search documents, heads of books.
 * @param came fields of rows that stand as they came
 * @param rights people whose rights, state or keys arrived other than they were
 */
export async function refreshDerived(
  tx: Tx,
  desk: Desk,
  rows: Rows,
  { rights = [], came }: { rights?: Iterable<string>; came?: ReadonlyMap<string, Fields> } = {},
): Promise<Changed> {
  const of = (entity: EntityName): string[] => [...(rows.get(entity) ?? [])]
  const changed = nothingChanged()
  for (const [entity, ids] of rows) {
    changed.office ||= descriptor(entity).ofOffice === true
    for (const told of descriptor(entity).tells ?? [])
      for (const id of await shownBy(tx, entity, told.ids, [...ids])) tell(changed, told.feature, id)
  }
  await indexContacts(tx, of('contact'), came)
  const entries = new Set([...of('entry'), ...(await entriesOfRenamed(tx, of('contact')))])
  await indexEntries(tx, [...entries])
  for (const entry of entries) tell(changed, 'register', entry)
  for (const id of rights) await note(tx, desk, { kind: 'rightsArrived', userId: null, entity: 'user', rowId: id })
  for (const book of new Set([...of('book'), ...(await booksOfActs(tx, of('act')))]))
    await refreshHead(tx, book, desk.device.id, of('act'))
  return changed
}

export function tell({ told }: Changed, feature: Told['feature'], id: string): void {
  told.set(feature, (told.get(feature) ?? new Set()).add(id))
}

/** After the commit: ids only. */
export async function announceChanged(desk: Desk, { told, office }: Changed): Promise<void> {
  if (office) {
    const row = await officeRow(desk.db.read)
    if (row) desk.office = row
    desk.emit('office', 'changed', {})
  }
  // Scans that another PC destroyed, and holds that were lifted: what is proven goes here too.
  if (told.has('disposal')) desk.schedule?.soon('destroy')
  // A wall came, went or was changed: whatever shows something of its card asks again.
  if (told.has('walls'))
    for (const feature of ['register', 'letters'] as const) desk.emit(feature, 'changed', { ids: [] })
  // Correspondents with other names: their older entries are indexed in the background.
  if (told.has('community')) desk.schedule?.soon('index')
  // What the line brought is looked at as what was written here is.
  if (told.has('deadlines') || told.has('calendar')) desk.schedule?.soon('deadlines')
  for (const [feature, ids] of told) desk.emit(feature, 'changed', { ids: [...ids] })
}
