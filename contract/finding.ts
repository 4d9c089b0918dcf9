import { z } from 'zod'
import { Criteria } from './criteria'
import { command, event, query } from './define'
import { EntryRow, RegisterFilter, RegisterLine } from './register'
import { Id, Ids, Instant, Names, None, Year, filled, orNewer, text } from './values'

export const tabs = RegisterFilter.shape.tab.options

/** A filter under a name. `criteria: null`: a newer version saved it with something this one cannot ask; it is named and not used. */
export const SavedFilter = z.object({
  id: Id,
  name: z.string(),
  tab: orNewer(RegisterFilter.shape.tab),
  criteria: Criteria.nullable(),
  shared: z.boolean(),
  mine: z.boolean(),
  ownerNames: Names.nullable(),
})
export type SavedFilter = z.infer<typeof SavedFilter>

/** An entry somebody looked at or pinned, as they may see it today. */
export const ShelfLine = z.object({ row: EntryRow, pinned: z.boolean(), at: Instant })
export type ShelfLine = z.infer<typeof ShelfLine>

const ById = z.object({ id: Id })

/** What leads to an entry beside the lists: its number, saved filters, what one looked at and pinned. */
export const finding = {
  /** N1: exactly the entries that bear this number. `null`: what was typed is no number of this office. */
  numbered: query({
    needs: 'register:read',
    input: z.object({ text: text(200), registerId: Id.nullable(), year: Year.nullable() }),
    output: z.array(RegisterLine).nullable(),
  }),
  saved: query({ needs: 'register:read', input: None, output: z.array(SavedFilter) }),
  /** A new one, or one's own anew. */
  save: command({
    needs: 'register:read',
    input: z.object({
      id: Id,
      name: filled(80),
      tab: RegisterFilter.shape.tab,
      criteria: Criteria,
      shared: z.boolean(),
    }),
    output: SavedFilter,
  }),
  /** Taken off the list, or put back on it. */
  remove: command({ needs: 'register:read', input: z.object({ id: Id, removed: z.boolean() }), output: None }),
  /** One's own, on this PC: what is pinned, then what was looked at last. */
  shelf: query({ needs: 'register:read', input: None, output: z.array(ShelfLine) }),
  /** Somebody opened it. */
  looked: command({ needs: 'register:read', input: ById, output: None }),
  pin: command({ needs: 'register:read', input: ById.extend({ pinned: z.boolean() }), output: None }),
  pinned: query({ needs: 'register:read', input: ById, output: z.object({ pinned: z.boolean() }) }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['savedFilter'] }),
}
