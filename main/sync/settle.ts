import type { Tx } from '../../db/core/sql'
import { entriesOfContact, indexContact, indexEntry } from '../../db/search/documents'
import { officeRow } from '../../db/session/office'
import type { Applied } from '../../db/sync/apply'
import { booksOfActs, entriesTouched, refreshHead } from '../../db/sync/heads'
import type { EntityName } from '../../domain/entities'
import { note } from '../security/log'
import type { Desk } from '../desk'

/** What the window has to hear after the commit. */
export type Changed = {
  entries: Set<string>
  contacts: Set<string>
  letters: Set<string>
  people: Set<string>
  registers: Set<string>
  office: boolean
}

/** What the features keep beside their rows, in the transaction that put the rows in place: search documents, heads of books. */
export async function settle(tx: Tx, desk: Desk, applied: Applied, { arrived = false } = {}): Promise<Changed> {
  const of = (entity: EntityName): string[] => [...(applied.get(entity) ?? [])]
  const entries = new Set(of('entry'))
  for (const contact of of('contact')) {
    await indexContact(tx, contact)
    for (const entry of await entriesOfContact(tx, contact)) entries.add(entry)
  }
  for (const entry of entries) await indexEntry(tx, entry)
  for (const id of arrived ? applied.rights : [])
    await note(tx, desk, { kind: 'rightsArrived', userId: null, entity: 'user', rowId: id })
  for (const book of new Set([...of('book'), ...(await booksOfActs(tx, of('act')))]))
    await refreshHead(tx, book, desk.device.id)
  for (const entry of await entriesTouched(tx, of('act'), of('file'), of('conflict'))) entries.add(entry)
  return {
    entries,
    contacts: new Set(of('contact')),
    letters: new Set(of('letter')),
    people: new Set(of('user')),
    registers: new Set([...of('register'), ...of('book')]),
    office: of('office').length + of('unit').length + of('user').length > 0,
  }
}

/** After the commit: ids only. */
export async function announceChanged(desk: Desk, changed: Changed): Promise<void> {
  const tell = (feature: 'register' | 'community' | 'letters' | 'users', ids: Set<string>): void => {
    if (ids.size > 0) desk.emit(feature, 'changed', { ids: [...ids] })
  }
  if (changed.office) {
    const row = await officeRow(desk.db.read)
    if (row) desk.office = row
    desk.emit('office', 'changed', {})
  }
  tell('register', new Set([...changed.entries, ...changed.registers]))
  tell('community', changed.contacts)
  tell('letters', changed.letters)
  tell('users', changed.people)
}
