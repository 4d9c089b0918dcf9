import type { Taken } from '../../contract/exchange'
import { emptyForm, type EntryForm, type Now } from '../register/entryForm'

/** A form somebody only has to look at: what the capsule says stands in it, and Ctrl+Enter registers it. */
export function prefilled(taken: Taken, now: Now, unitId: string | null): EntryForm {
  const { id, registerId, correspondent, languages, enclosures, enclosureCount, ...said } = taken
  return {
    ...emptyForm(id, registerId, now, null),
    ...said,
    channel: 'portal',
    correspondent: { kind: 'contact', ...correspondent },
    languages: [...languages],
    unitId,
    enclosureCount: String(enclosureCount),
    enclosures: enclosures.map(({ pages, ...one }) => ({ ...one, pages: pages === null ? '' : String(pages) })),
  }
}
